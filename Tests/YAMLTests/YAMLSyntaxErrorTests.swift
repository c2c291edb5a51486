import Diagnostics
import Testing
import Values
import YAML

struct YAMLSyntaxErrorTests {
  @Test(
    "a slip is named in plain words at its place",
    arguments: [
      ("a:\n«\t»b: 1\n", "a tab is used as indentation"),
      ("a: 1\n«\t»b: 1\n", "a tab is used as indentation"),
      ("a: «\"»x\nb: 1\n", "this quote is never closed"),
      ("a: it's\nb: «'»x\nc: d\n", "this quote is never closed"),
      ("a: «\"»x\n---\nb: 1\n", "this quote is never closed"),
      ("a: 1\n«key:value»\nb: 2\n", "'key:value' is not a key: no ': ' follows it"),
      ("«key:value»\nb: 2\n", "'key:value' is not a key: no space follows the colon"),
      ("a: 1\n«key value»\n", "'key value' is not a key: no ': ' follows it"),
      ("a: b«:» c\n", "a text without quotes cannot hold ': '"),
      ("a: 1\n  «b»: 2\n", "the key 'b' stands deeper than the line above allows"),
      ("a:\n  b: 1\n «c: 2»\n", "'c: 2' is not indented like the keys of the mapping around it"),
      ("a:\n  - x\n  «b: 1»\n", "'b: 1' is not indented like the items of the list around it"),
      ("a: «-» b\n", "a list cannot start on the line of its key"),
      ("a: 1\n«:» b\n", "a key is missing before ':'"),
      ("a: «@b»\n", "a text without quotes cannot start with '@'"),
      ("a: «`b`»\n", "a text without quotes cannot start with '`'"),
      ("a: «%b»\n", "a text without quotes cannot start with '%'"),
      ("a: «*.lan»\n", "a text without quotes cannot start with '*'"),
      ("a: [«::1]»\n", "a text without quotes cannot start with ':'"),
      ("a: «[»1, 2\nb: 3\n", "'[' is never closed"),
      ("a: «{»x: 1\n---\nb: 3\n", "'{' is never closed"),
      ("a: [\n  \"x\"\n  «\"y\"»\n]\n", "',' or ']' is missing before this"),
      ("a: [x\n«}»\n", "',' or ']' is missing before this"),
      ("a: [1, «[»2, # ]]\n", "'[' is never closed"),
      ("a: [«[»2,\n---\nb: c\n", "'[' is never closed"),
      ("a: «{»b:\n", "'{' is never closed"),
      ("a: {x: 1«:» 2}\n", "',' or '}' is missing before this"),
      ("a: [1,«,»2]\n", "a value is missing before ','"),
      ("a: \"x\" «y»\n", "a quoted text or a closing bracket ends the value before this"),
      ("a: b\n«{{»- end }}\nc: d\n", "'{{' without quotes is not a text in YAML"),
      ("a: \"«\\d»\"\n", "'\\d' is not an escape of double quotes"),
      ("a: \"\\x«ZZ\"»\n", "an escape has too few hexadecimal digits"),
      ("a: |«x»\n  b\n", "'|' and '>' are followed by lines of text, not by text"),
      ("--- x«:» y\n", "a mapping cannot start on the line of '---'"),
      (" a: 1\n«b: 2»\n", "this does not belong to the document above, which is complete"),
      ("é: 日\nb: «@c»\n", "a text without quotes cannot start with '@'"),
      ("{ «?»foo: bar }\n", "a text within brackets cannot start with '?'"),
      ("[«?»x]\n", "a text within brackets cannot start with '?'"),
    ])
  func slips(marked: String, message: String) throws {
    let source = MarkedSource(marked)
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    let first = try #require(file.diagnostics.first)
    #expect(file.diagnostics.count == 1)
    #expect(first.code == .invalidYAML)
    #expect(first.message == message)
    #expect(first.primary.place.range == source.ranges.last)
    #expect(!first.help.isEmpty)
  }

  @Test("the name of an anchor that readers end at different characters is told, and read")
  func anchors() throws {
    let source = MarkedSource("a: «&an:chor» b\n")
    let file = YAMLFile(path: "x.yaml", bytes: source.bytes)
    #expect(file.diagnostics.map(\.code) == [.ambiguousAnchor])
    #expect(file.diagnostics.first?.primary.place.range == source.ranges.last)
    #expect(file.documents.count == 1)
  }

  @Test("a syntax error ends its document alone")
  func laterDocuments() {
    let source = "a: 1\n---\nb: [\n---\nc: 3\n---\nd: e: f\n---\n- g\n"
    let file = YAMLFile(path: "x.yaml", bytes: Array(source.utf8))
    #expect(file.documents.map(\.value) == [["a": 1], ["c": 3], ["g"]])
    #expect(file.diagnostics.count == 2)
  }

  @Test("dashes within a text do not start a document")
  func dashesWithinText() {
    let source = "a: b: c\nd: |\n  ---\n  x\n--- # next\ne: f\n---g: h\n"
    let file = YAMLFile(path: "x.yaml", bytes: Array(source.utf8))
    #expect(file.documents.map(\.value) == [["e": "f", "---g": "h"]])
    #expect(file.diagnostics.count == 1)
  }
}
