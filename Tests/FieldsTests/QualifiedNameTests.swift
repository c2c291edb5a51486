import Fields
import Testing

@Suite("Keys and values of labels")
struct QualifiedNameTests {
  @Test(
    "a key is a name, with a domain before it or not",
    arguments: [
      "a", "A", "0", "app", "a.b_c-d", "example.com/app", "a/b", "a-b.c/D",
      String(repeating: "a", count: 63), "\(String(repeating: "a", count: 253))/b",
    ])
  func key(text: String) {
    #expect(QualifiedName.problem(with: text) == nil)
  }

  @Test(
    "what Kubernetes refuses as a key is refused",
    arguments: [
      "", "/", "/a", "a/", "a/b/c", "-a", "a-", ".a", "a b", "ä", "a:b", "Example.com/a", "a_b/c",
      "a..b/c", String(repeating: "a", count: 64), "\(String(repeating: "a", count: 254))/b",
    ])
  func noKey(text: String) {
    #expect(QualifiedName.problem(with: text) != nil)
  }

  @Test(
    "a value is a name or empty",
    arguments: [
      ("", true), ("a", true), ("v1.2_3", true), ("true", true), ("a/b", false), ("a b", false),
      ("-a", false), (String(repeating: "a", count: 63), true),
      (String(repeating: "a", count: 64), false),
    ])
  func value(text: String, isValid: Bool) {
    #expect((QualifiedName.problem(withLabelValue: text) == nil) == isValid)
  }
}
