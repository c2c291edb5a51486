import Diagnostics
import Testing

@Suite("Lines and columns")
struct SourceTextTests {
  @Test(
    "an offset becomes the line and column that an editor shows",
    arguments: [
      ("ab\ncd", 4, 2, 2),
      ("ab\r\ncd", 4, 2, 1),
      ("ab\rcd", 3, 2, 1),
      ("ab\r\ncd", 3, 1, 3),
      ("über: x", 2, 1, 2),
      ("世界: x", 6, 1, 3),
      ("e\u{301}: x", 3, 1, 2),
      ("e\u{301}: x", 1, 1, 1),
      ("\u{FEFF}a: x", 3, 1, 1),
      ("a\t b", 2, 1, 3),
      ("", 0, 1, 1),
    ])
  func positions(text: String, offset: Int, line: Int, column: Int) {
    let source = SourceText(Array(text.utf8))
    #expect(source.position(at: offset) == Position(line: line, column: column))
  }

  @Test("an offset outside the file is its nearest end", arguments: [(-5, 1, 1), (99, 2, 3)])
  func clamped(offset: Int, line: Int, column: Int) {
    let source = SourceText(Array("ab\ncd\n".utf8))
    #expect(source.position(at: offset) == Position(line: line, column: column))
  }

  @Test("bytes that are not UTF-8 count as one character each")
  func notUTF8() {
    let source = SourceText([0xFF, 0xC3, 0x61, 0xED, 0xA0, 0x80, 0x62])
    #expect(source.position(at: 6) == Position(line: 1, column: 7))
  }

  @Test("columns in a long line are the same as counted from its start")
  func longLine() {
    let line = String(repeating: "aé世🚢e\u{301}", count: 1000)
    let source = SourceText(Array(("first\n" + line).utf8))
    var column = 1
    var offset = 6
    for character in line {
      #expect(source.position(at: offset) == Position(line: 2, column: column))
      column += 1
      offset += character.utf8.count
    }
  }

  @Test("a line's bytes end before its break", arguments: ["x\ny", "x\r\ny", "x\ry", "x\n", "x"])
  func lineRange(text: String) {
    #expect(SourceText(Array(text.utf8)).range(ofLine: 1) == 0..<1)
  }
}
