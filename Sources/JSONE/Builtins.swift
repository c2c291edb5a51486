import Values

/// The functions that every expression may call.
enum Builtins {
  /// By name; `now` is no function, and is bound by the evaluator.
  static let table: [String: Function] = Dictionary(
    uniqueKeysWithValues: functions.map { ($0.name, $0) })

  private static let functions: [Function] = [
    Function("min", [.number], variadic: true, body: .plain(least)),
    Function("max", [.number], variadic: true, body: .plain(greatest)),
    number("sqrt", squareRoot),
    number("ceil") { (value) throws(FunctionFailure) in try rounded(value, .up) },
    number("floor") { (value) throws(FunctionFailure) in try rounded(value, .down) },
    number("abs", magnitude),
    Function("range", [.number, .number, .number], optional: 1, body: .plain(range)),
    text("lowercase") { $0.lowercased() },
    text("uppercase") { $0.uppercased() },
    Function("len", [[.string, .array]], body: .plain(length)),
    Function("str", [[.string, .number, .boolean, .null]], body: .plain(string)),
    Function("number", [.string], body: .plain(parsedNumber)),
    text("strip") { stripped($0, start: true, end: true) },
    text("lstrip") { stripped($0, start: true, end: false) },
    text("rstrip") { stripped($0, start: false, end: true) },
    Function("split", [.string, [.string, .number]], body: .plain(split)),
    Function("join", [.array, [.string, .number]], body: .plain(join)),
    Function("typeof", [[.value, .function]], body: .typeName),
    Function("defined", [.string], body: .isDefined),
    Function("fromNow", [.string, .string], optional: 1, body: .timeFromNow),
  ]

  private static func number(
    _ name: String, _ body: @escaping @Sendable (JSONValue) throws(FunctionFailure) -> JSONValue
  ) -> Function {
    Function(
      name, [.number],
      body: .plain { (arguments, fuel) throws(FunctionFailure) in try body(arguments[0]) })
  }

  private static func text(
    _ name: String, _ body: @escaping @Sendable (String) -> String
  ) -> Function {
    Function(
      name, [.string],
      body: .plain { (arguments, fuel) throws(FunctionFailure) in
        let text = arguments[0].string ?? ""
        try fuel.spendText(text.utf8.count)
        return .string(body(text))
      })
  }

  // MARK: - Numbers

  @Sendable private static func least(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    var least = arguments[0]
    for value in arguments.dropFirst() where isLess(value, than: least) { least = value }
    return least
  }

  @Sendable private static func greatest(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    var greatest = arguments[0]
    for value in arguments.dropFirst() where isLess(greatest, than: value) { greatest = value }
    return greatest
  }

  private static func isLess(_ a: JSONValue, than b: JSONValue) -> Bool {
    if case .integer(let a) = a, case .integer(let b) = b { return a < b }
    return (a.double ?? 0) < (b.double ?? 0)
  }

  @Sendable private static func squareRoot(
    _ value: JSONValue
  ) throws(FunctionFailure) -> JSONValue {
    guard let root = value.double?.squareRoot(), root.isFinite else {
      throw .arguments("a negative number has no square root")
    }
    // The root of a square stays an integer.
    if case .integer = value, let integer = Int64(exactly: root) { return .integer(integer) }
    return .number(root)
  }

  private static func rounded(
    _ value: JSONValue, _ rule: FloatingPointRoundingRule
  ) throws(FunctionFailure) -> JSONValue {
    guard case .number(let number) = value else { return value }
    let rounded = number.rounded(rule)
    return Int64(exactly: rounded).map(JSONValue.integer) ?? .number(rounded)
  }

  @Sendable private static func magnitude(_ value: JSONValue) throws(FunctionFailure) -> JSONValue {
    switch value {
    case .integer(.min): throw .arguments("the result is not within the range of integers")
    case .integer(let integer): .integer(abs(integer))
    case .number(let number): .number(abs(number))
    default: value
    }
  }

  @Sendable private static func range(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    guard let start = arguments[0].integral, let end = arguments[1].integral,
      let step = arguments.count > 2 ? arguments[2].integral : 1
    else { throw .arguments("'range' takes integers only") }
    guard step != 0 else { throw .arguments("the step of 'range' is 0") }
    var elements: [JSONValue] = []
    var value = start
    while step > 0 ? value < end : value > end {
      guard elements.count < fuel.limits.rangeLength else {
        throw .limit("'range' gives more than \(fuel.limits.rangeLength) numbers")
      }
      elements.append(.integer(value))
      let (next, overflow) = value.addingReportingOverflow(step)
      if overflow { break }
      value = next
    }
    try fuel.spend(elements.count)
    return .array(elements)
  }

  // MARK: - Texts

  @Sendable private static func length(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    switch arguments[0] {
    case .array(let elements): return .integer(Int64(elements.count))
    case .string(let text):
      try fuel.spend(text.utf8.count / 16)
      return .integer(Int64(text.unicodeScalars.count))
    default: return .integer(0)
    }
  }

  @Sendable private static func string(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    let text = written(arguments[0]) ?? ""
    try fuel.spendText(text.utf8.count)
    return .string(text)
  }

  /// A scalar as text; nil for arrays and objects.
  static func written(_ value: JSONValue) -> String? {
    switch value {
    case .null: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .integer(let integer): String(integer)
    case .number(let number): JSONText.number(number)
    case .string(let text): text
    case .array, .object: nil
    }
  }

  @Sendable private static func parsedNumber(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    let text = arguments[0].string ?? ""
    let digits = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
    }
    if digits, let integer = Int64(text) { return .integer(integer) }
    if digits, let number = Double(text), number.isFinite { return .number(number) }
    throw .arguments("'\(text)' is no number")
  }

  private static func stripped(_ text: String, start: Bool, end: Bool) -> String {
    var scalars = Substring(text).unicodeScalars
    while start, let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while end, let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(Substring(scalars))
  }

  @Sendable private static func split(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    let text = arguments[0].string ?? ""
    let separator = Array((written(arguments[1]) ?? "").utf8)
    try fuel.spend(text.utf8.count)
    try fuel.spendText(text.utf8.count)
    if separator.isEmpty { return .array(text.unicodeScalars.map { .string(String($0)) }) }
    let bytes = Array(text.utf8)
    var parts: [JSONValue] = []
    var start = 0
    var position = 0
    func part(_ range: Range<Int>) -> JSONValue {
      .string(String(decoding: bytes[range], as: UTF8.self))
    }
    while position + separator.count <= bytes.count {
      if bytes[position...].starts(with: separator) {
        parts.append(part(start..<position))
        position += separator.count
        start = position
      } else {
        position += 1
      }
    }
    return .array(parts + [part(start..<bytes.count)])
  }

  @Sendable private static func join(
    _ arguments: [JSONValue], _ fuel: inout Fuel
  ) throws(FunctionFailure) -> JSONValue {
    let separator = written(arguments[1]) ?? ""
    var text = ""
    for (index, element) in (arguments[0].array ?? []).enumerated() {
      guard Function.Kinds([.string, .number]).contains(Function.Kinds(of: element)),
        let part = written(element)
      else { throw .arguments("element \(index) is of kind '\(element.kindName)'") }
      try fuel.spend()
      try fuel.spendText(part.utf8.count + separator.utf8.count)
      if index > 0 { text += separator }
      text += part
    }
    return .string(text)
  }
}
