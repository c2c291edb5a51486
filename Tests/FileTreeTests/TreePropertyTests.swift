import Diagnostics
import SeededNumbers
import Sources
import TemporaryFolders
import Testing

@testable import FileTree

@Suite("Any tree")
struct TreePropertyTests {
  @Test("becomes any other, with hand edits and faults in between", arguments: 0..<12)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let repository = try Repository()
    let foreign = ["flux/foreign/x": "mine", "README.md": "mine"]
    for (path, text) in foreign { try repository.folder.write(text, to: path) }
    for _ in 0..<8 {
      let files = randomFiles(&random)
      if Bool.random(using: &random) {
        let kind = Faults.Kind.allCases.randomElement(using: &random) ?? .kill
        let faults = Faults(kind, at: Int.random(in: 0..<60, using: &random))
        try? repository.build(randomFiles(&random), discardEdits: true, disk: faults.disk)
      }
      if let path = files.keys.sorted().randomElement(using: &random),
        repository.folder.bytes(of: path) != nil
      {
        try repository.folder.write("by hand", to: path)
      }
      try repository.build(files, discardEdits: true)

      let tree = try repository.treeFiles()
      var expected = foreign.merging(files) { $1 }.mapValues { "file: \($0)" }
      expected["flux/mooring.lock"] = tree["flux/mooring.lock"]
      #expect(tree == expected, "seed \(seed)")
      #expect(try repository.compare(files).isCurrent, "seed \(seed)")
    }
  }

  /// No path is a file here and a folder there.
  private func randomFiles(_ random: inout SeededGenerator) -> Repository.Files {
    var files: Repository.Files = [:]
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      let folders = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        ["a", "b", "c"].randomElement(using: &random) ?? ""
      }
      let name = ["x", "y.yaml", "z.sh"].randomElement(using: &random) ?? ""
      let path = (["flux"] + folders + [name]).joined(separator: "/")
      files[path] = "\(Int.random(in: 0..<4, using: &random))"
    }
    return files
  }
}
