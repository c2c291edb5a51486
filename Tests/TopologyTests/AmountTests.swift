import Testing
import Versions

@Suite("Amounts and durations")
struct AmountTests {
  @Test(
    "an amount of Kubernetes is read, and nothing else",
    arguments: [
      ("100m", true), ("1", true), ("1.5Gi", true), (".5", true), ("5.", true), ("2e3", true),
      ("-1", true), ("1E", true), ("", false), ("m", false), ("1 Gi", false), ("1.2.3", false),
      ("1GB", false), ("1e", false), ("0x10", false), ("1e99", false),
    ])
  func quantity(text: String, isAmount: Bool) { #expect((Quantity(text) != nil) == isAmount) }

  @Test(
    "amounts compare by what they are",
    arguments: [("100m", "1"), ("200M", "256Mi"), ("1k", "1Ki")])
  func order(less: String, more: String) throws {
    let (less, more) = (try #require(Quantity(less)), try #require(Quantity(more)))
    #expect(less < more && !(more < less))
  }

  @Test(
    "a duration of Go is read, and nothing else",
    arguments: [
      ("1h30m", 5400.0), ("300ms", 0.3), ("1.5s", 1.5), ("0", 0), ("-10s", -10), ("2m3s", 123),
      ("10", nil), ("1d", nil), ("", nil), ("h", nil), ("1h 30m", nil), ("99999999999999999h", nil),
    ] as [(String, Double?)])
  func duration(text: String, seconds: Double?) {
    let found = GoDuration.seconds(text)
    #expect((found == nil) == (seconds == nil))
    if let found, let seconds { #expect(abs(found - seconds) < 1e-9) }
  }

  @Test(
    "a chart's version belongs to a channel, or to none",
    arguments: [
      ("2025.10.7", ChartVersion.edge(EdgeTag(25, 10, 7))),
      ("v2025.10.7", .edge(EdgeTag(25, 10, 7))), ("1.16.11", .stable(Version(1, 16, 11))),
      ("1.16.12", .absent), ("2.17.0", .absent), ("2025.x", .open), (">=1.0.0", .open), ("", .open),
      ("${VERSION}", .open),
    ])
  func chart(text: String, version: ChartVersion) {
    #expect(ChartVersion(text, of: "linkerd-control-plane") == version)
  }
}
