/// What `+ - * / %` and the sign give.
extension CELValue {
  static func arithmetic(
    _ symbol: CELSymbol, _ a: CELValue, _ b: CELValue
  ) throws(CELFailure) -> CELValue {
    switch (a, b) {
    case (.int(let a), .int(let b)): return .int(try integer(symbol, a, b))
    case (.uint(let a), .uint(let b)): return .uint(try integer(symbol, a, b, isUnsigned: true))
    case (.double(let a), .double(let b)):
      switch symbol {
      case .plus: return .double(a + b)
      case .minus: return .double(a - b)
      case .times: return .double(a * b)
      case .divide: return .double(a / b)
      default: throw .noOverload
      }
    default: break
    }
    switch symbol {
    case .plus: return try sum(a, b)
    case .minus: return try difference(a, b)
    default: throw .noOverload
    }
  }

  private static func integer<T: FixedWidthInteger>(
    _ symbol: CELSymbol, _ a: T, _ b: T, isUnsigned: Bool = false
  ) throws(CELFailure) -> T {
    let result: (partialValue: T, overflow: Bool)
    switch symbol {
    case .plus: result = a.addingReportingOverflow(b)
    case .minus: result = a.subtractingReportingOverflow(b)
    case .times: result = a.multipliedReportingOverflow(by: b)
    case .divide:
      guard b != 0 else { throw .error("division by zero") }
      result = a.dividedReportingOverflow(by: b)
    case .remainder:
      guard b != 0 else { throw .error("modulus by zero") }
      result = a.remainderReportingOverflow(dividingBy: b)
    default: throw .noOverload
    }
    guard !result.overflow else {
      throw .error(isUnsigned ? "unsigned integer overflow" : "integer overflow")
    }
    return result.partialValue
  }

  private static func sum(_ a: CELValue, _ b: CELValue) throws(CELFailure) -> CELValue {
    switch (a, b) {
    case (.string(let a), .string(let b)): return .string(a + b)
    case (.bytes(let a), .bytes(let b)): return .bytes(a + b)
    case (.list(let a), .list(let b)): return .list(try joined(a, b))
    case (.duration(let a), .duration(let b)):
      return .duration(
        CELDuration(nanoseconds: try integer(.plus, a.nanoseconds, b.nanoseconds)))
    case (.timestamp(let a), .duration(let b)), (.duration(let b), .timestamp(let a)):
      return try moved(a, by: b.nanoseconds)
    default: throw .noOverload
    }
  }

  private static func difference(_ a: CELValue, _ b: CELValue) throws(CELFailure) -> CELValue {
    switch (a, b) {
    case (.duration(let a), .duration(let b)):
      return .duration(
        CELDuration(nanoseconds: try integer(.minus, a.nanoseconds, b.nanoseconds)))
    case (.timestamp(let a), .timestamp(let b)):
      let span =
        Int128(a.seconds - b.seconds) * Int128(CELDuration.second)
        + Int128(a.nanoseconds - b.nanoseconds)
      guard let nanoseconds = Int64(exactly: span) else { throw .error("integer overflow") }
      return .duration(CELDuration(nanoseconds: nanoseconds))
    case (.timestamp(let a), .duration(let b)):
      return try moved(a, by: try integer(.minus, 0, b.nanoseconds))
    default: throw .noOverload
    }
  }

  private static func moved(
    _ moment: CELTimestamp, by nanoseconds: Int64
  ) throws(CELFailure) -> CELValue {
    // The remainder of a negative span is negative: borrowed from the seconds.
    let total = moment.nanoseconds + nanoseconds % CELDuration.second
    let carried = total < 0 ? -1 : total / CELDuration.second
    guard
      let moved = CELTimestamp(
        seconds: moment.seconds + nanoseconds / CELDuration.second + carried,
        nanoseconds: total - carried * CELDuration.second, zone: moment.zone)
    else { throw .error("timestamp overflow") }
    return .timestamp(moved)
  }

  /// Of sets what the second adds; of lists with keys the second's element in the place of the
  /// first's of the same keys.
  private static func joined(_ a: CELList, _ b: CELList) throws(CELFailure) -> CELList {
    var values = try a.values()
    for value in try b.values() {
      switch a.kind {
      case .atomic: values.append(value)
      case .set: if try !values.containsEqual(value) { values.append(value) }
      case .map(let keys):
        var place: Int?
        for (index, known) in values.enumerated() where try known.hasSame(keys, as: value) {
          place = index
        }
        if let place { values[place] = value } else { values.append(value) }
      }
    }
    return CELList(values, a.kind)
  }

  private func hasSame(_ keys: [String], as other: CELValue) throws(CELFailure) -> Bool {
    guard case .map(let a) = self, case .map(let b) = other else { return false }
    let (mine, others) = (try a.entries(), try b.entries())
    for key in keys {
      let first = try Self.member(mine, key)
      let second = try Self.member(others, key)
      guard let first, let second else {
        if first == nil, second == nil { continue }
        return false
      }
      guard try first.equals(second) else { return false }
    }
    return true
  }

  private static func member(
    _ entries: [(key: CELValue, value: CELValue)], _ key: String
  ) throws(CELFailure) -> CELValue? {
    for entry in entries where try entry.key.equals(.string(key)) { return entry.value }
    return nil
  }

  func negated() throws(CELFailure) -> CELValue {
    switch self {
    case .int(let value):
      guard value != .min else { throw .error("integer overflow") }
      return .int(-value)
    case .double(let value): return .double(-value)
    case .duration(let value):
      return .duration(
        CELDuration(nanoseconds: try Self.integer(.minus, 0, value.nanoseconds)))
    default: throw .noOverload
    }
  }
}
