/// When two values are equal, and which comes first.
extension CELValue {
  /// Values of different types are not equal; numbers are compared as numbers, whatever their type.
  func equals(_ other: CELValue) throws(CELFailure) -> Bool {
    switch (self, other) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.string(let a), .string(let b)):
      // Not `==`, which takes texts for equal that are composed of other scalars.
      return a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
    case (.bytes(let a), .bytes(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.timestamp(let a), .timestamp(let b)): return a == b
    case (.type(let a), .type(let b)): return a == b
    case (.address(let a), .address(let b)): return a == b
    case (.block(let a), .block(let b)): return a == b
    case (.url(let a), .url(let b)): return a == b
    case (.quantity(let a), .quantity(let b)): return a == b
    case (.format(let a), .format(let b)): return a == b
    case (.optional(let a), .optional(let b)):
      guard let a, let b else { return a == nil && b == nil }
      return try a.equals(b)
    case (.list(let a), .list(let b)): return try Self.areEqual(a, b)
    case (.map(let a), .map(let b)): return try Self.areEqual(a, b)
    // The types of the libraries are compared with their own alone.
    case (.address, _), (.block, _), (.url, _), (.quantity, _), (.format, _): throw .noOverload
    default: return numericOrder(other) == .same
    }
  }

  private static func areEqual(_ a: CELList, _ b: CELList) throws(CELFailure) -> Bool {
    guard a.count == b.count else { return false }
    let (a, b, isOrdered) = (try a.values(), try b.values(), a.kind == .atomic)
    if isOrdered {
      for (a, b) in zip(a, b) where try !a.equals(b) { return false }
      return true
    }
    for value in a where try !b.containsEqual(value) { return false }
    return true
  }

  private static func areEqual(_ a: CELMap, _ b: CELMap) throws(CELFailure) -> Bool {
    guard a.count == b.count else { return false }
    for entry in try a.entries() {
      guard let other = try b.find(entry.key), try entry.value.equals(other) else { return false }
    }
    return true
  }

  enum Order {
    case before
    case same
    case after
  }

  /// nil for values that have no order: there is then no overload of the operator.
  func order(_ other: CELValue) -> Order? {
    func order<T: Comparable>(_ a: T, _ b: T) -> Order { a < b ? .before : a == b ? .same : .after }
    switch (self, other) {
    case (.bool(let a), .bool(let b)): return order(a ? 1 : 0, b ? 1 : 0)
    case (.string(let a), .string(let b)):
      if a.utf8.elementsEqual(b.utf8) { return .same }
      return a.utf8.lexicographicallyPrecedes(b.utf8) ? .before : .after
    case (.bytes(let a), .bytes(let b)):
      return a == b ? .same : a.lexicographicallyPrecedes(b) ? .before : .after
    case (.duration(let a), .duration(let b)): return order(a, b)
    case (.timestamp(let a), .timestamp(let b)): return order(a, b)
    default: return numericOrder(other)
    }
  }

  /// nil where one of the two is no number, or not a number.
  private func numericOrder(_ other: CELValue) -> Order? {
    switch (self, other) {
    case (.int(let a), .int(let b)): return a < b ? .before : a == b ? .same : .after
    case (.int, .uint), (.uint, .int), (.uint, .uint):
      guard let a = wide, let b = other.wide else { return nil }
      return a < b ? .before : a == b ? .same : .after
    case (.double(let a), .double(let b)):
      return a < b ? .before : a == b ? .same : a > b ? .after : nil
    case (.double(let a), _):
      guard let b = other.wide, !a.isNaN else { return nil }
      return Self.order(a, b)
    case (_, .double(let b)):
      guard let a = wide, !b.isNaN else { return nil }
      switch Self.order(b, a) {
      case .before: return .after
      case .same: return .same
      case .after: return .before
      }
    default: return nil
    }
  }

  /// Exact, although a double cannot hold each integer.
  private static func order(_ a: Double, _ b: Int128) -> Order {
    guard let whole = Int128(exactly: a.rounded(.down)) else { return a < 0 ? .before : .after }
    if whole != b { return whole < b ? .before : .after }
    return a == a.rounded(.down) ? .same : .after
  }

  var isNaN: Bool {
    if case .double(let value) = self { value.isNaN } else { false }
  }

  private var wide: Int128? {
    switch self {
    case .int(let value): Int128(value)
    case .uint(let value): Int128(value)
    default: nil
    }
  }
}

extension [CELValue] {
  func containsEqual(_ value: CELValue) throws(CELFailure) -> Bool {
    for element in self where try element.equals(value) { return true }
    return false
  }
}
