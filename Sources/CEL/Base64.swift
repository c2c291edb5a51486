/// Bytes written as text (RFC 4648, with padding).
enum Base64 {
  static func decoded(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text.utf8 {
      // Go's decoder skips line breaks.
      if byte == 0x0a || byte == 0x0d { continue }
      if byte == UInt8(ascii: "=") {
        padding += 1
        count += 1
        continue
      }
      guard padding == 0, let value = value(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count % 4 == 0 {
        bytes += [UInt8(bits >> 16 & 0xff), UInt8(bits >> 8 & 0xff), UInt8(bits & 0xff)]
        bits = 0
      }
    }
    guard count % 4 == 0, padding <= 2 else { return nil }
    if padding == 1 { bytes += [UInt8(bits >> 10 & 0xff), UInt8(bits >> 2 & 0xff)] }
    if padding == 2 { bytes.append(UInt8(bits >> 4 & 0xff)) }
    return bytes
  }

  private static func value(of byte: UInt8) -> UInt8? {
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
