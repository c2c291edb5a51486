import Values

/// Reads JSON for what a test expects: a value, or several one after the other.
struct JSONText {
  private let bytes: [UInt8]
  private var offset = 0

  struct Malformed: Error {
    let offset: Int
  }

  static func values(_ bytes: [UInt8]) throws -> [JSONValue] {
    var text = JSONText(bytes: bytes)
    var values: [JSONValue] = []
    text.skipBlanks()
    while text.offset < bytes.count {
      values.append(try text.value())
      text.skipBlanks()
    }
    return values
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value() throws -> JSONValue {
    skipBlanks()
    switch peek() {
    case "{":
      var object = JSONObject()
      try list("}") { text in
        let key = try text.string()
        try text.take(":")
        object[key] = try text.value()
      }
      return .object(object)
    case "[":
      var array: [JSONValue] = []
      try list("]") { array.append(try $0.value()) }
      return .array(array)
    case "\"": return .string(try string())
    default:
      let start = offset
      while offset < bytes.count, !" \n\r\t,]}".utf8.contains(bytes[offset]) { offset += 1 }
      switch String(decoding: bytes[start..<offset], as: UTF8.self) {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let number:
        if let integer = Int64(number) { return .integer(integer) }
        guard let double = Double(number) else { throw Malformed(offset: start) }
        return .number(double)
      }
    }
  }

  private mutating func list(_ end: Unicode.Scalar, _ item: (inout JSONText) throws -> Void) throws
  {
    offset += 1
    skipBlanks()
    while peek() != end {
      try item(&self)
      skipBlanks()
      if peek() != end { try take(",") }
      skipBlanks()
    }
    offset += 1
  }

  private mutating func string() throws -> String {
    try take("\"")
    var units: [UInt16] = []
    var start = offset
    func pending(_ end: Int) -> String.UTF16View {
      String(decoding: bytes[start..<end], as: UTF8.self).utf16
    }
    while let next = peek(), next != "\"" {
      guard next == "\\" else {
        offset += 1
        continue
      }
      units += pending(offset)
      guard offset + 1 < bytes.count else { throw Malformed(offset: offset) }
      let escape = bytes[offset + 1]
      offset += 2
      switch Unicode.Scalar(escape) {
      case "n": units.append(0x0A)
      case "t": units.append(0x09)
      case "r": units.append(0x0D)
      case "b": units.append(0x08)
      case "f": units.append(0x0C)
      case "u":
        let digits = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
        guard let unit = UInt16(digits, radix: 16) else { throw Malformed(offset: offset) }
        units.append(unit)
        offset += 4
      default: units.append(UInt16(escape))
      }
      start = offset
    }
    units += pending(offset)
    try take("\"")
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws {
    skipBlanks()
    guard peek() == scalar else { throw Malformed(offset: offset) }
    offset += 1
  }

  private func peek() -> Unicode.Scalar? {
    offset < bytes.count ? Unicode.Scalar(bytes[offset]) : nil
  }

  private mutating func skipBlanks() {
    while offset < bytes.count, " \n\r\t".utf8.contains(bytes[offset]) { offset += 1 }
  }
}
