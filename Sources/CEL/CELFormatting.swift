/// `"%s has %d".format([…])`.
enum CELFormatting {
  static func format(_ template: String, _ values: [CELValue]) throws(CELFailure) -> String {
    var result: [UInt8] = []
    var rest = Array(template.utf8)[...]
    var next = 0
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        result.append(byte)
        continue
      }
      if rest.first == byte {
        rest.removeFirst()
        result.append(byte)
        continue
      }
      var precision: Int?
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        let digits = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(digits.count)
        precision = Int(String(decoding: digits.prefix(3), as: UTF8.self))
      }
      guard let verb = rest.popFirst() else { throw .error("unexpected end of format string") }
      guard next < values.count else { throw .error("index \(next) out of range") }
      result += try format(values[next], verb, precision).utf8
      next += 1
      guard result.count <= CELValue.longestText else { throw .exhausted }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func format(
    _ value: CELValue, _ verb: UInt8, _ precision: Int?
  ) throws(CELFailure) -> String {
    switch (verb, value) {
    case (UInt8(ascii: "s"), _): return try text(value)
    case (UInt8(ascii: "d"), .int(let number)): return String(number)
    case (UInt8(ascii: "d"), .uint(let number)): return String(number)
    case (UInt8(ascii: "f"), .double(let number)): return fixed(number, precision ?? 6)
    case (UInt8(ascii: "f"), .int(let number)): return fixed(Double(number), precision ?? 6)
    case (UInt8(ascii: "b"), .int(let number)): return String(number, radix: 2)
    case (UInt8(ascii: "b"), .bool(let value)): return value ? "1" : "0"
    case (UInt8(ascii: "o"), .int(let number)): return String(number, radix: 8)
    case (UInt8(ascii: "x"), .int(let number)): return String(number, radix: 16)
    case (UInt8(ascii: "X"), .int(let number)):
      return String(number, radix: 16, uppercase: true)
    default:
      throw .notChecked("how '%\(Unicode.Scalar(verb))' writes a \(value.typeName)")
    }
  }

  private static func fixed(_ number: Double, _ precision: Int) -> String {
    guard number.isFinite, number.magnitude < 1e18, precision <= 15 else { return "\(number)" }
    var scale: Int128 = 1
    for _ in 0..<precision { scale *= 10 }
    // An exact product, so that the last digit is rounded as C and Go do.
    let scaled = Int128((number.magnitude * Double(scale)).rounded(.toNearestOrEven))
    let sign = number.sign == .minus ? "-" : ""
    guard precision > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % scale)
    let padding = String(repeating: "0", count: precision - fraction.utf8.count)
    return "\(sign)\(scaled / scale).\(padding)\(fraction)"
  }

  /// As `%s` writes a value; within lists and maps too.
  private static func text(_ value: CELValue) throws(CELFailure) -> String {
    switch value {
    case .null: return "null"
    case .list(let list):
      var parts: [String] = []
      var length = 0
      for value in try list.values() {
        parts.append(try text(value))
        length += parts[parts.count - 1].utf8.count
        guard length <= CELValue.longestText else { throw .exhausted }
      }
      return "[" + parts.joined(separator: ", ") + "]"
    case .map(let map):
      var parts: [String] = []
      for entry in try map.entries() {
        parts.append("\(try text(entry.key)): \(try text(entry.value))")
      }
      return "{"
        + parts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .joined(separator: ", ") + "}"
    case .type(let name): return name
    default: return try value.converted()
    }
  }
}
