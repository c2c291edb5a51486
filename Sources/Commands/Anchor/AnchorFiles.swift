import Cryptography
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The public certificates of a repository: a file for each, in one folder.
struct AnchorFiles {
  static let folder = "anchors"

  private let root: String

  init(_ repository: Repository) { root = repository.root }

  static func path(of name: String) -> String { "\(folder)/\(name).crt" }

  /// The file of a certificate that is to be made; the folder is made where there is none.
  func makeFile(of name: String) throws(CommandError) -> FreshFile {
    let path = Self.path(of: name)
    do throws(SystemError) {
      return try FreshFile("\(name).crt", in: try openFolder(), mode: 0o644)
    } catch {
      throw error.code == EEXIST
        ? CommandError(
          "'\(path)' is there already",
          help: "a certificate is never overwritten: give the new one another name")
        : CommandError("'\(path)' cannot be written: \(error.reason)")
    }
  }

  private func openFolder() throws(SystemError) -> OpenFolder {
    let root = try OpenFolder(at: root)
    switch try root.entry(Self.folder) {
    case .folder(let folder)?: return folder
    case nil: break
    // Where a link leads, the repository may not be.
    case .file?, .link?, .special?: throw SystemError(code: ENOTDIR)
    }
    try system { mkdirat(root.descriptor.number, Self.folder, 0o755) }
    guard case .folder(let folder)? = try root.entry(Self.folder) else {
      throw SystemError(code: ENOTDIR)
    }
    return folder
  }

  /// Refuses what is no plain name of a file.
  static func check(name: String) throws(CommandError) {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.first != UInt8(ascii: "."), name.utf8.count <= 100
    else {
      throw CommandError(
        "invalid name '\(name)'",
        help: "letters, digits, '-', '_' and '.', as in 'homelab-2026': it names a file of "
          + "\(Self.folder)/")
    }
    if name.hasSuffix(".crt") {
      throw CommandError(
        "invalid name '\(name)'", help: "leave out '.crt', which is put behind it")
    }
  }
}
