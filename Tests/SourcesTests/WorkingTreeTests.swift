import Foundation
import Sources
import TemporaryFolders
import Testing

@Suite("The working tree")
struct WorkingTreeTests {
  let folder: TemporaryFolder
  let tree: WorkingTree

  init() throws {
    folder = try TemporaryFolder()
    tree = try WorkingTree(root: folder.path)
  }

  @Test("gives a file's bytes, at any depth", arguments: ["a", "a/b", "a/b/c/d.yaml", "ü/é.yaml"])
  func read(path: String) throws {
    try folder.write("text of \(path)", to: path)
    #expect(try tree.bytes(of: path) == Array("text of \(path)".utf8))
  }

  @Test("gives the bytes of empty files and of large ones", arguments: [0, 1, 65_536, 3_000_001])
  func sizes(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try folder.write(bytes, to: "x")
    #expect(try tree.bytes(of: "x") == bytes)
  }

  @Test("has nothing where there is no file", arguments: ["b", "a/b", "b/c/d", "f/x"])
  func absent(path: String) throws {
    try folder.makeFolder("a")
    try folder.write("", to: "f")
    #expect(try tree.bytes(of: path) == nil)
  }

  @Test(
    "refuses a path that is none within the repository",
    arguments: ["/etc/passwd", "..", "a/../../x", "a/./b", "a\0b"])
  func refusedPath(path: String) throws {
    try folder.write("", to: "a/b")
    try folder.write("", to: "a.yaml")
    expectError(path, "is not a path inside the repository")
  }

  @Test("says that a folder is where a file is expected")
  func folderForFile() throws {
    try folder.makeFolder("a/b")
    expectError("a/b", "is a folder, where a file is expected")
    expectError("a", "is a folder, where a file is expected")
  }

  @Test("says that a file is larger than the limit, without reading it")
  func huge() throws {
    try folder.write("", to: "huge")
    let file = try FileHandle(forWritingTo: URL(filePath: folder.full("huge")))
    try file.truncate(atOffset: UInt64(WorkingTree.largestFile) + 1)
    expectError("huge", "is larger than 64 MiB, the limit for a file")
  }

  @Test("does not wait at a pipe that nobody writes to", .timeLimit(.minutes(1)))
  func pipe() throws {
    #expect(mkfifo(folder.full("pipe"), 0o600) == 0)
    expectError("pipe", "is a pipe, a socket or a device, where a file is expected")
    #expect(try tree.files(below: "") == [])
  }

  @Test("says that a file may not be read", .enabled(if: geteuid() != 0, "root may read all"))
  func unreadable() throws {
    try folder.write("secret", to: "a/b")
    chmod(folder.full("a/b"), 0)
    expectError("a/b", "cannot be read: permission denied")
  }

  @Test("says that its root is not there")
  func noRoot() throws {
    let error = #expect(throws: SourceError.self) {
      try WorkingTree(root: folder.full("none"))
    }
    #expect(
      error?.reason == "the folder cannot be opened: there is no such file or folder")
  }

  private func expectError(_ path: String, _ reason: String) {
    let error = #expect(throws: SourceError.self) { try tree.bytes(of: path) }
    #expect(error?.path == path)
    #expect(error?.reason == reason)
  }
}
