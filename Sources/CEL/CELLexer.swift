/// Cuts an expression into words.
struct CELLexer {
  struct Word {
    let token: CELToken
    let offset: Int
  }

  private let text: [UInt8]
  private var position = 0

  private init(_ source: String) { text = Array(source.utf8) }

  static func words(of source: String) throws(CELError) -> [Word] {
    var lexer = CELLexer(source)
    var words: [Word] = []
    while true {
      lexer.skipBlanks()
      let start = lexer.position
      let token = try lexer.next()
      words.append(Word(token: token, offset: start))
      if token == .end { return words }
    }
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    position + ahead < text.count ? text[position + ahead] : nil
  }

  private func isNext(_ word: String) -> Bool { text[position...].starts(with: word.utf8) }

  private mutating func skipBlanks() {
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: " "), 0x09, 0x0a, 0x0c, 0x0d: position += 1
      case UInt8(ascii: "/") where peek(1) == byte:
        while let byte = peek(), byte != 0x0a { position += 1 }
      default: return
      }
    }
  }

  private mutating func next() throws(CELError) -> CELToken {
    guard let byte = peek() else { return .end }
    if byte.isDigit || (byte == UInt8(ascii: ".") && peek(1)?.isDigit == true) {
      return try number()
    }
    if let string = try string() { return string }
    if byte.isLetter {
      let start = position
      while let byte = peek(), byte.isLetter || byte.isDigit { position += 1 }
      return .identifier(String(decoding: text[start..<position], as: UTF8.self))
    }
    if let symbol = CELSymbol(byte, peek(1)) {
      position += symbol.rawValue.utf8.count
      return .symbol(symbol)
    }
    if byte == UInt8(ascii: "`") {
      throw CELError(.unsupported("`"), "fields quoted with '`' are not read here", at: position)
    }
    throw CELError(.invalid, "this sign has no meaning here", at: position)
  }

  private mutating func number() throws(CELError) -> CELToken {
    let start = position
    let problem = CELError(.invalid, "this number is too large or is none", at: start)
    if isNext("0x") || isNext("0X") {
      position += 2
      let first = position
      while peek()?.hexadecimalDigit != nil { position += 1 }
      guard let value = UInt64(String(decoding: text[first..<position], as: UTF8.self), radix: 16)
      else { throw problem }
      return try integer(value)
    }
    while peek()?.isDigit == true { position += 1 }
    var isDouble = false
    if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
      isDouble = true
      position += 1
      while peek()?.isDigit == true { position += 1 }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if peek(1 + sign)?.isDigit == true {
        isDouble = true
        position += 1 + sign
        while peek()?.isDigit == true { position += 1 }
      }
    }
    let written = String(decoding: text[start..<position], as: UTF8.self)
    if isDouble {
      guard let value = Double(written), value.isFinite else { throw problem }
      return .double(value)
    }
    guard let value = UInt64(written) else { throw problem }
    return try integer(value)
  }

  private mutating func integer(_ value: UInt64) throws(CELError) -> CELToken {
    guard peek() == UInt8(ascii: "u") || peek() == UInt8(ascii: "U") else { return .int(value) }
    position += 1
    return .uint(value)
  }

  /// nil where no string begins here: its quotes may have `r` and `b` before them.
  private mutating func string() throws(CELError) -> CELToken? {
    let start = position
    var ahead = 0
    var isRaw = false
    var isBytes = false
    while let byte = peek(ahead), ahead < 2 {
      switch byte {
      case UInt8(ascii: "r") where !isRaw, UInt8(ascii: "R") where !isRaw: isRaw = true
      case UInt8(ascii: "b") where !isBytes, UInt8(ascii: "B") where !isBytes: isBytes = true
      default:
        guard byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") else { return nil }
        position += ahead
        return try string(from: start, quote: byte, isRaw: isRaw, isBytes: isBytes)
      }
      ahead += 1
    }
    guard let quote = peek(ahead), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    position += ahead
    return try string(from: start, quote: quote, isRaw: isRaw, isBytes: isBytes)
  }

  private mutating func string(
    from start: Int, quote: UInt8, isRaw: Bool, isBytes: Bool
  ) throws(CELError) -> CELToken {
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    var content: [UInt8] = []
    while let byte = peek() {
      if byte == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
      }
      if !isTriple, byte == 0x0a || byte == 0x0d { break }
      if byte == UInt8(ascii: "\\"), !isRaw {
        try readEscape(isBytes: isBytes, into: &content)
      } else {
        content.append(byte)
        position += 1
      }
    }
    throw CELError(.invalid, "this text has no closing quote", at: start)
  }

  private mutating func readEscape(
    isBytes: Bool, into content: inout [UInt8]
  ) throws(CELError) {
    let start = position
    let problem = CELError(.invalid, "this escape is not part of the language", at: start)
    guard let letter = peek(1) else { throw problem }
    position += 2
    switch letter {
    case UInt8(ascii: "a"): content.append(0x07)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0c)
    case UInt8(ascii: "n"): content.append(0x0a)
    case UInt8(ascii: "r"): content.append(0x0d)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "v"): content.append(0x0b)
    case UInt8(ascii: "\\"), UInt8(ascii: "?"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "`"):
      content.append(letter)
    default:
      let digits: Int
      switch letter {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): digits = 2
      case UInt8(ascii: "u") where !isBytes: digits = 4
      case UInt8(ascii: "U") where !isBytes: digits = 8
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        digits = 3
        position -= 1
      default: throw problem
      }
      let end = position + digits
      guard end <= text.count,
        let value = UInt32(
          String(decoding: text[position..<end], as: UTF8.self), radix: digits == 3 ? 8 : 16),
        text[position..<end].allSatisfy({ $0.hexadecimalDigit != nil })
      else { throw problem }
      position = end
      if isBytes {
        content.append(UInt8(truncatingIfNeeded: value))
      } else {
        guard let scalar = Unicode.Scalar(value) else { throw problem }
        content.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}

extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// As identifiers have them: the underscore is one.
  var isLetter: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
