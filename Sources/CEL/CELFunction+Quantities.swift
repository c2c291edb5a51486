extension CELFunction {
  static let quantities: [CELFunction] = [
    .global("isQuantity", 1) { (values) throws(CELFailure) in
      switch CELQuantity.read(try values[0].asString) {
      case .value, .large: .bool(true)
      case .invalid: .bool(false)
      }
    },
    .global("quantity", 1) { (values) throws(CELFailure) in
      let text = try values[0].asString
      switch CELQuantity.read(text) {
      case .value(let quantity): return .quantity(quantity)
      case .large: throw .notChecked("a quantity as large as '\(text)'")
      case .invalid: throw .error("'\(text)' is no quantity")
      }
    },
    .global("sign", 1) { (values) throws(CELFailure) in
      .int(Int64(try quantity(values[0]).nanos.signum()))
    },
    .method("isInteger", 0) { (values) throws(CELFailure) in
      .bool(try quantity(values[0]).integer != nil)
    },
    .method("asInteger", 0) { (values) throws(CELFailure) in
      guard let integer = try quantity(values[0]).integer else {
        throw .error("cannot convert value to integer")
      }
      return .int(integer)
    },
    .method("asApproximateFloat", 0) { (values) throws(CELFailure) in
      .double(try quantity(values[0]).double)
    },
    .method("add", 1) { (values) throws(CELFailure) in
      guard let sum = try quantity(values[0]).adding(try operand(values[1])) else {
        throw .notChecked("a sum of such large quantities")
      }
      return .quantity(sum)
    },
    .method("sub", 1) { (values) throws(CELFailure) in
      guard let difference = try quantity(values[0]).subtracting(try operand(values[1])) else {
        throw .notChecked("a difference of such large quantities")
      }
      return .quantity(difference)
    },
    .method("isGreaterThan", 1) { (values) throws(CELFailure) in
      .bool(try quantity(values[0]) > (try quantity(values[1])))
    },
    .method("isLessThan", 1) { (values) throws(CELFailure) in
      .bool(try quantity(values[0]) < (try quantity(values[1])))
    },
    .method("compareTo", 1) { (values) throws(CELFailure) in
      let (a, b) = (try quantity(values[0]), try quantity(values[1]))
      return .int(a < b ? -1 : a == b ? 0 : 1)
    },
  ]

  private static func quantity(_ value: CELValue) throws(CELFailure) -> CELQuantity {
    guard case .quantity(let quantity) = value else { throw .noOverload }
    return quantity
  }

  /// An integer will do where a quantity is added.
  private static func operand(_ value: CELValue) throws(CELFailure) -> CELQuantity {
    if case .int(let integer) = value { return .of(integer) }
    return try quantity(value)
  }
}
