extension CELFunction {
  static let conversions: [CELFunction] = [
    .global("dyn", 1) { (values) throws(CELFailure) in values[0] },
    .global("type", 1) { (values) throws(CELFailure) in .type(values[0].typeName) },
    .global("string", 1) { (values) throws(CELFailure) in .string(try values[0].converted()) },
    .global("bool", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .bool: return values[0]
      case .string("1"), .string("t"), .string("T"), .string("true"), .string("True"),
        .string("TRUE"):
        return .bool(true)
      case .string("0"), .string("f"), .string("F"), .string("false"), .string("False"),
        .string("FALSE"):
        return .bool(false)
      case .string(let text): throw .error("'\(text)' is no boolean")
      default: throw .noOverload
      }
    },
    .global("int", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .int: return values[0]
      case .uint(let value):
        guard let value = Int64(exactly: value) else { throw .error("integer overflow") }
        return .int(value)
      case .double(let value):
        // The bounds themselves are refused: a double cannot tell them from what lies beyond.
        guard value > -0x1p63, value < 0x1p63 else { throw .error("integer overflow") }
        return .int(Int64(value))
      case .string(let text):
        guard let value = Int64(text) else { throw .error("'\(text)' is no integer") }
        return .int(value)
      case .timestamp(let moment): return .int(moment.seconds)
      case .duration(let span): return .int(span.nanoseconds)
      default: throw .noOverload
      }
    },
    .global("uint", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .uint: return values[0]
      case .int(let value):
        guard let value = UInt64(exactly: value) else {
          throw .error("unsigned integer overflow")
        }
        return .uint(value)
      case .double(let value):
        guard value >= 0, value < 0x1p64 else { throw .error("unsigned integer overflow") }
        return .uint(UInt64(value))
      case .string(let text):
        guard let value = UInt64(text), text.utf8.first?.isDigit == true else {
          throw .error("'\(text)' is no unsigned integer")
        }
        return .uint(value)
      default: throw .noOverload
      }
    },
    .global("double", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .double: return values[0]
      case .int(let value): return .double(Double(value))
      case .uint(let value): return .double(Double(value))
      case .string(let text):
        guard let value = Double(text) else { throw .error("'\(text)' is no number") }
        return .double(value)
      default: throw .noOverload
      }
    },
    .global("bytes", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .bytes: return values[0]
      case .string(let text): return .bytes(Array(text.utf8))
      default: throw .noOverload
      }
    },
  ]
}

extension CELValue {
  /// As `string()` converts it.
  func converted() throws(CELFailure) -> String {
    switch self {
    case .string(let text): return text
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .uint(let value): return String(value)
    case .double(let value): return Self.general(value)
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .error("invalid UTF-8 in bytes, cannot convert to string")
      }
      return text
    case .duration(let span): return span.description
    case .timestamp(let moment): return moment.description
    case .address(let address): return address.description
    case .block(let block): return block.description
    default: throw .noOverload
    }
  }

  /// The shortest digits that give the number again; with an exponent from a million on, as Go has
  /// it.
  private static func general(_ number: Double) -> String {
    guard number.isFinite else {
      return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf"
    }
    guard number != 0 else { return number.sign == .minus ? "-0" : "0" }
    var digits: [UInt8] = []
    var exponent = 0
    var point: Int?
    let written = Array("\(number.magnitude)".utf8)
    for (index, byte) in written.enumerated() {
      if byte == UInt8(ascii: "e") {
        exponent = Int(String(decoding: written[(index + 1)...], as: UTF8.self)) ?? 0
        break
      }
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    // The value is 0.DIGITS times ten to this power.
    var power = (point ?? digits.count) + exponent
    while digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      power -= 1
    }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let sign = number < 0 ? "-" : ""
    func text(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
    let shown = power - 1
    if shown < -4 || shown >= 6 {
      let fraction = digits.count > 1 ? "." + text(digits[1...]) : ""
      let padding = abs(shown) < 10 ? "0" : ""
      return
        "\(sign)\(text(digits[..<1]))\(fraction)e\(shown < 0 ? "-" : "+")\(padding)\(abs(shown))"
    }
    if power <= 0 { return sign + "0." + String(repeating: "0", count: -power) + text(digits[...]) }
    if power >= digits.count {
      return sign + text(digits[...]) + String(repeating: "0", count: power - digits.count)
    }
    return sign + text(digits[..<power]) + "." + text(digits[power...])
  }
}
