import Diagnostics

/// The characters of a file, looked at once before it is read: whether they are text that every
/// reader takes for the same text.
struct CharacterCheck {
  private(set) var isASCII = true
  private(set) var hasTab = false
  /// The first character that makes the file unreadable.
  private(set) var problem: Diagnostic?

  /// Looks at the bytes from an offset on.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, of path: String) {
    if let encoding = Self.otherEncoding(bytes) {
      problem = Diagnostic(
        .invalidUTF8, "the file is in \(encoding), not in UTF-8", at: Place(path, 0..<2),
        help: ["save the file as UTF-8"])
      return
    }
    var offset = start
    while offset < bytes.count {
      offset = bytes.endOfPlainText(from: offset)
      guard offset < bytes.count else { return }
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        offset += 1
      } else if byte < 0x80 {
        if byte == 0x09 { hasTab = true }
        if !byte.isLineBreak, byte != 0x09 {
          problem = Self.controlCharacter(UInt32(byte), at: Place(path, offset..<offset + 1))
          return
        }
        offset += 1
      } else {
        isASCII = false
        guard let (scalar, length) = Self.decode(bytes, at: offset) else {
          problem = Diagnostic(
            .invalidUTF8, "the file is not valid UTF-8 from here on",
            at: Place(path, offset..<offset + 1), help: ["save the file as UTF-8"])
          return
        }
        let place = Place(path, offset..<offset + length)
        switch scalar {
        case 0x80...0x84, 0x86...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
          problem = Self.controlCharacter(scalar, at: place)
          return
        case 0x85, 0x2028, 0x2029:
          problem = Diagnostic(
            .ambiguousLineBreak,
            "U+\(Self.hexadecimal(scalar)) ends a line for some YAML readers and not for others",
            at: place,
            help: ["remove it, or write \"\\u\(Self.hexadecimal(scalar))\" in double quotes"])
          return
        default: offset += length
        }
      }
    }
  }

  /// What the first bytes tell of a file that some editor saved: YAML begins with ASCII, of which
  /// UTF-16 makes two bytes each, one of them 0.
  private static func otherEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count > 3 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0xFF, 0xFE, 0, 0), (0, 0, 0xFE, 0xFF), (0, 0, 0, 1...), (1..., 0, 0, 0): return "UTF-32"
    case (0xFF, 0xFE, _, _), (0xFE, 0xFF, _, _), (0, 1..., 0, 1...), (1..., 0, 1..., 0):
      return "UTF-16"
    default: return nil
    }
  }

  private static func controlCharacter(_ scalar: UInt32, at place: Place) -> Diagnostic {
    if scalar == 0 {
      return Diagnostic(
        .nulByte, "a NUL byte cannot be in a YAML file", at: place,
        help: ["remove it; a file with many of them is not text, or not UTF-8"])
    }
    return Diagnostic(
      .controlCharacter, "the character U+\(hexadecimal(scalar)) cannot be in a YAML file",
      at: place,
      help: ["remove it, or write \"\\u\(hexadecimal(scalar))\" in double quotes"])
  }

  /// Four digits.
  static func hexadecimal(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// The scalar that starts with a byte beyond ASCII; nil where the bytes are not UTF-8 (RFC 3629).
  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = bytes[offset]
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard offset + length <= bytes.count else { return nil }
    var scalar = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = bytes[offset + index]
      guard byte & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    // Overlong forms and surrogates are what is left to refuse.
    let isShortest = length == 2 || (length == 3 ? scalar >= 0x800 : scalar >= 0x10000)
    guard isShortest, Unicode.Scalar(scalar) != nil else { return nil }
    return (scalar, length)
  }
}

extension Code {
  package static let invalidUTF8 = Code(
    "invalid-utf8", .error, "a file is not valid UTF-8")
  package static let nulByte = Code(
    "nul-byte", .error, "a file holds a NUL byte")
  package static let controlCharacter = Code(
    "control-character", .error, "a file holds a character that YAML does not allow")
  package static let ambiguousLineBreak = Code(
    "ambiguous-line-break", .error,
    "a file holds a character that only some YAML readers take for the end of a line")
}
