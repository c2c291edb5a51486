import Diagnostics
import Testing
import Values
import YAML

struct YAMLRefusalTests {
  @Test(
    "what programs read differently is refused at its place",
    arguments: [
      ("a: 1\n«a»: 2\n", "duplicate-key"),
      ("{a: 1, «\"a\"»: 2}", "duplicate-key"),
      ("a: «!!str» 1\n", "yaml-tag"),
      ("a: «!local»\n  b: c\n", "yaml-tag"),
      ("«%YAML 1.2»\n---\na: b\n", "yaml-tag"),
      ("a: «!x!y» b\n", "yaml-tag"),
      ("«<<»: {a: b}\n", "merge-key"),
      ("«\"<<\"»: {a: b}\n", "merge-key"),
      ("«=»: b\n", "merge-key"),
      ("«true»: b\n", "non-string-key"),
      ("«8080»: b\n", "non-string-key"),
      ("«~»: b\n", "non-string-key"),
      ("?«»\n: b\n", "non-string-key"),
      ("a: «{{» .b }}-c\n", "non-string-key"),
      ("«[»a]: b\n", "non-string-key"),
      ("a: «{{» b }}\n", "non-string-key"),
      ("a: «*b»\n", "unknown-alias"),
      ("a: &b [«*b»]\n", "cyclic-alias"),
      ("a: b\n«\u{0}»\n", "nul-byte"),
      ("a: \"«\u{1}»\"\n", "control-character"),
      ("a: b«\u{FEFF}»\n", "control-character"),
      ("a: b«\u{2028}»\n", "ambiguous-line-break"),
      ("«\u{FEFF}»a: b\n", "byte-order-mark"),
      ("a:«\t»b\n", "tab-separation"),
      ("a: b«\t»# c\n", "tab-separation"),
      ("a: [b,«\t»c]\n", "tab-separation"),
      ("a: b«\t»c\n", "tab-separation"),
    ])
  func refusals(marked: String, code: String) {
    let source = MarkedSource(marked)
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    #expect(file.diagnostics.map(\.code.name) == [code])
    #expect(file.diagnostics.first?.primary.place.range == source.ranges[0])
  }

  @Test(
    "what every program reads alike is not refused",
    arguments: [
      "\"true\": b\n'1': c\n", "a: {b: c}\nd: {b: c}\n", "a: \"\tb\"\nc: |\n  d\n  \te\n# \te\n",
      "a: b\t\n",
      "a: {x: 1}\nA: 2\n", "[a?, b?c, \"x\":y]\n", "a: &x b\nc: [*x, *x]\n", "a: é\nb: 😀\n",
      "# only\n", "",
    ])
  func acceptance(source: String) {
    #expect(YAMLFile(path: "x.yaml", bytes: Array(source.utf8)).diagnostics.isEmpty)
  }

  @Test("a duplicate key shows both places")
  func duplicate() throws {
    let source = MarkedSource("«a»: 1\nb: 2\n«a»: 3\n")
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    let diagnostic = try #require(file.diagnostics.first)
    #expect(diagnostic.primary.place.range == source.ranges[1])
    #expect(diagnostic.secondary.map(\.place.range) == [source.ranges[0]])
    #expect(file.documents.first?["a"]?.value == 1)
  }

  @Test(
    "bytes that are not UTF-8 are named at the first of them",
    arguments: [
      [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80], [0x80],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let file = YAMLFile(path: "x.yaml", bytes: Array("é: ".utf8) + bytes + Array("\n".utf8))
    #expect(file.diagnostics.map(\.code.name) == ["invalid-utf8"])
    #expect(file.diagnostics.first?.primary.place.range == 4..<5)
    #expect(file.documents.isEmpty)
  }
}
