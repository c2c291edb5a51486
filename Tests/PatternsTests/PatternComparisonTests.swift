import Foundation
import Patterns
import SeededNumbers
import Testing

/// Random patterns of what both engines read alike, searched for by another engine too.
@Suite("Patterns beside another engine")
struct PatternComparisonTests {
  @Test("both engines find the same", arguments: [UInt64(1), 2, 3, .random(in: 4 ... .max)])
  func findsTheSame(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let source = Self.pattern(depth: 3, &random)
      guard let other = try? NSRegularExpression(pattern: source) else { continue }
      let pattern = try Pattern(source)
      for _ in 0..<8 {
        let text = String(
          (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
            "abcé-. 1".randomElement(using: &random)
          })
        let range = NSRange(text.startIndex..., in: text)
        let isFound = other.firstMatch(in: text, range: range) != nil
        #expect(pattern.isFound(in: text) == isFound, "/\(source)/ '\(text)' seed \(seed)")
      }
    }
  }

  private static func pattern(depth: Int, _ random: inout SeededGenerator) -> String {
    func next(_ depth: Int) -> String { pattern(depth: depth, &random) }
    let atoms = [
      "a", "b", "c", "é", "-", "\\.", ".", "[ab]", "[^a]", "[a-c1]", "\\d", "[^\\d_]", "\\s",
      "[^-é]",
      "\\x61", "\\Qb-\\E", "[\\d-]",
    ]
    guard depth > 0 else { return atoms.randomElement(using: &random) ?? "a" }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return next(depth - 1) + "|" + next(depth - 1)
    case 1: return "(" + next(depth - 1) + ")*"
    case 2: return "(?:" + next(depth - 1) + ")+"
    case 3: return "(" + next(depth - 1) + "){1,2}"
    case 4: return "(?:" + next(depth - 1) + "){2}?"
    case 5: return "^" + next(depth - 1)
    case 6: return "(?:" + next(depth - 1) + ")$"
    case 7: return "(?i:" + next(depth - 1) + ")?"
    default: return next(depth - 1) + next(depth - 1)
    }
  }
}
