import Sources
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files of a folder on disk, as git would take them into its index: with the line ends that
/// attributes and configuration ask for, and with those that a sparse checkout keeps from the disk.
///
/// Git is asked only of files that it may have changed on their way to the disk.
package final class CheckedOutFiles: Snapshot {
  private let root: String
  private let files: WorkingTree
  private let isSparse: Bool
  private let checkout = Mutex(Checkout.unknown)

  private enum Checkout {
    case unknown
    /// Nil where there is no repository that can be read: then the files are what they are.
    case known(GitCheckout?)
  }

  package init(root: String) throws(SourceError) {
    self.root = root
    files = try WorkingTree(root: root)
    isSparse = GitFolder(around: root)?.hasSparseCheckout ?? false
  }

  package func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    guard let bytes = try files.bytes(of: path) else { return try bytesLeftOut(path) }
    return cleaned(bytes, of: path)
  }

  package func content(
    of path: String, expecting expected: [UInt8]
  ) throws(SourceError) -> FileContent {
    switch try files.content(of: path, expecting: expected) {
    case .expected: return .expected
    case .nothing:
      guard let bytes = try bytesLeftOut(path) else { return .nothing }
      return bytes == expected ? .expected : .other(bytes)
    case .other(let bytes):
      let bytes = cleaned(bytes, of: path)
      return bytes == expected ? .expected : .other(bytes)
    }
  }

  package func files(below folder: String) throws(SourceError) -> [String] {
    let onDisk = try files.files(below: folder)
    guard isSparse, let others = try git?.leftOut(below: folder), !others.isEmpty else {
      return onDisk
    }
    return Set(onDisk + others).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try files.skipped(below: folder)
  }

  package func ignores(_ path: String) -> Bool { git?.ignores(path) ?? false }

  /// Whether a sparse checkout keeps a file from the disk.
  package func isLeftOut(_ path: String) -> Bool {
    guard isSparse, (try? files.bytes(of: path)) == nil else { return false }
    return git?.isLeftOut(path) ?? false
  }

  private func bytesLeftOut(_ path: String) throws(SourceError) -> [UInt8]? {
    isSparse ? try git?.bytesLeftOut(path) : nil
  }

  private func cleaned(_ bytes: [UInt8], of path: String) -> [UInt8] {
    let hasReturn = bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, CInt(UInt8(ascii: "\r")), bytes.count) != nil } ?? false
    }
    return hasReturn ? git?.cleaned(bytes, of: path) ?? bytes : bytes
  }

  private var git: GitCheckout? {
    checkout.withLock { checkout in
      if case .known(let opened) = checkout { return opened }
      let opened = try? GitCheckout(root)
      checkout = .known(opened)
      return opened
    }
  }
}
