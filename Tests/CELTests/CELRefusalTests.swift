import SeededNumbers
import Testing
import Values

@testable import CEL

@Suite("Rules that cannot be evaluated")
struct CELRefusalTests {
  @Test(
    "what the grammar does not have is refused at its place",
    arguments: [
      ("", 0, "the expression ends too early"), ("1 +", 3, "the expression ends too early"),
      ("1 2", 2, "the expression cannot go on like this"), ("(1", 2, "')' is missing here"),
      ("[1", 2, "']' is missing here"), ("{'a' 1}", 5, "':' is missing here"),
      ("a ? b", 5, "':' is missing here"), ("self.", 5, "a name is missing behind '.'"),
      ("self.in", 5, "a name is missing behind '.'"),
      ("size(1,)", 7, "the expression cannot go on like this"),
      ("'a", 0, "this text has no closing quote"), ("'a\nb'", 0, "this text has no closing quote"),
      ("'\\q'", 1, "this escape is not part of the language"),
      ("'\\ud800'", 1, "this escape is not part of the language"),
      ("b'\\u0041'", 2, "this escape is not part of the language"),
      ("self & 1", 5, "this sign has no meaning here"),
      ("self = 1", 5, "this sign has no meaning here"),
      ("9223372036854775808 > 0", 0, "this number is too large or is none"),
      ("99999999999999999999 > 0", 0, "this number is too large or is none"),
      ("1e999 > 0.0", 0, "this number is too large or is none"),
      ("0x > 0", 0, "this number is too large or is none"),
      ("package == 1", 0, "'package' is a word of the language and no name"),
      ("has(self)", 0, "has() takes the selection of one field"),
      ("has(self.a, self.b)", 0, "has() takes the selection of one field"),
      ("self.all(1, true)", 9, "a name for the element is missing here"),
      ("slef.a == 1", 0, "nothing here has the name 'slef'"),
      ("self.all(x, y)", 12, "nothing here has the name 'y'"),
      ("self.all(x, true) && x", 21, "nothing here has the name 'x'"),
      ("self.a.matches('(?=a)')", 15, "the pattern: look-ahead such as '(?=' is not part of RE2"),
    ])
  func invalid(_ source: String, _ offset: Int, _ reason: String) {
    let error = #expect(throws: CELError.self) { try CELRule(source) }
    #expect(error?.kind == .invalid)
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test(
    "what may be right elsewhere is named as unsupported",
    arguments: [
      ("self.find('a') == ''", "find"), ("semver(self) == semver('1.0.0')", "semver"),
      ("math.greatest(1, 2) == 2", "math.greatest"), ("self.size(1) == 2", "size"),
      ("Message{a: 1} == self", "Message"), ("a.b.Message{} == self", "a.b.Message"),
      ("self.`a-b` == 1", "`"), ("cel.bind(x, 1, x == 1)", "cel.bind"),
      ("authorizer.group('') == 1", "authorizer.group"),
    ])
  func unsupported(_ source: String, _ name: String) {
    let error = #expect(throws: CELError.self) { try CELRule(source) }
    #expect(error?.kind == .unsupported(name))
  }

  @Test(
    "what is deeper than real rules is refused, not followed",
    arguments: [
      ("(", "1", ")"), ("[", "1", "]"), ("!(", "true", ")"), ("-(", "1", ")"), ("", "1", "+1"),
    ])
  func deep(_ open: String, _ middle: String, _ close: String) {
    let source =
      String(repeating: open, count: 10_000) + middle + String(repeating: close, count: 10_000)
    let error = #expect(throws: CELError.self) { try CELRule(source) }
    #expect(error?.kind == .unsupported("depth"))
  }

  @Test("signs without end take each other back", arguments: ["-", "!"])
  func signs(_ sign: String) throws {
    let source = String(repeating: sign, count: 10_000) + (sign == "!" ? "true" : "1 == 1")
    #expect(try CELRule(source).evaluate(.null, typed: CELUntyped()) == .holds)
  }

  @Test("a chain of && is as long as it likes")
  func longChains() throws {
    let rule = try CELRule(Array(repeating: "true", count: 20_000).joined(separator: " && "))
    #expect(rule.evaluate(.null, typed: CELUntyped()) == .holds)
  }

  @Test(
    "what costs too much is not checked, and nothing makes up for it",
    arguments: [
      "self.all(a, self.all(b, self.all(c, a <= 1000)))",
      "self.all(a, self.all(b, self.all(c, a <= 1000))) || true",
      "self.all(a, self.all(b, (self + self).size() == 400))",
      "self.map(a, self).map(a, a + a).map(a, a + a).map(a, a + a).size() == 200",
      "['aaaaaaaaaa'].map(a, a + a + a + a + a + a + a + a).map(a, a.replace('a', a))"
        + ".map(a, a.replace('a', a)) == []",
    ])
  func costly(_ source: String) throws {
    let many = JSONValue.array((0..<200).map { .integer($0) })
    let outcome = try CELRule(source).evaluate(many, typed: CELUntyped(), steps: 10_000)
    #expect(outcome == .notChecked("it takes more than 10000 steps"))
  }

  @Test("a rule that compares with the older object is not checked")
  func transition() throws {
    let rule = try CELRule("self == oldSelf")
    #expect(rule.readsOldSelf)
    #expect(
      rule.evaluate(.integer(1), typed: CELUntyped())
        == .notChecked("it compares with the object that the cluster holds"))
    #expect(try !CELRule("self.all(oldSelf, oldSelf > 0)").readsOldSelf)
  }

  @Test("an optional older object is none where the object is created")
  func optionalTransition() throws {
    let rule = try CELRule(
      "!oldSelf.hasValue() || self == oldSelf.value()", optionalOldSelf: true)
    #expect(rule.evaluate(.integer(1), typed: CELUntyped()) == .holds)
  }

  @Test("a rule that gives no boolean is not checked")
  func noBoolean() throws {
    #expect(
      try CELRule("1 + 1").evaluate(.null, typed: CELUntyped())
        == .notChecked("the rule gives a int and no boolean"))
  }

  @Test("rules of noise are read or refused, and never trap")
  func noise() {
    var random = SeededGenerator()
    let pieces = [
      "self", ".", "a", "(", ")", "[", "]", "{", "}", "?", ":", ",", "!", "-", "+", "%", "==", "<",
      "&&", "||", "in", "1", "2u", "1.5", "'a'", "b'\\xff'", "has(", "all(x, ", "x", "map(y, ",
      ".?", "[?", "size()", "null", "true", "duration('1h')", "9223372036854775807", " ", "é",
      "timestamp(0)", "split('')", "substring(1)", "optional.none()", "quantity('1')",
    ]
    let value: JSONValue = ["a": [1, 2, "b"], "x": nil]
    for _ in 0..<4_000 {
      let source = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      guard let rule = try? CELRule(source, optionalOldSelf: true) else { continue }
      _ = rule.evaluate(value, typed: CELUntyped())
    }
  }
}
