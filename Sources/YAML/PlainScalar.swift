import Values

/// What an unquoted scalar is by the core schema of YAML 1.2 (chapter 10.3.2).
enum PlainScalar {
  typealias Text = UnsafeBufferPointer<UInt8>

  /// Nil where the text is a string.
  static func resolve(_ text: Text) -> JSONValue? {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : nil
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return isWord(text, "null") ? .null : nil
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return isWord(text, "true") ? .bool(true) : nil
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return isWord(text, "false") ? .bool(false) : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return number(text)
    default: return nil
    }
  }

  static func number(_ text: Text) -> JSONValue? {
    switch NumberShape(text) {
    case .decimal: return Int64(string(text)).map(JSONValue.integer) ?? double(text)
    case .float: return double(text)
    case .octal where isCoreRadix(text, "o"): return radix(text, 8)
    case .hexadecimal where isCoreRadix(text, "x"): return radix(text, 16)
    case .infinity: return .number(text.first == UInt8(ascii: "-") ? -.infinity : .infinity)
    case .notANumber: return .number(.nan)
    case .octal, .hexadecimal, .binary, nil: return nil
    }
  }

  /// `word`, `Word` or `WORD`; the word is given in lower case.
  static func isWord(_ text: Text, _ word: StaticString) -> Bool {
    guard text.count == word.utf8CodeUnitCount else { return false }
    let isLower = { (byte: UInt8) in byte & 0x20 != 0 }
    for (byte, expected) in zip(text, UnsafeBufferPointer(start: word.utf8Start, count: text.count))
    where byte | 0x20 != expected { return false }
    let rest = text.dropFirst()
    return rest.allSatisfy(isLower) || (!isLower(text[0]) && !rest.contains(where: isLower))
  }

  /// The core schema knows `0o17` and `0x1F` only: in lower case, without a sign.
  private static func isCoreRadix(_ text: Text, _ letter: Unicode.Scalar) -> Bool {
    text[0] == UInt8(ascii: "0") && text[1] == UInt8(ascii: letter)
  }

  private static func radix(_ text: Text, _ radix: Int) -> JSONValue {
    let digits = text.dropFirst(2)
    if let integer = Int64(String(decoding: digits, as: UTF8.self), radix: radix) {
      return .integer(integer)
    }
    var value = 0.0
    for digit in digits { value = value * Double(radix) + Double(digit.hexadecimalValue) }
    return .number(value)
  }

  private static func double(_ text: Text) -> JSONValue? {
    Double(string(text)).map(JSONValue.number)
  }

  private static func string(_ text: Text) -> String { String(decoding: text, as: UTF8.self) }
}

/// The forms of numbers that one reader or another knows, by their letters alone.
enum NumberShape {
  case decimal, float, octal, hexadecimal, binary, infinity, notANumber

  /// Nil where no reader takes the text for a number. Underscores are not allowed here.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text[...]
    let isSigned = rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-")
    if isSigned { rest.removeFirst() }
    guard let first = rest.first else { return nil }
    if first == UInt8(ascii: "."), rest.count == 4 {
      let word = UnsafeBufferPointer(rebasing: rest.dropFirst())
      if PlainScalar.isWord(word, "inf") {
        self = .infinity
        return
      }
      if !isSigned, Self.isNotANumber(word) {
        self = .notANumber
        return
      }
    }
    if first == UInt8(ascii: "0"), rest.count > 2, let radix = Self(radix: rest) {
      self = radix
      return
    }
    let whole = Self.skipDigits(&rest)
    if rest.isEmpty {
      self = .decimal
      return
    }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = Self.skipDigits(&rest)
    }
    guard whole + fraction > 0 else { return nil }
    if let letter = rest.first {
      guard letter | 0x20 == UInt8(ascii: "e") else { return nil }
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard Self.skipDigits(&rest) > 0, rest.isEmpty else { return nil }
    }
    self = .float
  }

  private init?(radix text: Slice<UnsafeBufferPointer<UInt8>>) {
    let digits = text.dropFirst(2)
    switch text[text.startIndex + 1] | 0x20 {
    case UInt8(ascii: "x") where digits.allSatisfy(\.isHexadecimalDigit): self = .hexadecimal
    case UInt8(ascii: "o") where digits.allSatisfy { (48...55).contains($0) }: self = .octal
    case UInt8(ascii: "b") where digits.allSatisfy { (48...49).contains($0) }: self = .binary
    default: return nil
    }
  }

  /// `nan`, `NaN` or `NAN`.
  private static func isNotANumber(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.elementsEqual("nan".utf8) || word.elementsEqual("NaN".utf8)
      || word.elementsEqual("NAN".utf8)
  }

  private static func skipDigits(_ text: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let digits = text.prefix { $0.isDigit }.count
    text = text.dropFirst(digits)
    return digits
  }
}

extension UInt8 {
  var isDigit: Bool { (48...57).contains(self) }
  var isLetter: Bool { (97...122).contains(self | 0x20) }
  var isHexadecimalDigit: Bool { isDigit || (97...102).contains(self | 0x20) }
  /// Of a hexadecimal digit.
  var hexadecimalValue: Int { isDigit ? Int(self) - 48 : Int(self | 0x20) - 87 }
  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isLineBreak: Bool { self == 0x0A || self == 0x0D }
}
