import Compiler
import Diagnostics
import Foundation
import SeededNumbers
import Sources
import TemporaryFolders
import Testing

@Suite("Descriptions that somebody broke at random")
struct MutationTests {
  /// Twice as long finds twice as much; this is what a run of all tests can bear.
  private static let rounds = 150

  @Test("give findings that can be shown, or none, and never end the program")
  func mutations() throws {
    var random = SeededGenerator()
    for _ in 0..<Self.rounds {
      var files = try #require(Self.samples.randomElement(using: &random)).files
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        guard let path = files.keys.sorted().randomElement(using: &random) else { continue }
        files[path] = mutate(files[path] ?? [], &random)
      }
      let compilation = try Compiler(MemorySnapshot(files: files)).compile()
      let found = compilation.diagnostics.sorted
      for diagnostic in found {
        let length = compilation.source(diagnostic.primary.place.path)?.count ?? 0
        #expect(diagnostic.primary.place.range.upperBound <= length, "seed \(random.seed)")
        #expect(!diagnostic.message.isEmpty)
      }
      let text = TextRenderer().render(found, source: compilation.source)
      #expect(text.isEmpty == found.isEmpty, "seed \(random.seed)")
      let hasErrors = found.contains { $0.severity == .error }
      #expect(compilation.output != nil || hasErrors, "no tree, and no reason; seed \(random.seed)")
    }
  }

  /// Takes a piece away, doubles it, or puts in what means something in YAML.
  private func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let start = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
    default:
      let signs = [
        "null", "~", "{}", "[]", "\n", "- ", ": ", "&a ", "*a", "<<: ", "\"", "'", "\t", "no",
        "1e9",
        "0/0", "::/0", "99999999999999999999", "\u{0}", "ä", "---\n", "#", "|\n", "${", "!!str ",
      ]
      let sign = signs[Int.random(in: signs.indices, using: &random)]
      bytes.replaceSubrange(start..<end, with: sign.utf8)
    }
    return bytes
  }

  /// The fixtures without a mistake.
  private static let samples = MistakeFixture.valid.map(Sample.init)

  private struct Sample {
    let files: [String: [UInt8]]

    init(_ fixture: MistakeFixture) {
      let repository = try? fixture.repository()
      let names = (try? repository?.contents().keys.sorted()) ?? []
      var files: [String: [UInt8]] = [:]
      for name in names where !name.hasPrefix("flux/") || name.hasSuffix("/kustomization.yaml") {
        files[name] = repository?.bytes(of: name)
      }
      self.files = files
    }
  }
}

/// Files that are nowhere on disk.
private struct MemorySnapshot: Snapshot {
  let files: [String: [UInt8]]

  func files(below folder: String) throws(SourceError) -> [String] {
    files.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
  }

  func bytes(of path: String) throws(SourceError) -> [UInt8]? { files[path] }
}
