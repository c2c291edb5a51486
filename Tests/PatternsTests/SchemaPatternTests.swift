import Patterns
import Testing

@Suite("Patterns of schemas that people meet")
struct SchemaPatternTests {
  @Test(
    "texts that people write are told from those that the API server refuses",
    arguments: [
      (
        "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$", ["5m", "1h30m", "1.5s", "100ms"],
        ["5", "5 m", "1d", ""]
      ),
      ("^(http|https|ssh)://.*$", ["https://a", "ssh://git@b"], ["git@b:c", "HTTPS://a"]),
      (
        "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
          + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$",
        ["app.kubernetes.io/name", "a", "A_b.c"], ["a/b/c", "-a", "a-", "A.b/c", ""]
      ),
      ("^[0-9]+(m|s)", ["1m", "10s or so"], ["m", "1h"]),
      ("(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$", ["0", "1.5GiB", "10B"], ["1", "1Gi"]),
    ] as [(String, [String], [String])])
  func textsOfPeople(_ source: String, _ right: [String], _ wrong: [String]) throws {
    let pattern = try Pattern(source)
    for text in right { #expect(pattern.isFound(in: text), "'\(text)'") }
    for text in wrong { #expect(!pattern.isFound(in: text), "'\(text)'") }
  }
}
