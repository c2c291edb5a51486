import CLibGit2

/// What a snapshot of git holds at a path.
enum GitEntry: Sendable {
  case folder
  case file(git_oid)
  /// A symbolic link, whose blob is its target.
  case link(git_oid)
  /// Another repository, whose files this one does not hold.
  case submodule
  /// A file of which several sides wait to be merged.
  case unmerged
}

/// The files of a repository at one moment, by path from the top of the repository. Any thread may
/// ask.
protocol GitTree: Sendable {
  /// Whether any file waits to be merged.
  var hasUnmerged: Bool { get }

  /// Nil where there is nothing, and for a folder where nobody keeps folders.
  func entry(_ path: String) throws(GitError) -> GitEntry?

  func isFolder(_ path: String) throws(GitError) -> Bool

  /// The paths of everything but folders below a folder, in byte order, each once.
  func paths(below folder: String) throws(GitError) -> [(path: String, entry: GitEntry)]
}

extension GitEntry {
  /// Nil for what git does not keep.
  init?(mode: UInt32, _ identity: git_oid) {
    switch mode {
    case UInt32(GIT_FILEMODE_BLOB.rawValue), UInt32(GIT_FILEMODE_BLOB_EXECUTABLE.rawValue):
      self = .file(identity)
    // Git wrote files with this mode once, and reads them still.
    case 0o100664: self = .file(identity)
    case UInt32(GIT_FILEMODE_LINK.rawValue): self = .link(identity)
    case UInt32(GIT_FILEMODE_TREE.rawValue): self = .folder
    case UInt32(GIT_FILEMODE_COMMIT.rawValue): self = .submodule
    default: return nil
    }
  }
}
