import SeededNumbers
import Testing

@testable import Patterns

@Suite("What patterns cost")
struct PatternEffortTests {
  @Test(
    "a search takes no more steps than text times program",
    arguments: [
      "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(a*)*(a*)*(a*)*b", "^(a+)+$", "(.*)(.*)(.*)(.*)x",
      "(a?){500}a{500}b", "(a|b)*a(a|b){14}c",
    ])
  func searchIsLinear(_ source: String) throws {
    let pattern = try Pattern(source)
    var random = SeededGenerator(seed: 7)
    let text = String((0..<5_000).map { _ in Bool.random(using: &random) ? "a" : "b" })
    for text in [String(repeating: "a", count: 5_000), text, "b" + text] {
      let before = pattern.steps
      _ = pattern.isFound(in: text)
      #expect(pattern.steps - before <= (text.utf8.count + 2) * 3_000)
    }
  }

  @Test("what was worked out once is remembered")
  func statesAreRemembered() throws {
    let pattern = try Pattern("^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$")
    #expect(pattern.isFound(in: "1h30m"))
    let steps = pattern.steps
    for _ in 0..<100 { #expect(pattern.isFound(in: "1h30m")) }
    #expect(pattern.steps == steps)
  }

  @Test("an anchored pattern leaves a text that it cannot match at once")
  func anchoredPatternLeaves() throws {
    let pattern = try Pattern("^https?://")
    #expect(!pattern.isFound(in: "x" + String(repeating: "http", count: 10_000)))
    #expect(pattern.steps < 10)
  }

  @Test("a pattern of 10,000 choices is searched for")
  func manyChoices() throws {
    let pattern = try Pattern((0..<10_000).map { "w\($0)" }.joined(separator: "|"))
    #expect(pattern.isFound(in: "see w9999"))
    #expect(!pattern.isFound(in: "see w"))
  }

  @Test("groups nested without end are refused, not followed")
  func deepGroups() {
    let deep = 100_000
    let nested =
      String(repeating: "(", count: deep) + "a" + String(repeating: ")", count: deep)
    let error = #expect(throws: PatternError.self) { try Pattern(nested) }
    #expect(error?.reason == "groups are nested more than 1000 deep")
    #expect(error?.offset == 1000)
  }

  @Test("groups as deep as RE2 takes are taken")
  func deepestGroups() throws {
    let nested = String(repeating: "(", count: 1000) + "a" + String(repeating: ")*", count: 1000)
    #expect(try Pattern("^" + nested + "$").isFound(in: "aaa"))
  }

  @Test(
    "a program without bounds is refused",
    arguments: [("a{1000}", 200), ("(a{10}b){100}", 200), ("abcdefghij", 11_000)])
  func largePrograms(_ part: String, _ count: Int) {
    let source = String(repeating: part, count: count)
    let error = #expect(throws: PatternError.self) { try Pattern(source) }
    #expect(error?.kind == .unsupported)
  }

  @Test("patterns of noise are read or refused, and never trap")
  func noise() {
    var random = SeededGenerator()
    let pieces = [
      "a", "b", "(", ")", "(?", "(?i)", "(?:", "[", "]", "[^", "-", "*", "+", "?", "{", "}", "{2}",
      "{1,3}", ",", "|", "^", "$", ".", "\\", "\\d", "\\b", "\\p", "{L}", "\\Q", "\\E", "\\x",
      "[:alpha:]", "é", "😀", "\n", "1", "<n>", "P", ":", "=", "!",
    ]
    for _ in 0..<3_000 {
      let source = (0..<Int.random(in: 1...14, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      guard let pattern = try? Pattern(source) else { continue }
      _ = pattern.isFound(in: "ab-é😀\n1")
      _ = pattern.isFound(in: "")
    }
  }
}
