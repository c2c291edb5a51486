/// What a repetition can repeat, apart from groups.
extension PatternParser {
  /// nil for quotes around nothing.
  mutating func readAtom() throws(PatternError) -> PatternPart? {
    let start = position
    switch text[position] {
    case UInt8(ascii: "["): return try readClass()
    case UInt8(ascii: "."):
      position += 1
      return .scalar(flags.dotReadsNewline ? .all : ScalarSet.newline.inverted)
    case UInt8(ascii: "^"):
      position += 1
      return .assertion(flags.isMultiline ? .beginningOfLine : .beginningOfText)
    case UInt8(ascii: "$"):
      position += 1
      return .assertion(flags.isMultiline ? .endOfLine : .endOfText)
    case UInt8(ascii: "\\"):
      if isNext("\\Q") { return try readQuoted() }
      if let assertion = readAssertion() { return .assertion(assertion) }
      if let set = try readNamedSet() { return set }
      return literal(try readEscape(from: start))
    default: return literal(readScalar())
    }
  }

  /// What stands between `\Q` and `\E`, or the end of the pattern. A repetition behind it is of its
  /// last scalar alone, which is why the others are appended here. nil where nothing is quoted.
  private mutating func readQuoted() throws(PatternError) -> PatternPart? {
    position += 2
    var last: PatternPart?
    while position < text.count, !isNext("\\E") {
      if let last { try append(last) }
      last = literal(readScalar())
    }
    if isNext("\\E") { position += 2 }
    return last
  }

  private mutating func readAssertion() -> Assertion? {
    let assertion: Assertion
    switch peek(1) {
    case UInt8(ascii: "A"): assertion = .beginningOfText
    case UInt8(ascii: "z"): assertion = .endOfText
    case UInt8(ascii: "b"): assertion = .wordBoundary
    case UInt8(ascii: "B"): assertion = .noWordBoundary
    default: return nil
    }
    position += 2
    return assertion
  }

  /// `\d`, `\pL`, `\p{Lu}` and such, within a class and outside.
  private mutating func readNamedSet() throws(PatternError) -> PatternPart? {
    guard let set = try readSetEscape() else { return nil }
    return .scalar(set)
  }

  private mutating func readSetEscape() throws(PatternError) -> ScalarSet? {
    guard peek() == UInt8(ascii: "\\"), let letter = peek(1) else { return nil }
    if let set = ScalarSet.perl(letter) {
      position += 2
      let folded = flags.foldsCase ? set.foldingCase : set
      return letter < UInt8(ascii: "a") ? folded.inverted : folded
    }
    guard letter == UInt8(ascii: "p") || letter == UInt8(ascii: "P") else { return nil }
    return try readUnicodeClass(isNegated: letter == UInt8(ascii: "P"))
  }

  private mutating func readUnicodeClass(isNegated: Bool) throws(PatternError) -> ScalarSet {
    let start = position
    var isNegated = isNegated
    position += 2
    var name: String
    if peek() == UInt8(ascii: "{") {
      position += 1
      let first = position
      while let byte = peek(), byte != UInt8(ascii: "}") { position += 1 }
      guard peek() != nil else {
        throw PatternError("'\(shown(from: start))' is not closed", at: start)
      }
      name = String(decoding: text[first..<position], as: UTF8.self)
      position += 1
    } else {
      guard position < text.count else {
        throw PatternError("'\(shown(from: start))' names no Unicode class", at: start)
      }
      let first = position
      _ = readScalar()
      name = String(decoding: text[first..<position], as: UTF8.self)
    }
    if name.utf8.first == UInt8(ascii: "^") {
      isNegated.toggle()
      name.removeFirst()
    }
    guard let set = ScalarSet.unicode(name) else {
      throw PatternError(
        unsupported: "the Unicode class '\(shown(from: start))' is not known here", at: start)
    }
    let folded = flags.foldsCase ? set.foldingCase : set
    return isNegated ? folded.inverted : folded
  }

  /// One scalar, as an escape writes it.
  private mutating func readEscape(from start: Int) throws(PatternError) -> UInt32 {
    position += 1
    guard let letter = peek() else {
      throw PatternError("the pattern ends in a backslash", at: start)
    }
    position += 1
    switch letter {
    case UInt8(ascii: "a"): return 0x07
    case UInt8(ascii: "f"): return 0x0c
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "v"): return 0x0b
    case UInt8(ascii: "x"): return try readHexadecimal(from: start)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      // A zero, or another digit before one more, is octal; alone it would be a reference.
      let octal = UInt8(ascii: "0")...UInt8(ascii: "7")
      guard letter == UInt8(ascii: "0") || peek().map(octal.contains) == true else {
        throw PatternError(
          "back-references such as '\(shown(from: start))' are not part of RE2", at: start)
      }
      var value = UInt32(letter - UInt8(ascii: "0"))
      for _ in 0..<2 {
        guard let digit = peek(), octal.contains(digit) else { break }
        value = value * 8 + UInt32(digit - UInt8(ascii: "0"))
        position += 1
      }
      return value
    case 0..<0x80 where !letter.isOfWord || letter == UInt8(ascii: "_"): return UInt32(letter)
    default:
      position -= 1
      _ = readScalar()
      throw PatternError("'\(shown(from: start))' is no escape that RE2 has", at: start)
    }
  }

  /// Two digits, or as many as braces hold.
  private mutating func readHexadecimal(from start: Int) throws(PatternError) -> UInt32 {
    let isBraced = peek() == UInt8(ascii: "{")
    if isBraced { position += 1 }
    var value: UInt32 = 0
    var digits = 0
    while isBraced || digits < 2, let digit = peek()?.hexadecimalDigit, value <= ScalarSet.last {
      value = value << 4 | digit
      digits += 1
      position += 1
    }
    let isClosed = isBraced ? digits > 0 && peek() == UInt8(ascii: "}") : digits == 2
    if isBraced, isClosed { position += 1 }
    guard isClosed, value <= ScalarSet.last else {
      throw PatternError("'\(shown(from: start))' writes no Unicode scalar", at: start)
    }
    return value
  }

  private mutating func readClass() throws(PatternError) -> PatternPart {
    let start = position
    position += 1
    let isNegated = peek() == UInt8(ascii: "^")
    if isNegated { position += 1 }
    var ranges: [ScalarSet.Scalars] = []
    var isFirst = true
    while isFirst || peek() != UInt8(ascii: "]") {
      guard peek() != nil else { throw PatternError("this class is not closed", at: start) }
      isFirst = false
      if let set = try readPosixClass() {
        ranges += set.ranges
      } else if let set = try readSetEscape() {
        ranges += set.ranges
      } else {
        let range = try readClassRange(of: start)
        ranges += flags.foldsCase ? ScalarSet([range]).foldingCase.ranges : [range]
      }
    }
    position += 1
    let set = ScalarSet(ranges)
    return .scalar(isNegated ? set.inverted : set)
  }

  private mutating func readClassRange(
    of start: Int
  ) throws(PatternError) -> ScalarSet.Scalars {
    let first = position
    let lower = try readClassScalar(of: start)
    guard peek() == UInt8(ascii: "-"), let next = peek(1), next != UInt8(ascii: "]") else {
      return lower...lower
    }
    position += 1
    let upper = try readClassScalar(of: start)
    guard lower <= upper else {
      throw PatternError("the range '\(shown(from: first))' ends before it begins", at: first)
    }
    return lower...upper
  }

  private mutating func readClassScalar(of start: Int) throws(PatternError) -> UInt32 {
    guard let byte = peek() else { throw PatternError("this class is not closed", at: start) }
    return byte == UInt8(ascii: "\\") ? try readEscape(from: position) : readScalar()
  }

  /// `[:alpha:]` or `[:^alpha:]`; nil where a bracket stands for itself.
  private mutating func readPosixClass() throws(PatternError) -> ScalarSet? {
    guard isNext("[:") else { return nil }
    let start = position
    var end = position + 2
    while end + 1 < text.count, text[end] != UInt8(ascii: ":") || text[end + 1] != UInt8(ascii: "]")
    {
      end += 1
    }
    guard end + 1 < text.count else { return nil }
    let isNegated = text[position + 2] == UInt8(ascii: "^")
    let name = String(decoding: text[(position + (isNegated ? 3 : 2))..<end], as: UTF8.self)
    position = end + 2
    guard let set = ScalarSet.posix(name) else {
      throw PatternError("'\(shown(from: start))' is no class that RE2 has", at: start)
    }
    let folded = flags.foldsCase ? set.foldingCase : set
    return isNegated ? folded.inverted : folded
  }
}
