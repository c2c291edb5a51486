/// What follows `(?`: names, flags, and what RE2 refuses.
extension PatternParser {
  /// Whether a group begins; false where flags change for the rest of the group that is open.
  mutating func readGroupKind(from start: Int) throws(PatternError) -> Bool {
    position += 1
    if isNext("=") || isNext("!") { throw refused("look-ahead", 1, from: start) }
    if isNext("<=") || isNext("<!") { throw refused("look-behind", 2, from: start) }
    if isNext("<") || isNext("P<") {
      try readName(from: start)
      return true
    }
    return try readFlags(from: start)
  }

  private mutating func refused(_ what: String, _ length: Int, from start: Int) -> PatternError {
    position += length
    return PatternError("\(what) such as '\(shown(from: start))' is not part of RE2", at: start)
  }

  private mutating func readName(from start: Int) throws(PatternError) {
    position += peek() == UInt8(ascii: "P") ? 2 : 1
    let first = position
    while let byte = peek(), byte.isOfWord { position += 1 }
    let name = String(decoding: text[first..<position], as: UTF8.self)
    guard !name.isEmpty, peek() == UInt8(ascii: ">") else {
      throw PatternError("the name of this group is not letters, digits and '_' in '<>'", at: start)
    }
    position += 1
  }

  private mutating func readFlags(from start: Int) throws(PatternError) -> Bool {
    var changed = flags
    var sets = true
    var sawFlag = false
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "i"): changed.foldsCase = sets
      case UInt8(ascii: "m"): changed.isMultiline = sets
      case UInt8(ascii: "s"): changed.dotReadsNewline = sets
      // Which of two matches is preferred is immaterial here.
      case UInt8(ascii: "U"): break
      case UInt8(ascii: "-") where sets:
        sets = false
        sawFlag = false
        continue
      case UInt8(ascii: ":") where sets || sawFlag, UInt8(ascii: ")") where sets || sawFlag:
        flags = changed
        return byte == UInt8(ascii: ":")
      default:
        throw PatternError("'\(shown(from: start))' begins no group that RE2 has", at: start)
      }
      sawFlag = true
    }
    throw PatternError("this group is not closed", at: start)
  }
}

extension UInt8 {
  var isOfWord: Bool { ScalarSet.wordScalars.contains(UInt32(self)) }

  var hexadecimalDigit: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
