extension PlainScalar {
  /// The forms of unquoted scalars that are another value to another reader, or whose text is lost.
  enum AmbiguousForm {
    case boolean
    case differentlySpeltBoolean
    case leadingZero
    case unusualNumber
    case exponent
    case sexagesimal
    case date
    case nonFinite
    case changedNumber
    case largeInteger
    case null
    case reserved
  }

  /// Looks at the first byte first: most scalars of a manifest are told by it.
  static func ambiguousForm(_ text: Text) -> AmbiguousForm? {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return ambiguousNumber(text)
    case UInt8(ascii: "~"): return text.count == 1 ? .null : nil
    case UInt8(ascii: "="): return text.count == 1 ? .reserved : nil
    case UInt8(ascii: "<"):
      return text.count == 2 && text[1] == UInt8(ascii: "<") ? .reserved : nil
    case UInt8(ascii: "y"), UInt8(ascii: "Y"): return boolean(text, ["y", "yes"])
    case UInt8(ascii: "o"), UInt8(ascii: "O"): return boolean(text, ["on", "off"])
    case UInt8(ascii: "n"), UInt8(ascii: "N"):
      return isWord(text, "null") ? .null : boolean(text, ["n", "no"])
    default: return nil
    }
  }

  private static func boolean(_ text: Text, _ words: [StaticString]) -> AmbiguousForm? {
    guard text.count <= 3 else { return nil }
    for word in words where text.equalsIgnoringCase(word) {
      return isWord(text, word) ? .boolean : .differentlySpeltBoolean
    }
    return nil
  }

  /// Readers know more numbers than the core schema does: with underscores, with any leading
  /// zero, with a sign before a radix, of base 60.
  private static func ambiguousNumber(_ text: Text) -> AmbiguousForm? {
    if text.contains(UInt8(ascii: "_")) {
      let digits = text.filter { $0 != UInt8(ascii: "_") }
      switch digits.withUnsafeBufferPointer({ NumberShape($0) }) {
      case .decimal, .octal, .hexadecimal, .binary: return .unusualNumber
      case .float: return digits.contains { $0 | 0x20 == 0x65 } ? .exponent : .unusualNumber
      case .infinity, .notANumber, nil: return isSexagesimal(text) ? .sexagesimal : nil
      }
    }
    switch NumberShape(text) {
    case .infinity, .notANumber: return .nonFinite
    case .octal, .hexadecimal, .binary: return .unusualNumber
    case .decimal: return ambiguousInteger(text)
    case .float: return ambiguousFloat(text)
    case nil: break
    }
    if isDate(text) { return .date }
    return isSexagesimal(text) ? .sexagesimal : nil
  }

  private static func ambiguousInteger(_ text: Text) -> AmbiguousForm? {
    if text[0] == UInt8(ascii: "+") { return .unusualNumber }
    let digits = text.drop { $0 == UInt8(ascii: "-") }
    if digits.first == UInt8(ascii: "0") {
      if digits.count > 1 { return .leadingZero }
      return text.count > 1 ? .changedNumber : nil
    }
    if digits.count < 16 { return nil }
    guard let magnitude = UInt64(String(decoding: digits, as: UTF8.self)) else {
      return .largeInteger
    }
    return magnitude > 1 << 53 ? .largeInteger : nil
  }

  private static func ambiguousFloat(_ text: Text) -> AmbiguousForm? {
    if text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) { return .exponent }
    if text[0] == UInt8(ascii: "+") { return .unusualNumber }
    let digits = text.drop { $0 == UInt8(ascii: "-") }
    let whole = digits.prefix { $0.isDigit }
    if whole.isEmpty || whole.count + 1 == digits.count { return .unusualNumber }
    if whole.count > 1, whole.first == UInt8(ascii: "0") { return .leadingZero }
    return text.last == UInt8(ascii: "0") || digits.count > 16 ? .changedNumber : nil
  }

  /// Base 60 of YAML 1.1: `12:30:45`.
  private static func isSexagesimal(_ text: Text) -> Bool {
    var rest =
      text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-")
      ? text.dropFirst() : text[...]
    guard let first = rest.first, first.isDigit else { return false }
    rest = rest.drop { $0.isDigit || $0 == UInt8(ascii: "_") }
    guard rest.first == UInt8(ascii: ":") else { return false }
    while rest.first == UInt8(ascii: ":") {
      let part = rest.dropFirst().prefix { $0.isDigit }
      guard let digit = part.first, part.count == 1 || (part.count == 2 && digit < 0x36) else {
        return false
      }
      rest = rest.dropFirst(part.count + 1)
    }
    // Only with a fraction may the first digit be a zero.
    if rest.isEmpty { return first != UInt8(ascii: "0") }
    return rest.first == UInt8(ascii: ".")
      && rest.dropFirst().allSatisfy { $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// What starts as `2001-1-1` does, alone or before a time.
  private static func isDate(_ text: Text) -> Bool {
    var rest = text[...]
    guard rest.prefix(while: \.isDigit).count == 4 else { return false }
    rest = rest.dropFirst(4)
    for _ in 0..<2 {
      guard rest.first == UInt8(ascii: "-") else { return false }
      let part = rest.dropFirst().prefix { $0.isDigit }
      guard (1...2).contains(part.count) else { return false }
      rest = rest.dropFirst(part.count + 1)
    }
    guard let separator = rest.first else { return true }
    let isTime = rest.dropFirst().allSatisfy { byte in
      byte.isDigit || byte.isBlank || byte | 0x20 == UInt8(ascii: "z")
        || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "-")
    }
    return isTime && rest.contains(UInt8(ascii: ":"))
      && (separator | 0x20 == UInt8(ascii: "t") || separator.isBlank)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The word is given in lower case and is of ASCII letters.
  func equalsIgnoringCase(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount
      && zip(self, UnsafeBufferPointer(start: word.utf8Start, count: count))
        .allSatisfy { $0 | 0x20 == $1 }
  }
}
