import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a private key may be written: standard output, or a file that no repository can take up.
enum SecretDestination {
  case standardOutput
  case file(OpenFolder, name: String, path: String)

  /// - Parameter path: `-` for standard output; else relative to the present folder.
  init(_ path: String, outside root: String) throws(CommandError) {
    if path == "-" {
      self = .standardOutput
      return
    }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard SnapshotPath.isName(name) else {
      throw CommandError("'\(path)' is not the name of a file")
    }
    let folder: OpenFolder
    do throws(SystemError) {
      folder = try OpenFolder(at: parent)
    } catch {
      throw CommandError("the folder '\(parent)' cannot be opened: \(error.reason)")
    }
    if let reason = Self.repository(around: folder, root: root) {
      throw CommandError(
        "a private key does not belong in '\(parent)': \(reason)",
        help: "name a file elsewhere, such as one in a folder that only you can read; or '-'")
    }
    self = .file(folder, name: name, path: path)
  }

  /// Which repository a folder lies in: however many links led to it, the way up is the real one.
  private static func repository(around folder: OpenFolder, root: String) -> String? {
    var own = stat()
    let hasRoot = stat(root, &own) == 0
    var above = ""
    var last: stat?
    // A path of the system is at most 4096 bytes: no folder lies deeper than this.
    for _ in 0..<2048 {
      var status = stat()
      guard fstatat(folder.descriptor.number, above + ".", &status, 0) == 0 else {
        return "it cannot be told whether it lies in a repository"
      }
      if hasRoot, status.isSame(as: own) { return "it lies in the repository" }
      var found = stat()
      if fstatat(folder.descriptor.number, above + ".git", &found, AT_SYMLINK_NOFOLLOW) == 0 {
        return "it lies in a working tree of git"
      }
      // The root of the file system is its own parent.
      if let last, status.isSame(as: last) { return nil }
      last = status
      above += "../"
    }
    return "it lies too deep to be looked at"
  }
}

extension stat {
  fileprivate func isSame(as other: stat) -> Bool {
    st_ino == other.st_ino && st_dev == other.st_dev
  }
}

/// What holds a private key, on its way out.
struct SecretOutput: ~Copyable {
  private var file: FreshFile?
  private let path: String
  private let terminal: Terminal

  /// Makes the file, so that nothing is in the way later.
  init(_ destination: SecretDestination, _ terminal: Terminal) throws(CommandError) {
    self.terminal = terminal
    switch destination {
    case .standardOutput:
      path = "standard output"
      file = nil
    case .file(let folder, let name, let path):
      self.path = path
      do throws(SystemError) {
        file = try FreshFile(name, in: folder, mode: 0o600)
      } catch {
        throw error.code == EEXIST
          ? CommandError(
            "'\(path)' is there already", help: "a key is never overwritten: name another file")
          : CommandError("'\(path)' cannot be written: \(error.reason)")
      }
      if let isPrivate = try? file?.isPrivate(), !isPrivate {
        throw CommandError(
          "others could read '\(path)': its file system takes no modes",
          help: "name a file on another one")
      }
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(CommandError) {
    guard file != nil else {
      terminal.output.write(secret: bytes)
      if terminal.output.failure != nil { throw CommandError("the key did not reach its reader") }
      return
    }
    do throws(SystemError) {
      try file?.write(bytes)
    } catch {
      throw CommandError("'\(path)' cannot be written: \(error.reason)")
    }
  }

  func write(_ text: String) throws(CommandError) {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(CommandError) in try write(bytes) }
    }
    try result.get()
  }

  func sync() throws(CommandError) {
    do throws(SystemError) {
      try file?.sync()
    } catch {
      throw CommandError("'\(path)' cannot be written: \(error.reason)")
    }
  }

  mutating func keep() { file?.keep() }
}
