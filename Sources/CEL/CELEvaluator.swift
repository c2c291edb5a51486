import Patterns

/// Works out the value of an expression for one set of variables.
struct CELEvaluator {
  /// The API server's limit for one expression, in units of about one step.
  static let mostSteps = 1_000_000

  private var variables: [CELValue]
  private var stepsLeft: Int

  init(variables: [CELValue], places: Int, steps: Int) {
    stepsLeft = steps
    self.variables = variables
    self.variables += repeatElement(.null, count: max(0, places - variables.count))
  }

  private mutating func charge(_ cost: Int) throws(CELFailure) {
    stepsLeft -= cost
    if stepsLeft < 0 { throw .exhausted }
  }

  mutating func value(_ node: CELNode) throws(CELFailure) -> CELValue {
    try charge(1)
    switch node {
    case .constant(let value): return value
    case .variable(let place): return variables[place]
    case .field(let value, let name, let use):
      return try charged(try field(of: try self.value(value), name, use))
    case .index(let value, let index, let isOptional):
      let value = try self.value(value)
      return try element(of: value, at: try self.value(index), isOptional: isOptional)
    case .not(let value): return .bool(try !self.value(value).asBool)
    case .negated(let value): return try self.value(value).negated()
    case .all(let parts): return try logic(parts, decidedBy: false)
    case .any(let parts): return try logic(parts, decidedBy: true)
    case .conditional(let condition, let yes, let no):
      return try self.value(try self.value(condition).asBool ? yes : no)
    case .equal(let a, let b, let isNegated):
      let a = try self.value(a)
      let b = try self.value(b)
      try charge(a.weight(atMost: stepsLeft))
      return .bool(try a.equals(b) != isNegated)
    case .compare(let symbol, let a, let b):
      let a = try charged(try self.value(a))
      return .bool(try Self.compare(symbol, a, try self.value(b)))
    case .arithmetic(let symbol, let a, let b):
      let a = try self.value(a)
      return try charged(try CELValue.arithmetic(symbol, a, try self.value(b)))
    case .membership(let a, let b):
      let a = try self.value(a)
      return .bool(try membership(of: a, in: try self.value(b)))
    case .matches(let text, let pattern):
      let text = try self.value(text)
      try charge(text.size)
      return .bool(pattern.isFound(in: try text.asString))
    case .call(let function, let arguments):
      return try call(function, arguments)
    case .list(let elements): return try list(elements)
    case .map(let entries): return try map(entries)
    case .loop(let loop): return try run(loop)
    case .fallback(let first, let second, let unwraps):
      guard case .optional(let value) = try self.value(first) else { throw .noOverload }
      guard let value else { return try self.value(second) }
      return unwraps ? value : .optional(value)
    case .mapped(let optional, let variable, let result, let isFlat):
      guard case .optional(let value) = try self.value(optional) else { throw .noOverload }
      guard let value else { return .optional(nil) }
      variables[variable] = value
      let mapped = try self.value(result)
      return isFlat ? mapped : .optional(mapped)
    }
  }

  private mutating func call(
    _ function: CELFunction, _ arguments: [CELNode]
  ) throws(CELFailure) -> CELValue {
    var values: [CELValue] = []
    values.reserveCapacity(arguments.count)
    // Functions of two texts or lists may look for each part of one in the other.
    var cost = 0
    for argument in arguments {
      let value = try self.value(argument)
      cost = cost * max(1, value.size) + value.size
      try charge(min(cost, CELEvaluator.mostSteps))
      values.append(value)
    }
    return try charged(try function.body(values))
  }

  /// What was made, or is read, costs by its size.
  private mutating func charged(_ value: CELValue) throws(CELFailure) -> CELValue {
    try charge(value.size)
    return value
  }

  /// `&&` and `||`: a part that decides makes up for the others' errors, whatever the order.
  private mutating func logic(
    _ parts: [CELNode], decidedBy decisive: Bool
  ) throws(CELFailure) -> CELValue {
    var failure: CELFailure?
    for part in parts {
      do {
        if try value(part).asBool == decisive { return .bool(decisive) }
      } catch {
        failure = try Self.kept(failure, error)
      }
    }
    if let failure { throw failure }
    return .bool(!decisive)
  }

  /// Of two failures the one that is told: what is not known may yet decide.
  private static func kept(
    _ failure: CELFailure?, _ other: CELFailure
  ) throws(CELFailure) -> CELFailure {
    if other == .exhausted { throw other }
    if case .error = failure, case .notChecked = other { return other }
    return failure ?? other
  }

  private static func compare(
    _ symbol: CELSymbol, _ a: CELValue, _ b: CELValue
  ) throws(CELFailure) -> Bool {
    guard let order = a.order(b) else {
      if a.isNaN || b.isNaN { throw .error("NaN values cannot be ordered") }
      throw .noOverload
    }
    switch symbol {
    case .less: return order == .before
    case .atMost: return order != .after
    case .greater: return order == .after
    default: return order != .before
    }
  }

  private func field(
    of value: CELValue, _ name: String, _ use: CELNode.FieldUse
  ) throws(CELFailure) -> CELValue {
    // What is selected of an optional is one too.
    if case .optional(let inner) = value {
      var found: CELValue?
      if case .map(let map) = inner { found = try map.field(name) }
      if case .presence = use { return .bool(found != nil) }
      return .optional(found)
    }
    guard case .map(let map) = value else {
      if case .presence = use { return .bool(false) }
      throw .noOverload
    }
    let found = try map.field(name)
    switch use {
    case .presence: return .bool(found != nil)
    case .optional: return .optional(found)
    case .value:
      guard let found else { throw .error("no such key: \(CELEscaping.unescaped(name))") }
      return found
    }
  }

  private func element(
    of value: CELValue, at index: CELValue, isOptional: Bool
  ) throws(CELFailure) -> CELValue {
    switch value {
    case .optional(let inner):
      guard let inner else { return value }
      return try element(of: inner, at: index, isOptional: true)
    case .list(let list):
      guard let position = index.position else { throw .noOverload }
      guard position >= 0, position < list.count else {
        if isOptional { return .optional(nil) }
        throw .error("index out of bounds: \(position)")
      }
      let element = try list.value(at: position)
      return isOptional ? .optional(element) : element
    case .map(let map):
      let found = try map.value(index)
      if isOptional { return .optional(found) }
      guard let found else { throw .error("no such key: \(try index.converted())") }
      return found
    // What has no elements has none at this index either.
    default: if isOptional { return .optional(nil) } else { throw .noOverload }
    }
  }

  private mutating func membership(
    of value: CELValue, in range: CELValue
  ) throws(CELFailure) -> Bool {
    switch range {
    case .list(let list):
      for index in 0..<list.count {
        try charge(1 + value.weight(atMost: stepsLeft))
        if try list.value(at: index).equals(value) { return true }
      }
      return false
    case .map(let map): return try map.value(value) != nil
    default: throw .noOverload
    }
  }

  private mutating func list(_ elements: [CELNode.Element]) throws(CELFailure) -> CELValue {
    var values: [CELValue] = []
    for element in elements {
      let value = try self.value(element.node)
      if let value = element.isOptional ? try Self.unwrapped(value) : value { values.append(value) }
    }
    return .list(values)
  }

  private mutating func map(
    _ entries: [(key: CELNode.Element, value: CELNode)]
  ) throws(CELFailure) -> CELValue {
    var made: [(key: CELValue, value: CELValue)] = []
    for entry in entries {
      let key = try self.value(entry.key.node)
      let value = try self.value(entry.value)
      guard let value = entry.key.isOptional ? try Self.unwrapped(value) : value else { continue }
      try charge(made.count)
      // The later of two equal keys replaces the earlier.
      var place = made.count
      for (index, known) in made.enumerated() where try known.key.equals(key) { place = index }
      if place < made.count { made[place].value = value } else { made.append((key, value)) }
    }
    return .map(CELMap(made))
  }

  private static func unwrapped(_ value: CELValue) throws(CELFailure) -> CELValue? {
    guard case .optional(let inner) = value else { throw .noOverload }
    return inner
  }

  private mutating func run(_ loop: CELLoop) throws(CELFailure) -> CELValue {
    var results: [CELValue] = []
    var found = 0
    var failure: CELFailure?
    let range = try elements(of: try value(loop.range), twoEach: loop.second != nil)
    try charge(range.count)
    for index in 0..<range.count {
      let element = try range.first(index)
      variables[loop.variable] = element
      if let second = loop.second { variables[second] = try range.second(index) }
      switch loop.kind {
      case .all, .exists:
        let decisive = loop.kind == .exists
        do {
          guard try holds(loop) == decisive else { continue }
          return .bool(decisive)
        } catch {
          failure = try Self.kept(failure, error)
        }
      case .existsOne: if try holds(loop) { found += 1 }
      case .filter: if try holds(loop) { results.append(element) }
      case .map:
        guard try holds(loop), let result = loop.result else { continue }
        results.append(try value(result))
      }
    }
    if let failure { throw failure }
    switch loop.kind {
    case .all: return .bool(true)
    case .exists: return .bool(false)
    case .existsOne: return .bool(found == 1)
    case .filter, .map: return .list(results)
    }
  }

  private mutating func holds(_ loop: CELLoop) throws(CELFailure) -> Bool {
    guard let condition = loop.condition else { return true }
    return try value(condition).asBool
  }

  /// What a macro goes through.
  private enum Range {
    case list(CELList, numbered: Bool)
    case keys([CELValue])
    case entries([(key: CELValue, value: CELValue)])

    var count: Int {
      switch self {
      case .list(let list, _): list.count
      case .keys(let keys): keys.count
      case .entries(let entries): entries.count
      }
    }

    func first(_ index: Int) throws(CELFailure) -> CELValue {
      switch self {
      case .list(let list, let numbered):
        numbered ? .int(Int64(index)) : try list.value(at: index)
      case .keys(let keys): keys[index]
      case .entries(let entries): entries[index].key
      }
    }

    func second(_ index: Int) throws(CELFailure) -> CELValue {
      switch self {
      case .list(let list, _): try list.value(at: index)
      case .keys(let keys): keys[index]
      case .entries(let entries): entries[index].value
      }
    }
  }

  private func elements(of value: CELValue, twoEach: Bool) throws(CELFailure) -> Range {
    switch value {
    case .list(let list): return .list(list, numbered: twoEach)
    case .map(let map): return twoEach ? .entries(try map.entries()) : .keys(try map.keys())
    default: throw .noOverload
    }
  }
}

extension CELValue {
  /// As an index of a list, which any number without a fraction can be.
  fileprivate var position: Int? {
    switch self {
    case .int(let value): Int(exactly: value)
    case .uint(let value): Int(clamping: value)
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }
}
