import Diagnostics
import Testing
import Values
import YAML

struct YAMLPlaceTests {
  @Test(
    "the place of a node is its source",
    arguments: [
      ("a: «text» # comment\n", "/a"),
      ("a: «two\n  lines»\n\n# comment\nb: 1\n", "/a"),
      ("a: «'it''s'»\n", "/a"),
      ("a: «\"\\u00e9\"»\n", "/a"),
      ("é: 日本\nb: «é»\n", "/b"),
      ("a: 日本\r\nb: «c»\r\n", "/b"),
      ("a: «|\n  one\n\n  two»\n\n\n# comment\nb: 1\n", "/a"),
      ("a: «>-\n  one»\n", "/a"),
      ("a: «|»\n\nb: 1\n", "/a"),
      ("a:«» # comment\nb: 1\n", "/a"),
      ("a:«»\n\n\n", "/a"),
      ("- a\n-«»\n- b\n", "/1"),
      ("a: «[b, {c: d}]» # comment\n", "/a"),
      ("a: [b, «{c: d }»]\n", "/a/1"),
      ("a: [«b: c» , d]\n", "/a/0"),
      ("a: [b,\n  «c»]\n", "/a/1"),
      ("a:\n  «b: 1\n  c:\n    - d»\n\n  # comment\n\ne: f\n", "/a"),
      ("a:\n«- b\n- c: d»\n# comment\n\ne: f\n", "/a"),
      ("a:\n  - «b: c\n    d: e»\n  - f\n", "/a/0"),
      ("a: &name «text»\nb: *name\n", "/a"),
      ("a: &name text\nb: «*name»\n", "/b"),
      ("a: &name # comment\n  «b: c»\nd: e\n", "/a"),
      ("a: &name [«x», y]\nb: *name\n", "/b/0"),
      ("a: &name«»\nb: c\n", "/a"),
      ("«a: |\n  text»\n\n\n", ""),
      ("# comment\n---\n«a: b»\n...\n", ""),
      ("\u{FEFF}é: «b»\n", "/é"),
      ("a: «no newline»", "/a"),
      ("a: «|\n  no newline»", "/a"),
      ("a: é: é\n--- # 日\né: «b»\n", "/é"),
    ])
  func places(marked: String, pointer: String) throws {
    let source = MarkedSource(marked)
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    let node = try #require(file.documents.first?.node(at: JSONPointer(parsing: pointer)))
    #expect(node.place == Place("x.yaml", source.ranges[0]))
  }

  @Test("the place of a key is its source")
  func keys() throws {
    let source = MarkedSource("a: 1\n«\"b c\"» : 2\n? «d»\n: 3\n")
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    let root = try #require(file.documents.first)
    #expect(root.entry("b c")?.key.place.range == source.ranges[0])
    #expect(root.entry("d")?.key.place.range == source.ranges[1])
    #expect(root.entry("e") == nil)
  }
}

extension JSONPointer {
  /// Digits are indexes; that is enough for tests.
  init(parsing text: String) {
    self.init(
      text.split(separator: "/").map { step in
        Int(step).map { .index($0) } ?? .key(String(step))
      })
  }
}
