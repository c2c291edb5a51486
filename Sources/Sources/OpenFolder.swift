#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open file or folder of the file system, closed with its last user.
package final class Descriptor: Sendable {
  package let number: CInt

  package init(adopting number: CInt) { self.number = number }

  deinit { close(number) }
}

/// An open folder. Whatever is renamed meanwhile, what is reached from here lies in this folder:
/// names are opened one by one, and a symbolic link is never followed.
package struct OpenFolder: Sendable {
  package let descriptor: Descriptor

  /// A folder anywhere; links on the way to it are followed.
  package init(at path: String) throws(SystemError) {
    let number = try system { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    descriptor = Descriptor(adopting: number)
  }

  private init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// What a name turned out to be.
  package enum Entry {
    case folder(OpenFolder)
    case file(OpenFile)
    case link(target: String)
    /// A pipe, a socket or a device.
    case special
  }

  /// What is there under a name of this folder, opened for reading; nil where there is nothing.
  package func entry(_ name: String) throws(SystemError) -> Entry? {
    let descriptor: Descriptor
    do throws(SystemError) {
      // Without O_NONBLOCK, a pipe that nobody writes to would hold us for ever.
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      descriptor = Descriptor(
        adopting: try system { openat(self.descriptor.number, name, flags) })
    } catch {
      switch error.code {
      case ENOENT: return nil
      case ELOOP, EMLINK: return .link(target: try target(ofLink: name))
      case ENXIO, EOPNOTSUPP: return .special
      default: throw error
      }
    }
    var status = stat()
    try system { fstat(descriptor.number, &status) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder(OpenFolder(descriptor))
    case S_IFREG: return .file(OpenFile(descriptor, status))
    default: return .special
    }
  }

  private func target(ofLink name: String) throws(SystemError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try system { readlinkat(descriptor.number, name, &buffer, buffer.count) }
    return String(decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// A regular file, open for reading.
package struct OpenFile: Sendable {
  package let descriptor: Descriptor
  /// In bytes, when it was opened.
  package let size: Int
  /// Which file it is: its names all lead to the same one.
  package let identity: Identity

  package struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  init(_ descriptor: Descriptor, _ status: stat) {
    self.descriptor = descriptor
    size = Int(status.st_size)
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
  }

  /// The bytes, up to a limit: of a larger file, one byte more than the limit.
  package func bytes(limit: Int) throws(SystemError) -> [UInt8] {
    // One byte more than is expected, so that a single call shows where the end is.
    var bytes: [UInt8] = []
    var wanted = min(size, limit) + 1
    while true {
      let piece = try piece(wanted)
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      if piece.count < wanted || bytes.count > limit { return bytes }
      // The file has grown since it was opened.
      wanted = min(1 << 16, limit + 1 - bytes.count)
    }
  }

  /// The next bytes; fewer than asked for only at the end of the file.
  private func piece(_ count: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let piece = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        while filled < count {
          let free = UnsafeMutableBufferPointer(rebasing: buffer[filled..<count])
          let got = try system { read(descriptor.number, free.baseAddress, free.count) }
          filled += got
          // A regular file gives less than asked for only at its end.
          if got < free.count { return }
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return piece
  }
}
