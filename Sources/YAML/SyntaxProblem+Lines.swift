import Diagnostics

extension SyntaxProblem {
  /// Problems of how lines stand to each other.
  var amongLines: Diagnostic? {
    switch problem {
    case "could not find expected ':'": lineWithoutColon
    case "mapping values are not allowed in this context": unexpectedColon
    case "block sequence entries are not allowed in this context":
      diagnostic(
        "a list cannot start on the line of its key", at: offset..<min(offset + 1, input.count),
        help: "start the list on the next line; put a text that starts with '- ' in quotes")
    case "did not find expected key": startsLine ? strayLine(among: "key") : textAfterValue
    case "did not find expected '-' indicator": strayLine(among: "item")
    case "did not find expected <document start>":
      diagnostic(
        "this does not belong to the document above, which is complete", at: lineContent(offset),
        help: "indent it like the lines above, or start a new document with '---'")
    default: nil
    }
  }

  private var lineWithoutColon: Diagnostic {
    let line = lineContent(contextOffset)
    let hasColon = input[line].contains(UInt8(ascii: ":"))
    return diagnostic(
      "'\(shown(line))' is not a key: no ': ' follows it", at: line,
      help: hasColon
        ? "put a space after the colon"
        : "write 'key: value', or indent the line to make it part of the value above")
  }

  private var unexpectedColon: Diagnostic {
    let start = input.lineStart(offset)
    let key = indentationEnd(start)..<offset
    let colon = offset..<min(offset + 1, input.count)
    if input[key].starts(with: "---".utf8) {
      return diagnostic(
        "a mapping cannot start on the line of '---'", at: colon,
        help: "start it on the next line")
    }
    if hasColonAndBlank(key) {
      return diagnostic(
        "a text without quotes cannot hold ': '", at: colon,
        help: "put the text in quotes, or its keys on lines of their own")
    }
    if start > 0 {
      let above = lineContent(input.lineStart(start - 1))
      if let colon = input[above].firstIndex(of: UInt8(ascii: ":")), !hasColonAndBlank(above),
        colon + 1 < above.upperBound
      {
        return diagnostic(
          "'\(shown(above))' is not a key: no space follows the colon", at: above,
          help: "put a space after the colon")
      }
      if let sign = input[above].firstIndex(of: UInt8(ascii: "=")),
        !input[above].contains(UInt8(ascii: ":")),
        isWord(above.lowerBound..<max(sign - 1, above.lowerBound))
      {
        return diagnostic(
          "'\(shown(above))' is not a key: '=' is no sign of YAML", at: above,
          help: "write 'key: value'")
      }
      if isWord(above), indentation(of: above.lowerBound) < indentation(of: start) {
        return diagnostic(
          "'\(shown(above))' is not a key: no ':' follows it", at: above,
          help: "write '\(shown(above)):'")
      }
    }
    return diagnostic(
      "the key '\(shown(key))' stands deeper than the line above allows", at: key,
      help: "indent it like the keys that it belongs with")
  }

  private var textAfterValue: Diagnostic {
    diagnostic(
      "a quoted text or a closing bracket ends the value before this", at: word(offset),
      help: "put the whole value in quotes")
  }

  private func strayLine(among neighbour: String) -> Diagnostic {
    let line = lineContent(offset)
    if byte(offset) == UInt8(ascii: ":") {
      return diagnostic(
        "a key is missing before ':'", at: offset..<offset + 1, help: "write the key")
    }
    let isItem = byte(offset) == UInt8(ascii: "-")
    let what = neighbour == "key" ? "the keys of the mapping" : "the items of the list"
    return diagnostic(
      "'\(shown(line))' is not indented like \(what) around it", at: line,
      help: isItem || neighbour == "key"
        ? "indent it like its neighbours, or deeper than the key that it belongs to"
        : "start it with '- ', or indent it like the key that holds the list",
      because: Label(
        Place(path, contextOffset..<min(contextOffset + 1, input.count)),
        neighbour == "key" ? "the mapping starts here" : "the list starts here"))
  }

  /// Whether a line is one word that may be meant as a key.
  private func isWord(_ range: Range<Int>) -> Bool {
    !range.isEmpty
      && input[range].allSatisfy { byte in
        !byte.isBlank && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "\"")
          && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "#")
      } && byte(range.lowerBound) != UInt8(ascii: "-")
  }

  private var startsLine: Bool { indentationEnd(input.lineStart(offset)) == offset }

  private func indentationEnd(_ start: Int) -> Int {
    var end = start
    while end < input.count, input[end].isBlank { end += 1 }
    return end
  }

  /// From the first text of a line, or from an offset within it, to its last.
  private func lineContent(_ offset: Int) -> Range<Int> {
    let start = min(indentationEnd(offset), input.count)
    var end = input.lineEnd(start)
    while end > start, input[end - 1].isBlank || input[end - 1].isLineBreak { end -= 1 }
    return start..<end
  }

  private func hasColonAndBlank(_ range: Range<Int>) -> Bool {
    range.contains { byte($0) == UInt8(ascii: ":") && byte($0 + 1).isBlank }
  }

  /// Short enough for a message, which cannot be cut within a character.
  private func shown(_ range: Range<Int>) -> String {
    guard range.count > 40 else { return text(range) }
    var end = range.lowerBound + 40
    while end > range.lowerBound, byte(end) & 0xC0 == 0x80 { end -= 1 }
    return text(range.lowerBound..<end) + "…"
  }
}
