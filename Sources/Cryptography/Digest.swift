/// The 32 bytes of a SHA-256 digest.
package struct Digest: Hashable, Sendable {
  package static let byteCount = 32

  // Eight bytes each, the first byte of the digest in the highest place: compared and hashed as
  // four integers, without an allocation.
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// The digest whose bytes these are; nil unless there are 32.
  package init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    (a, b, c, d) = (word(0), word(1), word(2), word(3))
  }

  package init?(bytes: [UInt8]) {
    guard let digest = bytes.withUnsafeBytes({ Digest(bytes: $0) }) else { return nil }
    self = digest
  }

  /// The digest that 64 hexadecimal digits of either case spell; nil where they do not.
  package init?(hex: String) {
    guard hex.utf8.count == 2 * Self.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for digit in hex.utf8 {
      guard let value = Self.value(ofHexDigit: digit) else { return nil }
      words.0 = words.0 << 4 | words.1 >> 60
      words.1 = words.1 << 4 | words.2 >> 60
      words.2 = words.2 << 4 | words.3 >> 60
      words.3 = words.3 << 4 | UInt64(value)
    }
    (a, b, c, d) = words
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in [a, b, c, d] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String {
    var digits: [UInt8] = []
    appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the digits to a text under construction.
  package func appendHex(to text: inout [UInt8]) {
    let digits: StaticString = "0123456789abcdef"
    for word in [a, b, c, d] {
      for shift in stride(from: 60, through: 0, by: -4) {
        text.append(digits.utf8Start[Int(word >> UInt64(shift) & 0xf)])
      }
    }
  }

  private static func value(ofHexDigit digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Digest: CustomStringConvertible {
  package var description: String { hex }
}
