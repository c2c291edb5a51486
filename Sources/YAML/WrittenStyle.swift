/// How a string is written, so that all five readers that were tried read it back: plain where that
/// is safe, as a literal block where it has lines, in double quotes otherwise.
enum WrittenStyle {
  case plain
  case doubleQuoted
  /// The text ends in a newline (`|`), or not (`|-`).
  case literal, strippedLiteral

  init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLWriteError) {
    guard let first = text.first else {
      self = .doubleQuoted
      return
    }
    let content = try Content(text)
    if content.hasLineFeed {
      self = content.hasUnusual ? .doubleQuoted : Self.ofLines(text)
    } else if content.hasUnusual || content.isBeyondBMP || content.hasTab || content.hasSign {
      self = .doubleQuoted
    } else {
      self = Self.isPlainStart(first, text) && !Self.isWord(text) ? .plain : .doubleQuoted
    }
  }

  /// What the characters of a text tell, from one look at each.
  private struct Content {
    var hasLineFeed = false
    var hasTab = false
    /// What needs an escape, other than a line feed and a tab.
    var hasUnusual = false
    var isBeyondBMP = false
    /// `: `, ` #`, a colon at the end, a space at either end.
    var hasSign = false

    init(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLWriteError) {
      let count = text.count
      var offset = 0
      var previous = UInt8(ascii: " ")
      hasSign = text[0] == UInt8(ascii: " ") || text[count - 1] == UInt8(ascii: " ")
      while offset < count {
        let byte = text[offset]
        if byte > 0x3A && byte < 0x7F {
          offset += 1
          previous = byte
          continue
        }
        switch byte {
        case UInt8(ascii: ":"):
          if offset + 1 == count || text[offset + 1] == UInt8(ascii: " ") { hasSign = true }
        case UInt8(ascii: "#"): if previous == UInt8(ascii: " ") { hasSign = true }
        case UInt8(ascii: "\n"): hasLineFeed = true
        case UInt8(ascii: "\t"): hasTab = true
        case 0..<0x20: hasUnusual = true
        case 0x7F...:
          let (scalar, length) = text.scalar(at: offset)
          switch UnusualCharacter(scalar) {
          case .refused:
            throw YAMLWriteError(.controlCharacter(Unicode.Scalar(scalar) ?? "\u{7F}"))
          case .escaped: hasUnusual = true
          case .quoted: isBeyondBMP = true
          case nil: break
          }
          offset += length - 1
        default: break
        }
        offset += 1
        previous = byte
      }
    }
  }

  /// A literal block keeps lines as they are; where white space would not show, quotes show it.
  private static func ofLines(_ text: UnsafeBufferPointer<UInt8>) -> WrittenStyle {
    let newline = UInt8(ascii: "\n")
    if text[0] == newline || text[0] == UInt8(ascii: " ") { return .doubleQuoted }
    var blankLines = 0
    var previous = newline
    for byte in text {
      if byte == newline {
        if previous.isBlank { return .doubleQuoted }
        blankLines = previous == newline ? blankLines + 1 : 0
        // yamllint allows two by default.
        if blankLines > 2 { return .doubleQuoted }
      } else if byte == 0x09, previous == newline {
        return .doubleQuoted
      }
      previous = byte
    }
    if previous.isBlank { return .doubleQuoted }
    guard previous == newline else { return .strippedLiteral }
    return text[text.count - 2] == newline ? .doubleQuoted : .literal
  }

  /// Whether a text may start without quotes, as no sign, number, date or time does.
  private static func isPlainStart(
    _ first: UInt8, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    switch first {
    case UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "("),
      UInt8(ascii: "^"), UInt8(ascii: ";"), UInt8(ascii: "\\"):
      return true
    case UInt8(ascii: "-"):
      let isOption =
        text.count > 1
        && (text[1].isLetter || (text[1] == first && text.count > 2 && text[2].isLetter))
      return isOption && !text.allSatisfy(isNumeric)
    case UInt8(ascii: "."):
      // At the start of a line this would end the document.
      if text.starts(with: "... ".utf8) { return false }
      return !text.allSatisfy(isNumeric)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"):
      return !text.allSatisfy(isNumeric)
    default: return first.isLetter
    }
  }

  /// The characters of numbers, dates and times in any notation.
  private static func isNumeric(_ byte: UInt8) -> Bool {
    if byte.isHexadecimalDigit { return true }
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ","),
      UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      return true
    default:
      switch byte | 0x20 {
      case UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "p"), UInt8(ascii: "t"),
        UInt8(ascii: "z"):
        return true
      default: return false
      }
    }
  }

  /// Words that are something else than text to some reader, in any case. Those that start with a
  /// sign are not here: no text starts plain with it.
  private static func isWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch text.count {
    case 1: text[0] | 0x20 == UInt8(ascii: "y") || text[0] | 0x20 == UInt8(ascii: "n")
    case 2: text.equalsIgnoringCase("no") || text.equalsIgnoringCase("on")
    case 3:
      text.equalsIgnoringCase("yes") || text.equalsIgnoringCase("off")
        || text.equalsIgnoringCase("nan") || text.equalsIgnoringCase("inf")
    case 4:
      text.equalsIgnoringCase("true") || text.equalsIgnoringCase("null")
        || text.equalsIgnoringCase(".nan") || text.equalsIgnoringCase(".inf")
    case 5:
      text.equalsIgnoringCase("false") || text.equalsIgnoringCase("+.inf")
        || text.equalsIgnoringCase("-.inf")
    default: false
    }
  }
}
