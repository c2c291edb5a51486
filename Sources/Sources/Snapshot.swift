#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

  /// What is at a path, for whoever knows which bytes should be: they are not handed out again.
  func content(of path: String, expecting bytes: [UInt8]) throws(SourceError) -> FileContent

  /// The files below a folder of which several sides wait to be merged: their bytes are none that
  /// can be read.
  func unmerged(below folder: String) throws(SourceError) -> [String]

  /// Whether a file is there for its owner alone, and never becomes part of a commit.
  func ignores(_ path: String) -> Bool
}

/// What is at a path, beside the bytes that are expected there.
package enum FileContent: Hashable, Sendable {
  case nothing
  case expected
  case other([UInt8])
}

extension Snapshot {
  package func content(
    of path: String, expecting expected: [UInt8]
  ) throws(SourceError) -> FileContent {
    guard let bytes = try bytes(of: path) else { return .nothing }
    return bytes.isIdentical(to: expected) ? .expected : .other(bytes)
  }

  package func unmerged(below folder: String) throws(SourceError) -> [String] { [] }

  package func ignores(_ path: String) -> Bool { false }

  package func skipped(below folder: String) throws(SourceError) -> [SourceError] { [] }
}

extension [UInt8] {
  /// Equality, at the speed of memory.
  fileprivate func isIdentical(to other: [UInt8]) -> Bool {
    withUnsafeBytes { these in
      other.withUnsafeBytes { others in
        guard these.count == others.count else { return false }
        guard let a = these.baseAddress, let b = others.baseAddress else { return true }
        return memcmp(a, b, these.count) == 0
      }
    }
  }
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
