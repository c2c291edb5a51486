import Diagnostics
import Testing

@testable import Rules

@Suite("Allowances in comments")
struct AllowanceTests {
  /// A file in which `!` stands behind each place that the comment covers, and `?` behind others.
  private static let files = [
    "a: 1!  # mooring: allow some-code: why\nb: 2?\n",
    "# mooring: allow some-code: why\na: 1!\nb: 2?\n",
    "# mooring: allow some-code: why\n# more words\n\na: 1!\nb: 2?\n",
    "a:\n  # mooring: allow some-code: why\n  b:!\n    c: 1!\n\n    d: 2!\n  e: 3?\n",
    "list:\n  # mooring: allow some-code: why\n  - a: 1!\n    b: 2!\n  - a: 3?\n",
    "a:\n  b: 1?\n# mooring: allow some-code: why\n",
    "a: 'it # mooring: allow some-code: why'?\nb: 1?\n",
    "a: |\n  # mooring: allow some-code: why\n  text?\nb: 1?\n",
    "a: x#mooring: allow some-code: why?\n",
  ]

  @Test(
    "a comment is for the line, or for the next one, and for what is indented under it",
    arguments: files)
  func scope(marked: String) {
    var bytes: [UInt8] = []
    var places: [(offset: Int, isCovered: Bool)] = []
    for byte in marked.utf8 {
      switch byte {
      case UInt8(ascii: "!"): places.append((bytes.count - 1, true))
      case UInt8(ascii: "?"): places.append((bytes.count - 1, false))
      default: bytes.append(byte)
      }
    }
    let allowances = Allowance.comments(of: "a.yaml", bytes)
    for place in places {
      let finding = Diagnostic(
        Code("some-code", .error, ""), "", at: Place("a.yaml", place.offset..<place.offset + 1))
      #expect(allowances.contains { $0.covers(finding) } == place.isCovered, "at \(place.offset)")
    }
  }

  @Test("a comment names a code and a reason")
  func words() {
    let found = Allowance.comments(
      of: "a.yaml", Array("a: 1 #mooring: allow some-code :  a reason: with a colon \n".utf8))
    #expect(found.map(\.code) == ["some-code"])
    #expect(found.map(\.reason) == ["a reason: with a colon"])
  }

  @Test("what is allowed is told apart, with its reason")
  func settled() {
    var settings = RuleSettings(
      known: [], allowances: [Allowance(code: "overlapping-cidr", reason: "why", place: .file("f"))]
    )
    var diagnostics = Diagnostics([
      Diagnostic(Code("overlapping-cidr", .error, ""), "a", at: .file("a.yaml")),
      Diagnostic(Code("overlapping-cidr-across-clusters", .error, ""), "b", at: .file("a.yaml")),
    ])
    settings.settle(&diagnostics)
    #expect(diagnostics.sorted.map(\.message) == ["b"])
    #expect(diagnostics.sortedAllowed.map(\.reason) == ["why"])
    #expect(settings.unused.isEmpty)
  }

  @Test("a strict reading takes warnings for errors, and leaves notes")
  func strict() {
    var settings = RuleSettings(known: [], isStrict: true)
    var diagnostics = Diagnostics([
      Diagnostic(Code("a", .warning, ""), "", at: .file("a.yaml")),
      Diagnostic(Code("b", .note, ""), "", at: .file("a.yaml")),
    ])
    settings.settle(&diagnostics)
    #expect(diagnostics.sorted.map(\.severity) == [.error, .note])
  }
}
