import Commands
import Compiler
import Diagnostics
import Foundation
import Sources
import TemporaryFolders
import Testing

/// What no fixture can hold: pipes, files without end, and more mistakes than anybody reads.
@Suite("Files that are none, or too much", .timeLimit(.minutes(2)))
struct UnusualFileTests {
  @Test(
    "a pipe is named, and nobody waits for it",
    arguments: ["clusters/attic.yaml", "clusters/pipe", "anchors/attic.crt"])
  func pipe(path: String) throws {
    let folder = try Self.repository()
    try #require(mkfifo(folder.full(path), 0o600) == 0)
    if path.hasPrefix("anchors/") {
      try Self.trust(path, in: folder)
    }
    let text = try Self.findings(folder)
    #expect(text.contains("is a pipe, a socket or a device, where a file is expected"))
  }

  @Test("a pipe that is no part of the description is nobody's concern")
  func elsewhere() throws {
    let folder = try Self.repository()
    try #require(mkfifo(folder.full("README.pipe"), 0o600) == 0)
    #expect(try Self.findings(folder) == "")
  }

  @Test("a folder with the name of a certificate is told where it is named")
  func emptyFolder() throws {
    let folder = try Self.repository()
    try folder.makeFolder("anchors/attic.crt")
    try Self.trust("anchors/attic.crt", in: folder)
    #expect(try Self.findings(folder).contains("'anchors/attic.crt' is a folder"))
  }

  @Test("a description of 20 MiB and one of 70 are refused by their size")
  func size() throws {
    let folder = try Self.repository()
    for (megabytes, words) in [
      (20, "larger than 16 MiB, the limit for YAML"), (70, "larger than 64 MiB"),
    ] {
      try folder.write([UInt8](repeating: 0x23, count: megabytes << 20), to: "clusters/attic.yaml")
      let text = try Self.findings(folder)
      #expect(text.contains(words))
      #expect(text.utf8.count < 2000)
    }
  }

  @Test(
    "ten thousand mistakes of one document are told as a hundred",
    arguments: ["  k%: 1\n", "  apps:\n", "    N%: {}\n"])
  func many(line: String) throws {
    let folder = try Self.repository()
    var text = try #require(folder.text(of: "clusters/studio.yaml"))
    if line.hasPrefix("  apps:") {
      text += line
      for number in 0..<10_000 { text += "    K\(number): {}\n" }
    } else {
      for number in 0..<10_000 { text += line.replacing("%", with: "\(number)") }
    }
    try folder.write(text, to: "clusters/studio.yaml")
    let found = try Compiler(WorkingTree(root: folder.path)).compile().diagnostics.sorted
    #expect(found.count == 101)
    #expect(found.contains { $0.code.name == "too-many-problems" })
  }

  @Test("a text of a megabyte is told in a few lines", arguments: ["pods: ", "? ", "name: "])
  func long(key: String) throws {
    let folder = try Self.repository()
    let text = try #require(folder.text(of: "clusters/studio.yaml"))
    let long = String(repeating: "x", count: 1 << 20)
    let broken =
      key == "? "
      ? text + "  ? \(long)\n  : 1\n"
      : text.replacing(key, with: "\(key)\(long)", maxReplacements: 1)
    try folder.write(broken, to: "clusters/studio.yaml")
    let told = try Self.findings(folder)
    #expect(!told.isEmpty)
    #expect(told.utf8.count < 4000)
  }

  @Test("carriage returns and a missing last newline change nothing", arguments: ["\r\n", "\r"])
  func lineEnds(end: String) throws {
    let folder = try Self.repository()
    let text = try #require(folder.text(of: "clusters/studio.yaml"))
    try folder.write(
      text.trimmingCharacters(in: .newlines).replacing("\n", with: end), to: "clusters/studio.yaml")
    #expect(try Self.findings(folder) == "")
  }

  private static func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let source = MistakeFixture.fixtures.appending(path: "small-fleet")
    for name in [
      "anchors/homelab.crt", "clusters/fleet.yaml", "clusters/pro.yaml", "clusters/studio.yaml",
    ] {
      try folder.write(Array(Data(contentsOf: source.appending(path: name))), to: name)
    }
    return folder
  }

  private static func trust(_ path: String, in folder: TemporaryFolder) throws {
    let fleet = folder.text(of: "clusters/fleet.yaml") ?? ""
    try folder.write(
      fleet + "  trustAnchor: {certificates: \(path)}\n", to: "clusters/fleet.yaml")
  }

  private static func findings(_ folder: TemporaryFolder) throws -> String {
    let compilation = try Compiler(WorkingTree(root: folder.path)).compile()
    return TextRenderer().render(compilation.diagnostics.sorted, source: compilation.source)
  }
}
