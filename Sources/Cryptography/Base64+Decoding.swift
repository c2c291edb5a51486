extension Base64 {
  /// Why a text is not Base64.
  package enum Fault: Error, Hashable, Sendable {
    /// The index of a byte that is no digit, or of a `=` that does not end the text.
    case unexpectedByte(Int)
    case cutOff
  }

  /// The bytes that a text stands for; blanks and line breaks within it do not count.
  package static func decode(_ text: ArraySlice<UInt8>) throws(Fault) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var digits = 0
    var padding = 0
    for (index, byte) in zip(text.indices, text) {
      if isBlank(byte) { continue }
      if byte == UInt8(ascii: "="), digits >= 2, digits + padding < 4 {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(ofDigit: byte) else { throw .unexpectedByte(index) }
      group = group << 6 | UInt32(value)
      digits += 1
      guard digits == 4 else { continue }
      append(group, count: 3, to: &decoded)
      (group, digits) = (0, 0)
    }
    guard digits == 0 || digits + padding == 4 else { throw .cutOff }
    if digits > 0 { append(group << UInt32(6 * padding), count: 3 - padding, to: &decoded) }
    return decoded
  }

  private static func append(_ group: UInt32, count: Int, to decoded: inout [UInt8]) {
    for place in 0..<count {
      decoded.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * place)))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == 0x0D || byte == 0x20 || byte == 0x09
  }

  private static func value(ofDigit byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
