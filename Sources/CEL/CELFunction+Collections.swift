extension CELFunction {
  static let collections: [CELFunction] = [
    .both("size", 1) { (values) throws(CELFailure) in
      switch values[0] {
      case .string(let text): .int(Int64(text.unicodeScalars.count))
      case .bytes(let bytes): .int(Int64(bytes.count))
      case .list(let list): .int(Int64(list.count))
      case .map(let map): .int(Int64(map.count))
      default: throw .noOverload
      }
    },
    .method("isSorted", 0) { (values) throws(CELFailure) in
      let list = try values[0].asList.values()
      for (a, b) in zip(list, list.dropFirst()) {
        guard let order = a.order(b) else { throw .noOverload }
        if order == .after { return .bool(false) }
      }
      return .bool(true)
    },
    .method("sum", 0) { (values) throws(CELFailure) in
      let list = try values[0].asList.values()
      // Of what type the sum of nothing is, only the types of the schema say.
      guard var sum = list.first else { throw .notChecked("the sum of an empty list") }
      switch sum {
      case .int, .uint, .double, .duration: break
      default: throw .noOverload
      }
      for value in list.dropFirst() { sum = try CELValue.arithmetic(.plus, sum, value) }
      return sum
    },
    .method("min", 0) { (values) throws(CELFailure) in
      try extreme(of: try values[0].asList, .before, name: "min")
    },
    .method("max", 0) { (values) throws(CELFailure) in
      try extreme(of: try values[0].asList, .after, name: "max")
    },
    .global("sets.contains", 2) { (values) throws(CELFailure) in
      .bool(try isSubset(try values[1].asList, of: try values[0].asList))
    },
    .global("sets.equivalent", 2) { (values) throws(CELFailure) in
      let (a, b) = (try values[0].asList, try values[1].asList)
      guard try isSubset(a, of: b) else { return .bool(false) }
      return .bool(try isSubset(b, of: a))
    },
    .global("sets.intersects", 2) { (values) throws(CELFailure) in
      let others = try values[1].asList.values()
      for value in try values[0].asList.values() where try others.containsEqual(value) {
        return .bool(true)
      }
      return .bool(false)
    },
  ]

  private static func extreme(
    of list: CELList, _ wanted: CELValue.Order, name: String
  ) throws(CELFailure) -> CELValue {
    let values = try list.values()
    guard var found = values.first else { throw .error("\(name) called on empty list") }
    for value in values.dropFirst() {
      guard let order = value.order(found) else { throw .noOverload }
      if order == wanted { found = value }
    }
    return found
  }

  private static func isSubset(_ a: CELList, of b: CELList) throws(CELFailure) -> Bool {
    let others = try b.values()
    for value in try a.values() where try !others.containsEqual(value) { return false }
    return true
  }

  static let optionals: [CELFunction] = [
    .global("optional.of", 1) { (values) throws(CELFailure) in .optional(values[0]) },
    .global("optional.none", 0) { (_) throws(CELFailure) in .optional(nil) },
    .global("optional.ofNonZeroValue", 1) { (values) throws(CELFailure) in
      .optional(try values[0].isZero() ? nil : values[0])
    },
    .method("hasValue", 0) { (values) throws(CELFailure) in
      guard case .optional(let value) = values[0] else { throw .noOverload }
      return .bool(value != nil)
    },
    .method("value", 0) { (values) throws(CELFailure) in
      guard case .optional(let value) = values[0] else { throw .noOverload }
      guard let value else { throw .error("optional.none() dereference") }
      return value
    },
  ]
}

extension CELValue {
  /// Whether it is what its type has where nothing was given.
  fileprivate func isZero() throws(CELFailure) -> Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .duration(let value): value.nanoseconds == 0
    case .list(let list): list.count == 0
    case .map(let map): map.count == 0
    case .optional(let value): value == nil
    default: throw .notChecked("whether a \(typeName) is a zero value")
    }
  }
}
