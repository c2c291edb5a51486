import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file of one hook, by the name under which git runs it.
struct HookFile {
  /// Git runs the first before a commit that somebody makes, the second before the commit of a
  /// merge that went through by itself; githooks(5).
  static let names = ["pre-commit", "pre-merge-commit"]

  let name: String
  private let folder: OpenFolder

  /// Larger files are read as far as this: enough to know ours.
  private static let largest = 1 << 16

  init(_ name: String, in folder: OpenFolder) {
    self.name = name
    self.folder = folder
  }

  /// Nil where there is none.
  func read() throws(SystemError) -> HookScript.Reading? {
    switch try folder.entry(name) {
    case nil: nil
    case .file(let file)?: HookScript.read(try file.bytes(limit: Self.largest))
    case .folder?, .link?, .special?: .foreign
    }
  }

  /// Whether it has the bytes of this script.
  func holds(_ script: HookScript) throws(SystemError) -> Bool {
    guard case .file(let file)? = try folder.entry(name) else { return false }
    return try file.bytes(limit: Self.largest) == script.bytes
  }

  /// Whether git would run it: it passes over what cannot be executed.
  func isExecutable() -> Bool { faccessat(folder.descriptor.number, name, X_OK, 0) == 0 }

  /// Writes the script beside its place, and gives it its name at the end: git runs the whole of it
  /// or none.
  ///
  /// - Parameter replacing: Whether one of ours is there; else nothing may be.
  func write(_ script: HookScript, replacing: Bool) throws(SystemError) {
    let draft = ".\(name).mooring-\(getpid())"
    var file = try FreshFile(draft, in: folder, mode: 0o777)
    try file.write(String(decoding: script.bytes, as: UTF8.self))
    let number = folder.descriptor.number
    if replacing {
      try system { renameat(number, draft, number, name) }
    } else {
      // Unlike a rename, this fails where somebody else was faster.
      try system { linkat(number, draft, number, name, 0) }
      unlinkat(number, draft, 0)
    }
    file.keep()
  }

  func remove() throws(SystemError) { try system { unlinkat(folder.descriptor.number, name, 0) } }
}
