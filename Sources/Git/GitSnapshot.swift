import CLibGit2
import Sources

/// The files of a git repository as its index or one of its revisions has them.
///
/// Content is as git stores it: no filter, no hook and no network is asked. Links are followed where
/// they stay inside, as in the working tree.
package final class GitSnapshot: Snapshot {
  package enum Content: Sendable {
    /// What the next commit will hold.
    case index
    /// Anything that names a commit: `HEAD`, `main~2`, a hash.
    case revision(String)
  }

  private let files: GitFiles

  /// - Parameter root: The folder that paths are relative to: the top of a repository or a folder
  ///   in it; or a bare repository.
  package init(root: String, _ content: Content) throws(SourceError) {
    files = try GitFiles(root, content)
  }

  /// The folder that holds the files of the repository around a folder, or a bare repository itself;
  /// nil where there is none.
  package static func top(around folder: String) -> String? {
    guard let repository = try? GitRepository.open(folder) else { return nil }
    let top = git_repository_workdir(repository.pointer) ?? git_repository_path(repository.pointer)
    return top.map { String(cString: $0) }
  }

  package func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    try files.bytes(of: path)
  }

  /// By the name that git gives to these bytes: nothing is read where they are there.
  package func content(
    of path: String, expecting bytes: [UInt8]
  ) throws(SourceError) -> FileContent {
    try files.content(of: path, expecting: bytes)
  }

  package func files(below folder: String) throws(SourceError) -> [String] {
    try files.files(below: folder)
  }

  package func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try files.skipped(below: folder)
  }

  package func unmerged(below folder: String) throws(SourceError) -> [String] {
    try files.unmerged(below: folder)
  }
}
