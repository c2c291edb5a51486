/// Cuts an expression into tokens, one at a time: what lies behind the end of an interpolation is
/// never looked at.
struct Lexer {
  let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// Nil at the end; throws where no token starts.
  mutating func next() throws(UnexpectedInput) -> Token? {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    let byte = bytes[start]
    if isIdentifierStart(byte) {
      while position < bytes.count, isIdentifierByte(bytes[position]) { position += 1 }
      return Token(kind: wordKind(start..<position), range: start..<position)
    }
    if isDigit(byte) { return number(from: start) }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      guard let end = bytes[(start + 1)...].firstIndex(of: byte) else {
        throw UnexpectedInput(offset: start)
      }
      position = end + 1
      return Token(kind: .string, range: start..<position)
    }
    guard let (kind, length) = symbol(at: start) else { throw UnexpectedInput(offset: start) }
    position += length
    return Token(kind: kind, range: start..<position)
  }

  private mutating func number(from start: Int) -> Token {
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."),
      isDigit(bytes[position + 1])
    {
      position += 1
      while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    }
    return Token(kind: .number, range: start..<position)
  }

  private func wordKind(_ range: Range<Int>) -> TokenKind {
    switch range.count {
    case 2 where bytes[range].elementsEqual("in".utf8): .in
    case 4 where bytes[range].elementsEqual("true".utf8): .true
    case 4 where bytes[range].elementsEqual("null".utf8): .null
    case 5 where bytes[range].elementsEqual("false".utf8): .false
    default: .identifier
    }
  }

  private func symbol(at start: Int) -> (TokenKind, Int)? {
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch (bytes[start], next) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*")): return (.power, 2)
    case (UInt8(ascii: "*"), _): return (.times, 1)
    case (UInt8(ascii: "+"), _): return (.plus, 1)
    case (UInt8(ascii: "-"), _): return (.minus, 1)
    case (UInt8(ascii: "/"), _): return (.divide, 1)
    case (UInt8(ascii: "["), _): return (.leftBracket, 1)
    case (UInt8(ascii: "]"), _): return (.rightBracket, 1)
    case (UInt8(ascii: "."), _): return (.dot, 1)
    case (UInt8(ascii: "("), _): return (.leftParenthesis, 1)
    case (UInt8(ascii: ")"), _): return (.rightParenthesis, 1)
    case (UInt8(ascii: "{"), _): return (.leftBrace, 1)
    case (UInt8(ascii: "}"), _): return (.rightBrace, 1)
    case (UInt8(ascii: ":"), _): return (.colon, 1)
    case (UInt8(ascii: ","), _): return (.comma, 1)
    case (UInt8(ascii: ">"), UInt8(ascii: "=")): return (.greaterOrEqual, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: "=")): return (.lessOrEqual, 2)
    case (UInt8(ascii: "<"), _): return (.less, 1)
    case (UInt8(ascii: ">"), _): return (.greater, 1)
    case (UInt8(ascii: "="), UInt8(ascii: "=")): return (.equal, 2)
    case (UInt8(ascii: "!"), UInt8(ascii: "=")): return (.notEqual, 2)
    case (UInt8(ascii: "!"), _): return (.not, 1)
    case (UInt8(ascii: "&"), UInt8(ascii: "&")): return (.and, 2)
    case (UInt8(ascii: "|"), UInt8(ascii: "|")): return (.or, 2)
    default: return nil
    }
  }
}

/// No token starts at this byte.
struct UnexpectedInput: Error {
  let offset: Int
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isIdentifierStart(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
}

private func isIdentifierByte(_ byte: UInt8) -> Bool { isIdentifierStart(byte) || isDigit(byte) }

/// Whether a text could stand for a variable in an expression.
func isIdentifier(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, isIdentifierStart(first) else { return false }
  return text.utf8.allSatisfy(isIdentifierByte)
}
