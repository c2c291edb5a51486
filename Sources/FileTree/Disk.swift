import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Every change that a write makes to the disk, one system call each.
///
/// Names are looked up in an open folder, so that no symbolic link is followed, whatever is renamed
/// meanwhile.
struct Disk: Sendable {
  /// Called before each change, which is not made where it throws: by this tests fill the disk, or
  /// stop a write dead.
  var beforeChange: @Sendable () throws(SystemError) -> Void = { () throws(SystemError) in }

  func makeFolder(_ name: String, in folder: OpenFolder) throws(SystemError) {
    try beforeChange()
    try system { mkdirat(folder.descriptor.number, name, 0o755) }
  }

  func removeFolder(_ name: String, in folder: OpenFolder) throws(SystemError) {
    try beforeChange()
    try system { unlinkat(folder.descriptor.number, name, AT_REMOVEDIR) }
  }

  func removeFile(_ name: String, in folder: OpenFolder) throws(SystemError) {
    try beforeChange()
    try system { unlinkat(folder.descriptor.number, name, 0) }
  }

  /// Makes a file that was not there. With `isSynced`, it is on the disk itself when this returns.
  func makeFile(
    _ name: String, _ bytes: [UInt8], in folder: OpenFolder, isSynced: Bool = false
  ) throws(SystemError) {
    try beforeChange()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = Descriptor(
      adopting: try system { openat(folder.descriptor.number, name, flags, 0o644) })
    try beforeChange()
    var written = 0
    while written < bytes.count {
      written += try system {
        bytes.withUnsafeBytes { bytes in
          let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
          return write(file.number, rest.baseAddress, rest.count)
        }
      }
    }
    if isSynced { try system { fsync(file.number) } }
  }

  /// Replaces what is there under the new name, at once.
  func rename(
    _ name: String, in folder: OpenFolder, to newName: String, in newFolder: OpenFolder
  ) throws(SystemError) {
    try beforeChange()
    try system {
      renameat(folder.descriptor.number, name, newFolder.descriptor.number, newName)
    }
  }

  /// Gives a file a second name, which must not be there (EEXIST).
  func link(
    _ name: String, in folder: OpenFolder, as newName: String, in newFolder: OpenFolder
  ) throws(SystemError) {
    try beforeChange()
    try system {
      linkat(folder.descriptor.number, name, newFolder.descriptor.number, newName, 0)
    }
  }
}

extension SystemError {
  static let exists = SystemError(code: EEXIST)

  /// Whether a file system has no second names for files.
  var isWithoutLinks: Bool {
    code == EPERM || code == EOPNOTSUPP || code == ENOTSUP || code == ENOSYS || code == EMLINK
  }

  /// Whether a folder could not be removed since it is not empty, or is not there.
  var isOfUnremovableFolder: Bool {
    code == ENOTEMPTY || code == EEXIST || code == ENOENT || code == ENOTDIR
  }
}
