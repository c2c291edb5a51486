import CLibGit2

/// What a snapshot of git holds at a path.
enum GitEntry {
  case folder
  case file(git_oid)
  /// A symbolic link, whose blob is its target.
  case link(git_oid)
}

/// The files of a repository at one moment, by path from the top of the repository.
protocol GitTree {
  /// Nil where there is nothing, and for a folder where nobody keeps folders.
  func entry(_ path: String) throws(GitError) -> GitEntry?

  func isFolder(_ path: String) throws(GitError) -> Bool

  /// The paths of all files and links below a folder, in byte order.
  func paths(below folder: String) throws(GitError) -> [(path: String, isLink: Bool)]
}

extension GitEntry {
  /// Nil for what is no content, such as a submodule.
  init?(mode: UInt32, _ identity: git_oid) {
    switch mode {
    case UInt32(GIT_FILEMODE_BLOB.rawValue), UInt32(GIT_FILEMODE_BLOB_EXECUTABLE.rawValue):
      self = .file(identity)
    case UInt32(GIT_FILEMODE_LINK.rawValue): self = .link(identity)
    case UInt32(GIT_FILEMODE_TREE.rawValue): self = .folder
    default: return nil
    }
  }
}
