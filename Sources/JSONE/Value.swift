import Values

/// What an expression gives: a JSON value, or one that holds a function and so can only be called,
/// taken apart or compared.
enum Value: Sendable {
  case json(JSONValue)
  case function(Function)
  /// An array that holds a function somewhere.
  case list([Value])
  /// An object that holds a function somewhere.
  case record([(key: String, value: Value)])
}

extension Value {
  /// `function`, or the kind of a JSON value.
  var kindName: String {
    switch self {
    case .json(let value): value.kindName
    case .function: "function"
    case .list: "array"
    case .record: "object"
    }
  }

  var isTruthy: Bool {
    if case .json(let value) = self { value.isTruthy } else { true }
  }

  var isObject: Bool {
    switch self {
    case .json(.object), .record: true
    default: false
    }
  }

  /// The member of an object; nil where there is none, or where this is no object.
  subscript(key: String) -> Value? {
    switch self {
    case .json(.object(let object)): object[key].map(Value.json)
    case .record(let members): members.last { $0.key == key }?.value
    default: nil
    }
  }

  /// The elements of an array, functions or not; nil where this is none.
  var elements: [Value]? {
    switch self {
    case .json(.array(let elements)): elements.map(Value.json)
    case .list(let elements): elements
    default: nil
    }
  }

  /// The members of an object, functions or not; nil where this is none.
  var members: [(key: String, value: Value)]? {
    switch self {
    case .json(.object(let object)): object.members.map { ($0.key, .json($0.value)) }
    case .record(let members): members
    default: nil
    }
  }

  static func array(_ elements: [Value]) -> Value {
    var values: [JSONValue] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard case .json(let value) = element else { return .list(elements) }
      values.append(value)
    }
    return .json(.array(values))
  }

  /// A later member of the same key replaces the earlier one.
  static func object(_ members: [(key: String, value: Value)]) -> Value {
    var object = JSONObject()
    object.reserveCapacity(members.count)
    for member in members {
      guard case .json(let value) = member.value else { return .record(distinct(members)) }
      object[member.key] = value
    }
    return .json(.object(object))
  }

  private static func distinct(
    _ members: [(key: String, value: Value)]
  ) -> [(key: String, value: Value)] {
    var kept: [(key: String, value: Value)] = []
    for member in members {
      if let known = kept.firstIndex(where: { $0.key == member.key }) {
        kept[known].value = member.value
      } else {
        kept.append(member)
      }
    }
    return kept
  }

  /// Equality of the language: `1` equals `1.0`, a function equals itself, text is compared byte by
  /// byte.
  func equals(_ other: Value, _ fuel: inout Fuel) throws(FunctionFailure) -> Bool {
    switch (self, other) {
    case (.json(let a), .json(let b)): return try a.equals(b, &fuel)
    case (.function(let a), .function(let b)): return a.name == b.name
    case (.list(let a), .list(let b)):
      guard a.count == b.count else { return false }
      for (left, right) in zip(a, b) where try !left.equals(right, &fuel) { return false }
      return true
    case (.record(let a), .record(let b)):
      guard a.count == b.count else { return false }
      for member in a {
        guard let match = b.first(where: { $0.key == member.key }),
          try member.value.equals(match.value, &fuel)
        else { return false }
      }
      return true
    default: return false
    }
  }
}

extension JSONValue {
  /// The language's truth: everything but null, false, zero, and what is empty.
  package var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let truth): truth
    case .integer(let number): number != 0
    case .number(let number): number != 0
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.isEmpty
    }
  }

  func equals(_ other: JSONValue, _ fuel: inout Fuel) throws(FunctionFailure) -> Bool {
    try fuel.spend()
    switch (self, other) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.integer(let a), .integer(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.integer(let a), .number(let b)): return Int64(exactly: b) == a
    case (.number(let a), .integer(let b)): return Int64(exactly: a) == b
    case (.string(let a), .string(let b)): return a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)):
      guard a.count == b.count else { return false }
      for (left, right) in zip(a, b) where try !left.equals(right, &fuel) { return false }
      return true
    case (.object(let a), .object(let b)):
      guard a.count == b.count else { return false }
      for member in a.members {
        guard let match = b[member.key], try member.value.equals(match, &fuel) else { return false }
      }
      return true
    default: return false
    }
  }

  /// Whether this nests no deeper than so many levels.
  func nests(atMost levels: Int, _ fuel: inout Fuel) throws(FunctionFailure) -> Bool {
    try fuel.spend()
    switch self {
    case .array(let elements):
      guard levels > 0 else { return false }
      for element in elements where try !element.nests(atMost: levels - 1, &fuel) { return false }
    case .object(let object):
      guard levels > 0 else { return false }
      for member in object.members where try !member.value.nests(atMost: levels - 1, &fuel) {
        return false
      }
    default: break
    }
    return true
  }

  /// An integer where the value is one, in either form.
  var integral: Int64? {
    switch self {
    case .integer(let integer): integer
    case .number(let number): Int64(exactly: number)
    default: nil
    }
  }

  var double: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }
}
