import Foundation

/// A folder for one test, removed with its last user.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "mooring-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func full(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes the folders on the way, too.
  package func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  package func write(_ bytes: [UInt8], to name: String) throws {
    if let slash = name.lastIndex(of: "/") { try makeFolder(String(name[..<slash])) }
    try Data(bytes).write(to: URL(filePath: full(name)))
  }

  package func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: full(name), withIntermediateDirectories: true)
  }

  package func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: full(name), withDestinationPath: target)
  }

  package func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: full(name))
  }

  package func bytes(of name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: full(name)).map { Array($0) }
  }

  package func text(of name: String) -> String? {
    bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file, folder and link below, with what it holds or where it leads: two folders are
  /// alike where these are equal.
  package func contents() throws -> [String: String] {
    var contents: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let type = try FileManager.default.attributesOfItem(atPath: full(name))[.type]
      switch type as? FileAttributeType {
      case .typeDirectory?: contents[name] = "folder"
      case .typeSymbolicLink?:
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: full(name))
        contents[name] = "link: \(target)"
      case .typeRegular?: contents[name] = "file: \(text(of: name) ?? "unreadable")"
      default: contents[name] = "special"
      }
    }
    return contents
  }
}
