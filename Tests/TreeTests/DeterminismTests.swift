import Compiler
import FixtureFleets
import Foundation
import Manifests
import SeededNumbers
import Testing
import Values

/// The same description gives the same bytes, however it is written down.
@Suite("The same description gives the same tree")
struct DeterminismTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test("with its keys in any order", arguments: FixtureFleet.all, seeds)
  func shuffledKeys(fleet: FixtureFleet, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sources = try fleet.sources()
    let documents = try DescriptionDocuments(sources).documents.map {
      ($0.path, $0.value.shuffled(using: &generator))
    }
    let shuffled = sources.merging(try DescriptionDocuments.files(documents)) { $1 }
    #expect(try tree(of: shuffled) == tree(of: sources), "seed \(seed)")
  }

  @Test("with its documents in one file, in other files, in any order", arguments: FixtureFleet.all)
  func otherFiles(fleet: FixtureFleet) throws {
    let sources = try fleet.sources()
    let documents = try DescriptionDocuments(sources).documents
    let inOne = documents.reversed().map { ("clusters/all.yml", $0.value) }
    let apart = documents.enumerated().map { index, document in
      ("clusters/\(documents.count - index)/\(index).yaml", document.value)
    }
    let expected = try tree(of: sources).mapValues(withoutHeader)
    for documents in [inOne, Array(apart)] {
      var files = sources.filter { !$0.key.hasPrefix("clusters/") }
      files.merge(try DescriptionDocuments.files(documents)) { $1 }
      #expect(try tree(of: files).mapValues(withoutHeader) == expected)
    }
  }

  @Test("and holds nothing of the machine, the day or the user", arguments: FixtureFleet.all)
  func noTraces(fleet: FixtureFleet) throws {
    let machine = [
      FixtureFleet.project, FileManager.default.currentDirectoryPath,
      ProcessInfo.processInfo.hostName, NSHomeDirectory(), NSTemporaryDirectory(),
    ].filter { $0.count > 4 && $0 != "localhost" }
    let today = Date.now.formatted(.iso8601.year().month().day())
    for (path, text) in try tree(of: try fleet.sources()) {
      for word in machine { #expect(!text.contains(word), "\(path): \(word)") }
      #expect(!text.contains(today), "\(path)")
    }
  }

  private func tree(of sources: [String: [UInt8]]) throws -> [String: String] {
    let output = try FixtureFleet.compile(MemorySnapshot(sources))
    var files: [String: String] = [:]
    for file in output.files.map(\.file) {
      #expect(files[file.path] == nil, "\(file.path) is there twice")
      files[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    return files
  }

  /// The lines before the document, which name the file of the description.
  private func withoutHeader(_ text: String) -> String {
    text.hasPrefix("# Generated") || text.hasPrefix("# yamllint")
      ? String(text[(text.range(of: "---\n")?.lowerBound ?? text.startIndex)...]) : text
  }
}
