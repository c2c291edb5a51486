import Values

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Evaluator {
  func apply(
    _ operation: UnaryOperator, to operand: Operand<From>, at range: Range<Int>
  ) throws(TemplateError) -> Operand<From> {
    let origin = From.none.combined(with: operand.origin)
    switch (operation, operand.value) {
    case (.not, let value): return Operand(.json(.bool(!value.isTruthy)), origin)
    case (.plus, .json(.integer)), (.plus, .json(.number)): return operand
    case (.minus, .json(.integer(let integer))):
      let (result, overflow) = Int64(0).subtractingReportingOverflow(integer)
      return Operand(.json(try settle(result, overflow, -Double(integer), at: range)), origin)
    case (.minus, .json(.number(let number))): return Operand(.json(.number(-number)), origin)
    default:
      throw error(
        "unary \(operation.rawValue) expects number",
        "'\(operation.rawValue)' takes a number, and this is of kind '\(operand.value.kindName)'",
        at: range, .interpreter
      ).with(operand: operand.value.kindName)
    }
  }

  mutating func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at range: Range<Int>,
    _ leftRange: Range<Int>, _ rightRange: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    switch operation {
    case .equal, .notEqual:
      let equal = try fueled(at: range) { (fuel) throws(FunctionFailure) in
        try left.equals(right, &fuel)
      }
      return .bool(equal == (operation == .equal))
    case .contains: return .bool(try contains(right, left, at: range))
    case .less, .greater, .lessOrEqual, .greaterOrEqual:
      return .bool(try compare(operation, left, right, at: leftRange, rightRange))
    case .add:
      if case .json(.string(let a)) = left, case .json(.string(let b)) = right {
        try fueled(at: range) { (fuel) throws(FunctionFailure) in
          try fuel.spendText(a.utf8.count + b.utf8.count)
        }
        return .string(a + b)
      }
      let (a, b) = try numbers(operation, left, right, at: leftRange, rightRange)
      return try arithmetic(operation, a, b, at: range)
    case .subtract, .multiply, .divide, .power:
      let (a, b) = try numbers(operation, left, right, at: leftRange, rightRange)
      return try arithmetic(operation, a, b, at: range)
    }
  }

  // MARK: - Numbers

  private func numbers(
    _ operation: BinaryOperator, _ left: Value, _ right: Value,
    at leftRange: Range<Int>, _ rightRange: Range<Int>
  ) throws(TemplateError) -> (JSONValue, JSONValue) {
    if case .json(let a) = left, case .json(let b) = right, a.double != nil, b.double != nil {
      return (a, b)
    }
    if operation == .add { throw unlike(operation, left, right, at: leftRange, rightRange) }
    let sign = operation.rawValue
    // The first that is no number is to blame.
    let leftIsNumber = if case .json(let value) = left { value.double != nil } else { false }
    let blamed = leftIsNumber ? right : left
    throw error(
      "infix: \(sign) expects number \(sign) number",
      "'\(sign)' takes two numbers, and this is of kind '\(blamed.kindName)'",
      at: leftIsNumber ? rightRange : leftRange, .interpreter
    ).with(operand: blamed.kindName)
  }

  /// For what takes two numbers or two strings: neither side alone is to blame.
  private func unlike(
    _ operation: BinaryOperator, _ left: Value, _ right: Value,
    at leftRange: Range<Int>, _ rightRange: Range<Int>
  ) -> TemplateError {
    let sign = operation.rawValue
    return error(
      "infix: \(sign) expects numbers/strings \(sign) numbers/strings",
      "'\(sign)' takes two numbers or two strings, not '\(left.kindName)' and "
        + "'\(right.kindName)'",
      at: leftRange.lowerBound..<max(leftRange.upperBound, rightRange.upperBound), .interpreter
    ).with(operand: left.kindName)
  }

  private func arithmetic(
    _ operation: BinaryOperator, _ left: JSONValue, _ right: JSONValue, at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    let x = left.double ?? 0
    let y = right.double ?? 0
    guard case .integer(let a) = left, case .integer(let b) = right else {
      switch operation {
      case .add: return try finite(x + y, at: range)
      case .subtract: return try finite(x - y, at: range)
      case .multiply: return try finite(x * y, at: range)
      case .divide:
        if y == 0 { throw divisionByZero(at: range) }
        return try finite(x / y, at: range)
      default: return try finite(pow(x, y), at: range)
      }
    }
    switch operation {
    case .add:
      let (sum, overflow) = a.addingReportingOverflow(b)
      return try settle(sum, overflow, x + y, at: range)
    case .subtract:
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return try settle(difference, overflow, x - y, at: range)
    case .multiply:
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return try settle(product, overflow, x * y, at: range)
    case .divide:
      if b == 0 { throw divisionByZero(at: range) }
      let (rest, overflow) = a.remainderReportingOverflow(dividingBy: b)
      if !overflow, rest != 0 { return .number(x / y) }
      let (quotient, overflowed) = a.dividedReportingOverflow(by: b)
      return try settle(quotient, overflowed, x / y, at: range)
    default:
      guard b >= 0 else {
        if a == 0 { throw divisionByZero(at: range) }
        return try finite(pow(x, y), at: range)
      }
      let (power, overflow) = integerPower(a, b)
      return try settle(power, overflow, pow(x, y), at: range)
    }
  }

  private func integerPower(_ base: Int64, _ exponent: Int64) -> (Int64, Bool) {
    var result: Int64 = 1
    var square = base
    var rest = exponent
    while true {
      if rest & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { return (0, true) }
        result = product
      }
      rest >>= 1
      if rest == 0 { return (result, false) }
      let (product, overflow) = square.multipliedReportingOverflow(by: square)
      if overflow { return (0, true) }
      square = product
    }
  }

  /// An integer stays one; beyond their range the core language goes on with floating point, and
  /// the strict profile stops.
  private func settle(
    _ integer: Int64, _ overflow: Bool, _ approximation: Double, at range: Range<Int>
  ) throws(TemplateError) -> JSONValue {
    if !overflow { return .integer(integer) }
    if profile == .core { return try finite(approximation, at: range) }
    throw error(
      "integer overflow", "the result is not within the range of integers", at: range, .interpreter)
  }

  private func finite(_ number: Double, at range: Range<Int>) throws(TemplateError) -> JSONValue {
    if number.isFinite { return .number(number) }
    throw error(
      "number out of range", "the result is not within the range of numbers", at: range,
      .interpreter)
  }

  private func divisionByZero(at range: Range<Int>) -> TemplateError {
    error("division by zero", "this divides by zero", at: range, .interpreter)
  }

  // MARK: - Comparisons

  private func compare(
    _ operation: BinaryOperator, _ left: Value, _ right: Value,
    at leftRange: Range<Int>, _ rightRange: Range<Int>
  ) throws(TemplateError) -> Bool {
    guard case .json(let a) = left, case .json(let b) = right,
      Function.Kinds([.number, .string]).isSuperset(of: Function.Kinds(of: a)),
      Function.Kinds(of: a) == Function.Kinds(of: b)
    else { throw unlike(operation, left, right, at: leftRange, rightRange) }
    return switch operation {
    case .less: precedes(a, b)
    case .greater: precedes(b, a)
    case .lessOrEqual: !precedes(b, a)
    default: !precedes(a, b)
    }
  }

  private mutating func contains(
    _ collection: Value, _ wanted: Value, at range: Range<Int>
  ) throws(TemplateError) -> Bool {
    if let elements = collection.elements {
      return try fueled(at: range) { (fuel) throws(FunctionFailure) in
        for element in elements where try element.equals(wanted, &fuel) { return true }
        return false
      }
    }
    let isObject = collection.isObject
    guard case .json(let text) = wanted, let name = text.string,
      isObject || collection.kindName == "string"
    else {
      let kind = isObject ? "in-object" : collection.kindName == "string" ? "in-string" : "in"
      throw error(
        kind == "in"
          ? "infix: in expects Array, string, or object on right side"
          : "infix: \(kind) expects string on left side",
        "'in' looks for a value in an array, or for a string in an object or a string, not for "
          + "'\(wanted.kindName)' in '\(collection.kindName)'", at: range, .interpreter
      ).with(operand: kind == "in" ? collection.kindName : wanted.kindName)
    }
    if isObject { return collection[name] != nil }
    guard case .json(.string(let text)) = collection else { return false }
    return try holds(text, name, at: range)
  }

  /// Whether a text holds another, byte by byte.
  private mutating func holds(
    _ text: String, _ part: String, at range: Range<Int>
  ) throws(TemplateError) -> Bool {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    guard let first = wanted.first else { return true }
    guard wanted.count <= bytes.count else { return false }
    try spend(bytes.count, at: range)
    for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
      if bytes[start...].starts(with: wanted) { return true }
      try spend(wanted.count / 16, at: range)
    }
    return false
  }
}
