#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension OpenFolder {
  /// A name in a folder, as the folder's list has it.
  package struct Listed: Sendable {
    package enum Kind: Sendable { case folder, file, link, special }

    package let name: String
    package let kind: Kind
  }

  /// The names in this folder but `.` and `..`, in no order. A name that is not UTF-8 is an error
  /// (EILSEQ): no path could be written that leads to it.
  package func list() throws(SystemError) -> [Listed] {
    // A second descriptor, since closing the stream closes it, and reading moves it.
    let copy = try system { openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(copy) else {
      let error = SystemError()
      close(copy)
      throw error
    }
    defer { closedir(stream) }
    var listed: [Listed] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError() }
        return listed
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(validatingCString: $0) }
      }
      guard let name else { throw SystemError(code: EILSEQ) }
      if name == "." || name == ".." { continue }
      listed.append(Listed(name: name, kind: try kind(of: name, entry.pointee.d_type)))
    }
  }

  private func kind(of name: String, _ type: UInt8) throws(SystemError) -> Listed.Kind {
    switch Int(type) {
    case Int(DT_DIR): return .folder
    case Int(DT_REG): return .file
    case Int(DT_LNK): return .link
    case Int(DT_UNKNOWN): break
    default: return .special
    }
    // Some file systems do not say.
    var status = stat()
    try system { fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    case S_IFLNK: return .link
    default: return .special
    }
  }
}
