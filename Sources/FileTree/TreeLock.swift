import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keeps a write of the tree, and whoever reads or writes it meanwhile, apart. The system frees it
/// when the folder is closed, or the process ends however it may.
enum TreeLock {
  /// For one who writes.
  case exclusive
  /// For any number who read.
  case shared

  /// Takes it on the folder of the repository, which has to stay open. Whoever has it is waited for:
  /// a build ends soon.
  func take(on root: OpenFolder, _ path: String) throws(FileTreeError) {
    let operation = (self == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
    for _ in 0..<Self.attempts {
      do throws(SystemError) {
        try system { flock(root.descriptor.number, operation) }
        return
      } catch {
        // Some network file systems know no locks on folders.
        if error.code != EWOULDBLOCK { return }
      }
      usleep(10_000)
    }
    throw FileTreeError(
      path: path,
      reason: self == .shared
        ? "another mooring is writing here; run this one when it has ended"
        : "another mooring is at work here; run this one when it has ended")
  }

  /// A hundred a second: five seconds.
  private static let attempts = 500
}

/// Reads the tree while nobody writes it: a build that begins meanwhile waits.
package final class TreeReader: Sendable {
  private let root: OpenFolder

  /// Waits for a build that is under way.
  package init(root path: String) throws(FileTreeError) {
    root = try FileTreeError.naming(path, "cannot be opened") { () throws(SystemError) in
      try OpenFolder(at: path)
    }
    try TreeLock.shared.take(on: root, path)
  }
}
