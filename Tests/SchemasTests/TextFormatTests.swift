import Testing

@testable import Schemas

@Suite("Formats of text")
struct TextFormatTests {
  @Test(
    "texts of a format have it",
    arguments: [
      ("duration", ["10m", "1h30m", "-1.5h", "0", ".5s", "100ms", "1µs"]),
      ("date-time", ["2026-01-31T12:00:00Z", "2026-01-31t12:00:00.5+01:00"]),
      ("date", ["2026-12-31"]),
      ("byte", ["", "AAAA", "AA==", "AAAA\nAAA="]),
      ("ipv4", ["0.0.0.0", "255.1.2.3"]),
      ("ipv6", ["::", "::1", "fe80::1", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1"]),
      ("cidr", ["10.0.0.0/8", "fd00::/64"]),
      ("uuid", ["01234567-89ab-cdef-0123-456789abcdef"]),
      ("mac", ["00:11:22:aa:bb:cc"]),
    ])
  func right(name: String, texts: [String]) throws {
    let format = try #require(TextFormat(name))
    for text in texts { #expect(format.matches(text), "\(text)") }
  }

  @Test(
    "texts without it are told",
    arguments: [
      ("duration", ["", "10", "1d", "10 minutes", "m", "1h 2m", "+"]),
      ("date-time", ["2026-01-31", "2026-13-31T12:00:00Z", "2026-01-31T12:00:00", "now"]),
      ("date", ["2026-1-1", "26-01-01"]),
      ("byte", ["A", "AA=A", "A===", "AAA!"]),
      ("ipv4", ["1.2.3", "256.0.0.1", "1.2.3.4.5", "01.2.3.4"]),
      ("ipv6", ["1.2.3.4", ":", "1::2::3", "1:2:3:4:5:6:7:8:9", "g::"]),
      ("cidr", ["10.0.0.0", "10.0.0.0/33", "x/8"]),
      ("uuid", ["1234"]),
      ("mac", ["00:11"]),
    ])
  func wrong(name: String, texts: [String]) throws {
    let format = try #require(TextFormat(name))
    for text in texts { #expect(!format.matches(text), "\(text)") }
  }

  @Test(
    "quantities", arguments: ["0", "100m", "1Gi", "1.5", ".5", "1e3", "1E", "12E+2", "-1k", "5u"])
  func quantity(text: String) { #expect(TextScan.matches(text) { $0.quantity() }) }

  @Test(
    "what is no quantity",
    arguments: ["", "m", "1GB", "1 Gi", "1gi", "1e", "--1", "1.2.3", "1Kii", "Gi"])
  func noQuantity(text: String) { #expect(!TextScan.matches(text) { $0.quantity() }) }
}
