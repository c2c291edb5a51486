import Sources
import Synchronization

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

  /// Objects of libgit2 are for one thread at a time.
  private let content: Mutex<GitFiles>

  /// - Parameter root: The folder that paths are relative to: the top of a repository or a folder
  ///   in it; or a bare repository.
  package init(root: String, _ content: Content) throws(SourceError) {
    self.content = Mutex(try GitFiles(root, content))
  }

  package func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    try content.withLock { files throws(SourceError) in try files.bytes(of: path) }
  }

  package func files(below folder: String) throws(SourceError) -> [String] {
    try content.withLock { files throws(SourceError) in try files.files(below: folder) }
  }

  package func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try content.withLock { files throws(SourceError) in try files.skipped(below: folder) }
  }
}
