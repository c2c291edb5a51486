import Sources
import TemporaryFolders
import Testing

@Suite("A symbolic link in the working tree")
struct SymbolicLinkTests {
  let outside: TemporaryFolder
  let folder: TemporaryFolder
  let tree: WorkingTree

  init() throws {
    outside = try TemporaryFolder()
    folder = try TemporaryFolder()
    tree = try WorkingTree(root: folder.path)
    try outside.write("outside", to: "file")
  }

  @Test(
    "is followed where it stays inside",
    arguments: [
      ("link", "real/file", "link"), ("real/link", "file", "real/link"),
      ("link", "real", "link/file"), ("a/link", "../real", "a/link/file"),
      ("a/link", "./b/../../real/./file", "a/link"),
    ])
  func inside(link: String, target: String, path: String) throws {
    try folder.write("inside", to: "real/file")
    try folder.makeFolder("a/b")
    try folder.link(link, to: target)
    #expect(try tree.bytes(of: path) == Array("inside".utf8))
  }

  @Test("is refused where it leads out by its absolute target")
  func absolute() throws {
    try folder.makeFolder("a")
    try folder.link("a/file", to: outside.full("file"))
    try folder.link("b", to: outside.path)
    expectRefusal("a/file")
    expectRefusal("b/file")
  }

  @Test("is refused where it leads above the root, even if it came back")
  func above() throws {
    let name = folder.path.split(separator: "/").last ?? ""
    try folder.write("inside", to: "real")
    try folder.makeFolder("a")
    try folder.link("a/out", to: "../../x")
    try folder.link("a/back", to: "../../\(name)/real")
    try folder.link("up", to: "..")
    expectRefusal("a/out")
    expectRefusal("a/back")
    expectRefusal("up/\(name)/real")
  }

  @Test("is refused where it leads round in circles")
  func circle() throws {
    try folder.link("a", to: "b")
    try folder.link("b", to: "a")
    let error = #expect(throws: SourceError.self) { try tree.bytes(of: "a") }
    #expect(error?.reason == "is a symbolic link that leads round in circles")
  }

  @Test("leads to nothing where its target is not there")
  func dangling() throws {
    try folder.link("a", to: "none")
    #expect(try tree.bytes(of: "a") == nil)
  }

  @Test("is not followed when a folder on the way is replaced by it after the first read")
  func replaced() throws {
    try outside.write("outside", to: "x")
    try folder.write("inside", to: "a/x")
    #expect(try tree.bytes(of: "a/x") == Array("inside".utf8))
    try folder.remove("a")
    try folder.link("a", to: outside.path)
    expectRefusal("a/x")
  }

  private func expectRefusal(_ path: String) {
    let error = #expect(throws: SourceError.self) { try tree.bytes(of: path) }
    #expect(
      error?.reason.hasPrefix("goes through a symbolic link that leads out of the repository")
        == true)
  }
}
