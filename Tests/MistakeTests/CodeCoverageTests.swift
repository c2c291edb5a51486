import Compiler
import Diagnostics
import Foundation
import Testing

@Suite("Codes")
struct CodeCoverageTests {
  /// Codes that no repository of a fixture's size can show, and why.
  private static let exceptions = [
    "deleted-data": "only a comparison gives it; DiffFindingTests has two sides",
    "deleted-definition": "only a comparison gives it; DiffFindingTests has two sides",
    "deleted-namespace": "only a comparison gives it; DiffFindingTests has two sides",
    "expiring-issuer": "it depends on the day; PublicIssuerTests has a clock of its own",
    "expiring-trust-anchor":
      "it depends on the day; TrustAnchorValidityTests has a clock of its own",
    "refused-change": "only a comparison gives it; DiffFindingTests has two sides",
    "renamed-flux-kustomization": "only a comparison gives it; DiffFindingTests has two sides",
  ]

  @Test("every code that is declared is shown by a fixture")
  func shown() throws {
    let shown = Set(MistakeFixture.mistakes.map(\.code) + LintFixture.mistakes.map(\.code))
    let missing = try declared().subtracting(shown).subtracting(Self.exceptions.keys)
    #expect(missing.sorted() == [])
  }

  @Test("every fixture shows a code that is declared")
  func known() throws {
    let shown = MistakeFixture.mistakes.map(\.code) + LintFixture.mistakes.map(\.code)
    let unknown = Set(shown).subtracting(try declared())
    #expect(unknown.sorted() == [])
  }

  @Test("an exception that has a fixture is none")
  func exceptions() throws {
    #expect(
      Self.exceptions.keys.filter { code in
        MistakeFixture.mistakes.contains { $0.code == code }
      } == [])
    #expect(Set(Self.exceptions.keys).subtracting(try declared()).sorted() == [])
  }

  @Test("every code that is declared is in the book that explains codes, once")
  func explained() throws {
    let names = CodeBook.all.map(\.name)
    #expect(try declared().symmetricDifference(names).sorted() == [])
    #expect(names.count == Set(names).count)
  }

  /// The names of all codes, as the sources declare them.
  private func declared() throws -> Set<String> {
    let sources = MistakeFixture.root.appending(path: "Sources")
    var names: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      for match in text.matches(of: /static let \w+ = Code\(\s*"([^"]+)"/) {
        names.insert(String(match.1))
      }
    }
    return names
  }
}
