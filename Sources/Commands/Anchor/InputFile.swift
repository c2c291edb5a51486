import Cryptography
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that a command line names, wherever they are.
enum InputFile {
  private static let largest = 16 << 20
  /// A key is a few kilobytes.
  private static let largestKey = 1 << 16

  /// - Parameter path: relative to the present folder; `-` for standard input.
  static func bytes(of path: String) throws(CommandError) -> [UInt8] {
    var bytes: [UInt8] = []
    let file = try open(path)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try reading(path) { () throws(SystemError) in
        try system { read(file.number, &piece, piece.count) }
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
      if bytes.count > largest {
        throw CommandError("'\(path)' is larger than \(largest >> 20) MiB, the limit")
      }
    }
  }

  static func privateKey(at path: String) throws(CommandError) -> PrivateKey {
    var secret = SecretBytes(capacity: largestKey)
    let file = try open(path)
    var isAtEnd = false
    while !isAtEnd {
      try secret.fill { (free) throws(CommandError) in
        let count = try reading(path) { () throws(SystemError) in
          try system { read(file.number, free.baseAddress, free.count) }
        }
        isAtEnd = count == 0
        return count
      }
    }
    do throws(PrivateKeyError) {
      return try PrivateKey(pem: secret)
    } catch {
      throw CommandError(
        "'\(path)' \(error)",
        help: error == .encrypted
          ? "decrypt it on the way: 'openssl pkey -in \(path)', and name '-'"
          : "expected PEM: a block such as '-----BEGIN PRIVATE KEY-----'")
    }
  }

  private static func open(_ path: String) throws(CommandError) -> Descriptor {
    try reading(path) { () throws(SystemError) in
      let number =
        path == "-"
        ? try system { dup(STDIN_FILENO) }
        : try system { openForReading(path) }
      let descriptor = Descriptor(adopting: number)
      var status = stat()
      try system { fstat(number, &status) }
      if status.st_mode & S_IFMT == S_IFDIR { throw SystemError(code: EISDIR) }
      return descriptor
    }
  }

  private static func reading<Result>(
    _ path: String, _ read: () throws(SystemError) -> Result
  ) throws(CommandError) -> Result {
    do throws(SystemError) {
      return try read()
    } catch {
      throw CommandError(
        "'\(path == "-" ? "standard input" : path)' cannot be read: \(error.reason)")
    }
  }
}

/// open(2), out of reach of the function of the same name.
private func openForReading(_ path: String) -> CInt { open(path, O_RDONLY | O_CLOEXEC) }
