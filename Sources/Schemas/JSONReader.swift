import Values

/// Reads one value of JSON out of bytes.
package struct JSONReader {
  /// Values within values.
  private static let deepest = 200

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The value of a whole text; nil where it is no JSON.
  package static func value(of bytes: [UInt8]) -> JSONValue? {
    var reader = JSONReader(bytes)
    guard let value = reader.value() else { return nil }
    reader.skipSpace()
    return reader.position == bytes.count ? value : nil
  }

  /// The value that begins here; nil where there is none, and then the position says nothing.
  mutating func value(depth: Int = 0) -> JSONValue? {
    skipSpace()
    guard depth < Self.deepest, position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return text().map(JSONValue.string)
    case UInt8(ascii: "t"): return skip("true") ? true : nil
    case UInt8(ascii: "f"): return skip("false") ? false : nil
    case UInt8(ascii: "n"): return skip("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    position += 1
    var object = JSONObject()
    skipSpace()
    if skip("}") { return .object(object) }
    repeat {
      skipSpace()
      guard let key = text() else { return nil }
      skipSpace()
      guard skip(":"), let member = value(depth: depth + 1) else { return nil }
      object[key] = member
      skipSpace()
    } while skip(",")
    return skip("}") ? .object(object) : nil
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    position += 1
    var array: [JSONValue] = []
    skipSpace()
    if skip("]") { return .array(array) }
    repeat {
      guard let element = value(depth: depth + 1) else { return nil }
      array.append(element)
      skipSpace()
    } while skip(",")
    return skip("]") ? .array(array) : nil
  }

  private mutating func number() -> JSONValue? {
    let start = position
    var isInteger = true
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
        isInteger = false
      default: return number(start, isInteger)
      }
      position += 1
    }
    return number(start, isInteger)
  }

  private func number(_ start: Int, _ isInteger: Bool) -> JSONValue? {
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    return Double(text).map(JSONValue.number)
  }

  private mutating func text() -> String? {
    guard skip("\"") else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
      case UInt8(ascii: "\\"): return escapedText(Array(bytes[start..<position]))
      default: position += 1
      }
    }
    return nil
  }

  private mutating func escapedText(_ beginning: [UInt8]) -> String? {
    var text = beginning
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard position < bytes.count else { return nil }
      let escape = bytes[position]
      position += 1
      switch escape {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = escapedScalar() else { return nil }
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
      default: text.append(escape)
      }
    }
    return nil
  }

  /// `\uD83D\uDE00` is one scalar.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), skip("\\u"), let second = hexadecimal(),
      (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    defer { position += 4 }
    return UInt32(
      String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    position += count
    return true
  }
}
