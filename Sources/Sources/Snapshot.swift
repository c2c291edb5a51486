/// What a compilation reads: files by path, as they were at one moment.
///
/// The working tree, the index of a git repository and any of its revisions are snapshots. Paths are
/// relative to the root, with `/` between their parts, and never leave it.
package protocol Snapshot: Sendable {
  /// The paths of all regular files below a folder, in byte order; empty where there is no such
  /// folder.
  func files(below folder: String) throws(SourceError) -> [String]

  /// A file's bytes; nil where there is none.
  func bytes(of path: String) throws(SourceError) -> [UInt8]?
}

/// The world would not give us what is there: not a mistake in the description.
package struct SourceError: Error, Sendable {
  /// The path that was asked for, relative to the root.
  package let path: String
  /// What went wrong and what to do, in one sentence without a full stop.
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
