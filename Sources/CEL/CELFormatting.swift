#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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

  /// Rounded from the exact value, however large.
  private static func fixed(_ number: Double, _ precision: Int) -> String {
    guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf" }
    return withVaList([CInt(clamping: precision), number]) { arguments in
      // No number has more than 309 digits before its point, and no precision more than 999.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1400) { buffer in
        let length = vsnprintf(buffer.baseAddress, buffer.count, "%.*f", arguments)
        let digits = buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }
        return String(decoding: digits, as: UTF8.self)
      }
    }
  }

  /// As `%s` writes a value.
  private static func text(_ value: CELValue) throws(CELFailure) -> String {
    switch value {
    case .null: return "null"
    case .type(let name): return name
    case .list, .map: return try nested(value)
    default: return try value.converted()
    }
  }

  /// As `%s` writes a value within a list or a map, and these.
  private static func nested(_ value: CELValue) throws(CELFailure) -> String {
    switch value {
    case .list(let list):
      var parts: [String] = []
      for value in try list.values() { parts.append(try nested(value)) }
      return "[" + (try joined(parts)) + "]"
    case .map(let map):
      var parts: [String] = []
      for entry in try map.entries() {
        parts.append("\(try nested(entry.key)):\(try nested(entry.value))")
      }
      return "{" + (try joined(parts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })) + "}"
    case .string(let text): return CELFunction.quoted(text)
    case .bytes: return "b" + CELFunction.quoted(try value.converted())
    case .double(let number): return fixed(number, 6)
    case .duration(let span): return "duration(\"\(span.description)\")"
    case .timestamp(let moment): return "timestamp(\"\(moment.description)\")"
    default: return try text(value)
    }
  }

  private static func joined(_ parts: [String]) throws(CELFailure) -> String {
    guard parts.reduce(0, { $0 + $1.utf8.count }) <= CELValue.longestText else { throw .exhausted }
    return parts.joined(separator: ", ")
  }
}
