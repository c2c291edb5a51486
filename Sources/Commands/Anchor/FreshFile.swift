import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file where there was none, which is gone again unless it is kept.
struct FreshFile: ~Copyable {
  private let folder: OpenFolder
  private let name: String
  private let descriptor: Descriptor
  private var isKept = false

  /// Throws EEXIST where there is something of that name, be it a link that leads nowhere.
  init(_ name: String, in folder: OpenFolder, mode: mode_t) throws(SystemError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    descriptor = Descriptor(
      adopting: try system { openat(folder.descriptor.number, name, flags, mode) })
    self.folder = folder
    self.name = name
  }

  deinit {
    if !isKept { unlinkat(folder.descriptor.number, name, 0) }
  }

  /// Whether nobody but its owner can read it: some file systems take no modes.
  func isPrivate() throws(SystemError) -> Bool {
    var status = stat()
    try system { fstat(descriptor.number, &status) }
    return status.st_mode & 0o077 == 0
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = try system {
        writeSome(descriptor.number, UnsafeRawBufferPointer(rebasing: rest))
      }
      rest = rest.dropFirst(count)
    }
  }

  func write(_ text: String) throws(SystemError) { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      written += try system {
        bytes.withUnsafeBytes {
          writeSome(descriptor.number, UnsafeRawBufferPointer(rebasing: $0[written...]))
        }
      }
    }
  }

  /// Waits until all of it is on the disk.
  func sync() throws(SystemError) { try system { fsync(descriptor.number) } }

  /// Lets the file stay under another name of its folder, in the place of what has that name.
  mutating func rename(to newName: String) throws(SystemError) {
    let number = folder.descriptor.number
    try system { renameat(number, name, number, newName) }
    isKept = true
  }

  /// Lets the file stay.
  mutating func keep() { isKept = true }
}

/// write(2), out of reach of the method of the same name.
private func writeSome(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
