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

  /// What lies below a folder and is no file, each with the reason: links to folders, which are not
  /// followed; pipes, sockets and devices.
  func skipped(below folder: String) throws(SourceError) -> [SourceError]
}

extension Snapshot {
  package func skipped(below folder: String) throws(SourceError) -> [SourceError] { [] }
}

/// The world would not give us what is there: not a mistake in the description.
package struct SourceError: Error, Hashable, Sendable {
  /// The path that was asked for, relative to the root.
  package let path: String
  /// What went wrong and what to do, in one sentence without a full stop.
  package let reason: String
  /// Whether what is there cannot be what was meant, such as a link that leads out, whatever the
  /// machine: a mistake like others.
  package let isMistake: Bool

  package init(path: String, reason: String, isMistake: Bool = false) {
    self.path = path
    self.reason = reason
    self.isMistake = isMistake
  }
}
