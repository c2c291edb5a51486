import Fields
import Testing

@Suite("Names of objects")
struct DNSNameTests {
  @Test(
    "a label has lower-case letters, digits and dashes",
    arguments: ["a", "0", "a-b", "a--b", "1a", String(repeating: "a", count: 63)])
  func label(text: String) {
    #expect(DNSName.isLabel(text))
    #expect(DNSName.isSubdomain(text))
  }

  @Test(
    "what is no label is refused",
    arguments: [
      "", "-", "-a", "a-", "A", "a_b", "a b", "ä", "a/b", String(repeating: "a", count: 64), "a\n",
    ])
  func noLabel(text: String) {
    #expect(!DNSName.isLabel(text))
  }

  @Test(
    "a subdomain is labels with dots between, whatever the length of each",
    arguments: [
      ("a.b", true), ("linkerd.io", true), (String(repeating: "a", count: 253), true),
      (String(repeating: "a", count: 254), false), (".", false), ("a.", false), (".a", false),
      ("a..b", false), ("a.-b", false), ("a.B", false),
    ])
  func subdomain(text: String, expected: Bool) {
    #expect(DNSName.isSubdomain(text) == expected)
    #expect(!text.contains(".") || !DNSName.isLabel(text))
  }
}
