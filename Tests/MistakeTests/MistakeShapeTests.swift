import Compiler
import Diagnostics
import Foundation
import Rules
import Testing

/// How many mistakes the fixtures tell apart, and that each finding is of its mistake.
@Suite("Distinct mistakes")
struct MistakeShapeTests {
  @Test("are at least 150, by code and by the shape of the place")
  func distinct() throws {
    let shapes = Set(MistakeFixture.mistakes.compactMap(MistakeShape.init))
    #expect(shapes.count >= 150)
    #expect(Set(shapes.map(\.code)).count >= 150)
    print("\(MistakeFixture.mistakes.count) fixtures, \(shapes.count) distinct mistakes")
  }

  @Test("each fixture's code is told at a place")
  func places() {
    let without = MistakeFixture.mistakes.filter { MistakeShape($0) == nil }
    #expect(without.map(\.testDescription) == [])
  }

  /// A refusal of those that read cannot be switched off, as a rule can: that it is of the mistake
  /// shows where the file that it points into is put right.
  @Test("without the file that a finding points into, the finding is gone", arguments: refusals)
  func reverted(name: String) throws {
    for fixture in MistakeFixture.mistakes
    where fixture.code == name && Self.elsewhere[name] == nil {
      let shape = try #require(MistakeShape(fixture))
      let outcome = try fixture.check(reverting: shape.path)
      #expect(!outcome.text.contains(" [\(name)]\n"), "\(fixture.testDescription)")
    }
  }

  /// Findings that point at something else than the mistake, and at what.
  private static let elsewhere = [
    "duplicate-cluster": "one of the two files, and either may be the wrong one",
    "invalid-name": "a folder of templates may have it",
    "missing-cluster": "the fleet that is right, of clusters that are not there",
    "missing-file": "a file that is not there",
    "unapplied-template": "a template, of which component.yaml says what is wrong",
    "vanished-component": "the cluster; what is gone stands in the tree that was built before",
  ]

  private static let refusals: [String] = {
    let ofRules = Set(RuleBook.standard.rules.flatMap { $0.codes.map(\.name) })
    return Set(MistakeFixture.mistakes.map(\.code)).subtracting(ofRules).sorted()
  }()
}

/// A code, and what kind of thing its finding points at: the file, the key of the line, and whether
/// the key itself is meant or what it holds.
struct MistakeShape: Hashable {
  let code: String
  let room: Substring
  let key: String
  let isKey: Bool
  /// Where the finding is; no part of the shape.
  let path: String

  /// Nil where the fixture's code is told nowhere.
  init?(_ fixture: MistakeFixture) {
    code = fixture.code
    let lines = fixture.expected.split(separator: "\n", omittingEmptySubsequences: false)
    guard let number = lines.firstIndex(where: { $0.hasSuffix(" [\(fixture.code)]") }),
      let place = lines[number].prefixMatch(
        of: #/(.+?)(?::(\d+):(\d+))?: (?:error|warning|note): /#)
    else { return nil }
    path = String(place.1)
    room = path.prefix { $0 != "/" }
    let source = lines[number...].lazy.compactMap {
      $0.wholeMatch(of: #/ *(\d+) \| (.*)/#)
    }.first { $0.1 == place.2 }
    let text = source?.2 ?? ""
    key = String(text.prefix { $0 != ":" }).trimmingCharacters(in: CharacterSet(charactersIn: " -"))
    isKey = Int(place.3 ?? "1").map { $0 <= text.prefix { $0 != ":" }.count } ?? false
  }

  static func == (a: Self, b: Self) -> Bool {
    a.code == b.code && a.room == b.room && a.key == b.key && a.isKey == b.isKey
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(room)
    hasher.combine(key)
    hasher.combine(isKey)
  }
}
