import Compiler
import Diagnostics
import Foundation
import Sources
import TemporaryFolders
import Testing

/// Files that were to be encrypted and are not: what is wrong is told, what is in them is not.
@Suite("What nobody must see")
struct SecrecyTests {
  private static let words = "nobody must see"
  /// One finds all; this is what a run of all tests can bear.
  private static let step = 16

  @Test("is in no finding of a fixture", arguments: MistakeFixture.mistakes)
  func fixtures(fixture: MistakeFixture) throws {
    let file = URL(filePath: fixture.path).appending(path: "expected.txt")
    #expect(try !String(contentsOf: file, encoding: .utf8).contains(Self.words))
  }

  @Test("stays hidden wherever the file is broken", arguments: ["sops", "sealedSecret"])
  func broken(branch: String) throws {
    let fixture = try #require(
      MistakeFixture.mistakes.first { $0.slug == "never-encrypted" })
    let repository = try fixture.repository()
    var files: [String: [UInt8]] = [:]
    for path in ["clusters/fleet.yaml", "clusters/studio.yaml", "anchors/root.crt"] {
      files[path] = repository.bytes(of: path)
    }
    let cluster = String(decoding: try #require(files["clusters/studio.yaml"]), as: UTF8.self)
    files["clusters/studio.yaml"] = Array(cluster.replacing("{sops:", with: "{\(branch):").utf8)
    let secret = try #require(repository.bytes(of: "secrets/issuer.yaml"))
    var reported = 0
    let signs = ["{", "\n", "\t", "'", "- ", "|\n", ": ", "*a ", "&a ", "---\n", "\u{1}", "? "]
    let start = Self.position(in: secret)
    for (number, sign) in signs.enumerated() {
      // Other places for each, and none within the words, which would no longer be these.
      for position in stride(from: number, to: secret.count, by: Self.step)
      where position <= start || position >= start + Self.words.utf8.count {
        var broken = secret
        broken.insert(contentsOf: sign.utf8, at: position)
        files["secrets/issuer.yaml"] = broken
        let compilation = try Compiler(FilesInMemory(files: files)).compile()
        let text = TextRenderer().render(
          compilation.diagnostics.sorted, source: compilation.source)
        #expect(!text.contains(Self.words), "\(sign) at \(position)\n\(text)")
        if !text.isEmpty { reported += 1 }
      }
    }
    #expect(reported > 100)
  }

  private static func position(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.range(of: words).map {
      text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
    }
      ?? 0
  }
}

/// Files that are nowhere on disk.
private struct FilesInMemory: Snapshot {
  let files: [String: [UInt8]]

  func files(below folder: String) throws(SourceError) -> [String] {
    files.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
  }

  func bytes(of path: String) throws(SourceError) -> [UInt8]? { files[path] }
}
