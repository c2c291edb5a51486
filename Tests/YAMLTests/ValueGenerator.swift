import SeededNumbers
import Values

/// Values that a seed makes, with the strings that YAML readers stumble over.
struct ValueGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func number(below bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  mutating func value(depth: Int = 4) -> JSONValue {
    switch number(below: depth > 0 ? 10 : 7) {
    case 0: return [.null, true, false][number(below: 3)]
    case 1: return .integer([0, -1, 7, 1 << 53 + 1, .max, .min][number(below: 6)])
    case 2: return .number(Self.numbers[number(below: Self.numbers.count)])
    case 3...6: return .string(string())
    case 7:
      return .array((0..<number(below: 4)).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<number(below: 5) {
        let key = string()
        if key != "<<" { object[key] = value(depth: depth - 1) }
      }
      return .object(object)
    }
  }

  mutating func string() -> String {
    switch number(below: 3) {
    case 0: return Self.risky[number(below: Self.risky.count)]
    case 1: return Self.risky[number(below: Self.risky.count)] + piece()
    default: return (0..<number(below: 12)).map { _ in piece() }.joined()
    }
  }

  private mutating func piece() -> String { Self.pieces[number(below: Self.pieces.count)] }

  static let numbers: [Double] = [
    0, -0.0, 1, 1.5, -2.25, 1e21, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1,
    123_456.789, 1e16,
    100_000, 9_007_199_254_740_992, 1 / 3,
  ]

  static let pieces: [String] =
    (0x20...0x7E).map { String(UnicodeScalar(UInt8($0))) }
    + ["\n", "\n", "\n", "\t", "\r", " ", "  ", ": ", " #", "- ", "é", "日", "😀", "\u{A0}"]
    + ["\u{200B}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{0}", "\u{1B}", "\u{10FFFF}"]

  static let risky: [String] =
    [
      "", " ", "~", "y", "N", "yes", "No", "on", "OFF", "true", "False", "null", "NULL", "nan",
      "inf",
      ".nan", ".inf", "+.inf", "-.INF", "=", "<<", ".", "..", "...", "---", "--- a", "... a",
      "... g",
      "-", "--", "-a", "--flag", "---a", "?", "? a", "?a", ":", ":a", "a:", "a: b", "a #b", "#a",
      "a#b",
      "0", "-0", "+1", "00", "010", "0o17", "0x1F", "0b1", "1_000", "_1", "1e3", "1E+3", "1.", ".5",
      "1.0", "1.30", "v1.30", "1e400", "1234e567", "12:30:45", "1:30", "2001-01-01",
      "2001-01-01T00:00:00Z", "2001-01-01 00:00:00", "10.0.0.1", "10.0.0.0/8", "::1", "fe80::1",
      "00:11:22:33:44:55", "100m", "1Gi", "5%", "@a", "`a", "%a", "&a", "*a", "!a", "|a", ">a",
      ",a",
      "[a", "{a", "]", "}", "'", "\"", "'a'", "\"a\"", "{{ a }}", "${VAR}", "$(VAR)", "a\\b", "\\",
      "a\nb", "a\nb\n", "a\n\nb\n\n", "\na", " a\nb", "a \nb", "a\n b", "a\n\tb", "a\tb\nc",
      "#!/bin/sh\nset -e\n",
      "a\n\n\n\nb", "a\n---\nb\n", "\n", "\n\n", "a\r\nb", "日本", "über", "a😀", "😀", "a\u{A0}b",
      "9223372036854775808", "0.1e1_0", "🏳️‍🌈", "e\u{301}",
    ] + [String(repeating: "k", count: 1_100), String(repeating: "\"", count: 600)]
}
