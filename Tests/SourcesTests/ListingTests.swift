import Foundation
import Sources
import TemporaryFolders
import Testing

@Suite("The list of files in the working tree")
struct ListingTests {
  let folder: TemporaryFolder
  let tree: WorkingTree

  init() throws {
    folder = try TemporaryFolder()
    tree = try WorkingTree(root: folder.path)
  }

  @Test("is in byte order of the whole paths")
  func order() throws {
    let paths = ["a!", "a/b", "a/b.yaml", "a/c/d", "a0", "B", "a.yaml", "é", "z/.hidden", "a-/x"]
    for path in paths { try folder.write("", to: path) }
    #expect(
      try tree.files(below: "")
        == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("holds the files below the folder alone", arguments: ["a", "a/", "a/b"])
  func below(path: String) throws {
    for path in ["a/b/c", "a/d", "ab", "b/c"] { try folder.write("", to: path) }
    let expected = ["a/b/c", "a/d"].filter { $0.hasPrefix(path) }
    #expect(try tree.files(below: path) == expected)
  }

  @Test("is empty where there is no folder", arguments: ["none", "none/b", "file"])
  func none(path: String) throws {
    try folder.write("", to: "file")
    #expect(try tree.files(below: path) == [])
  }

  @Test("leaves out folders whose name starts with a dot")
  func dots() throws {
    for path in [".git/config", "a/.cache/x", ".editorconfig", "a/b"] {
      try folder.write("", to: path)
    }
    #expect(try tree.files(below: "") == [".editorconfig", "a/b"])
  }

  @Test("holds links to files, and goes into no link to a folder")
  func links() throws {
    try folder.write("", to: "real/file")
    try folder.link("file", to: "real/file")
    try folder.link("folder", to: "real")
    try folder.link("real/circle", to: "..")
    try folder.link("out", to: "/etc/hostname")
    #expect(try tree.files(below: "") == ["file", "out", "real/file"])
  }

  @Test("ends with an error where folders are nested too deep")
  func deep() throws {
    try folder.write("", to: String(repeating: "d/", count: 70) + "file")
    let error = #expect(throws: SourceError.self) { try tree.files(below: "") }
    #expect(error?.reason == "lies deeper than 64 folders, the limit")
  }

  @Test("ends with an error where a name is not UTF-8")
  func notUTF8() throws {
    let path = Array(folder.path.utf8CString.dropLast()) + [0x2f, CChar(bitPattern: 0xff), 0]
    let file = try #require(fopen(path, "w"))
    fclose(file)
    let error = #expect(throws: SourceError.self) { try tree.files(below: "") }
    #expect(error?.reason == "cannot be listed: a name in it is not UTF-8")
  }
}
