import BuiltinTemplates
import Foundation
import Testing

@Suite("The embedded templates")
struct BuiltinTemplatesTests {
  @Test("are the files of templates/, in byte order of their paths")
  func paths() throws {
    #expect(BuiltinTemplates.files.map { $0.path.description } == (try expectedPaths()))
  }

  @Test("hold the bytes of the files of templates/")
  func bytes() throws {
    for path in try expectedPaths() {
      let expected = try Data(contentsOf: folder.appending(path: path))
      #expect(BuiltinTemplates.bytes(of: path) == Array(expected), "\(path)")
    }
  }

  @Test("have no file of another name", arguments: ["", "~", "BuiltinTemplates.swift", "a/../b"])
  func absent(path: String) {
    #expect(BuiltinTemplates.bytes(of: path) == nil)
  }

  private var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "templates")
  }

  private func expectedPaths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { path in
        var isFolder: ObjCBool = false
        let full = folder.appending(path: path).path
        return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
          && !isFolder.boolValue && !path.hasSuffix(".swift")
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
