import Foundation
import TemporaryFolders
import Testing

@testable import Commands

/// How people name a line.
@Suite("What is meant by the words for a line")
struct TraceTargetTests {
  static let known: Set<String> = ["flux/a.yaml", "flux/b:7", "flux/b", "a.yaml"]

  @Test(
    "is found",
    arguments: [
      ("flux/a.yaml", "flux/a.yaml", nil), ("./flux/a.yaml:3", "flux/a.yaml", 3),
      ("flux//a.yaml:3:14", "flux/a.yaml", 3), ("flux/a.yaml:3:", "flux/a.yaml", 3),
      ("flux/x/../a.yaml:3", "flux/a.yaml", 3), ("flux/a.yaml:0", "flux/a.yaml", 0),
      ("flux/a.yaml:99999999999999999999", "flux/a.yaml", Int.max),
      // The longest path that there is wins.
      ("flux/b:7", "flux/b:7", nil), ("flux/b:7:2", "flux/b:7", 2), ("flux/b:8", "flux/b", 8),
      // What is not there is what was most likely meant.
      ("flux/c.yaml:8", "flux/c.yaml", 8), (":", ":", nil), ("3", "3", nil), (":3", ":3", nil),
    ] as [(String, String, Int?)])
  func words(text: String, path: String, line: Int?) throws {
    let folder = try TemporaryFolder()
    let target = try TraceTarget(text, root: folder.path) { Self.known.contains($0) }
    #expect(target.path == path)
    #expect(target.line == line)
  }

  @Test("may be absolute, through a link too, and nothing outside is meant")
  func absolute() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "repository/flux/a.yaml")
    try folder.link("link", to: "repository")
    let isThere: (String) -> Bool = { Self.known.contains($0) }
    for name in ["repository", "link"] {
      for root in ["repository", "link"] {
        let target = try TraceTarget(
          "\(folder.full(name))/flux/a.yaml:2", root: folder.full(root), isThere: isThere)
        #expect(target.text == "flux/a.yaml:2")
      }
    }
    // Of a revision, and no longer on the disk.
    let gone = try TraceTarget(
      "\(folder.full("link"))/flux/gone/b", root: folder.full("repository"), isThere: isThere)
    #expect(gone.path == "flux/gone/b")
    #expect(throws: CommandError.self) {
      try TraceTarget(folder.full("elsewhere"), root: folder.full("repository"), isThere: isThere)
    }
    #expect(throws: CommandError.self) {
      try TraceTarget("../x", root: folder.full("repository"), isThere: isThere)
    }
  }
}
