import Values

/// A value of the language. What is large stands behind a reference: values are copied all the time.
enum CELValue: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case duration(CELDuration)
  indirect case timestamp(CELTimestamp)
  indirect case list(CELList)
  indirect case map(CELMap)
  case type(String)
  indirect case optional(CELValue?)
  case address(CELAddress)
  indirect case block(CELAddressBlock)
  indirect case url(CELURL)
  indirect case quantity(CELQuantity)
  case format(CELFormat)

  static func list(_ values: [CELValue]) -> CELValue { .list(CELList(values)) }

  /// As `type()` names it.
  var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .duration: "google.protobuf.Duration"
    case .timestamp: "google.protobuf.Timestamp"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    case .address: "net.IP"
    case .block: "net.CIDR"
    case .url: "kubernetes.URL"
    case .quantity: "kubernetes.Quantity"
    case .format: "kubernetes.NamedFormat"
    }
  }
}

/// A list that is worked out, or one of JSON whose elements are converted when they are asked for.
struct CELList: Sendable {
  enum Storage: Sendable {
    case values([CELValue])
    case json([JSONValue], any CELTyping)
  }

  let storage: Storage
  let kind: CELListKind

  init(_ values: [CELValue], _ kind: CELListKind = .atomic) {
    storage = .values(values)
    self.kind = kind
  }

  init(_ elements: [JSONValue], typed element: any CELTyping, _ kind: CELListKind) {
    storage = .json(elements, element)
    self.kind = kind
  }

  var count: Int {
    switch storage {
    case .values(let values): values.count
    case .json(let elements, _): elements.count
    }
  }

  /// - Parameter index: Within the list.
  func value(at index: Int) throws(CELFailure) -> CELValue {
    switch storage {
    case .values(let values): values[index]
    case .json(let elements, let typing): try CELValue(elements[index], typed: typing)
    }
  }

  func values() throws(CELFailure) -> [CELValue] {
    if case .values(let values) = storage { return values }
    var values: [CELValue] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(try value(at: index)) }
    return values
  }
}

/// A map that is worked out, or an object of JSON whose members are converted when they are asked
/// for.
struct CELMap: Sendable {
  enum Storage: Sendable {
    case entries([(key: CELValue, value: CELValue)])
    /// By keys that are data.
    case map(JSONObject, any CELTyping)
    /// By properties, whose names are escaped in expressions.
    case object(JSONObject, any CELTyping)
    /// Nothing says which of the two it is.
    case unknown(JSONObject)
  }

  let storage: Storage

  init(_ entries: [(key: CELValue, value: CELValue)]) { storage = .entries(entries) }

  init(_ object: JSONObject, values: any CELTyping) { storage = .map(object, values) }

  init(_ object: JSONObject, properties: any CELTyping) { storage = .object(object, properties) }

  init(untyped object: JSONObject) { storage = .unknown(object) }

  var count: Int {
    switch storage {
    case .entries(let entries): entries.count
    case .map(let object, _), .object(let object, _), .unknown(let object): object.count
    }
  }

  func keys() throws(CELFailure) -> [CELValue] {
    switch storage {
    case .entries(let entries): return entries.map(\.key)
    case .map(let object, _), .unknown(let object): return object.members.map { .string($0.key) }
    case .object:
      throw .notChecked("an object with declared properties is used as a map")
    }
  }

  /// The value of a key that was worked out.
  func value(_ key: CELValue) throws(CELFailure) -> CELValue? {
    switch storage {
    case .entries(let entries):
      for entry in entries where try entry.key.equals(key) { return entry.value }
      return nil
    case .map(let object, let typing):
      guard case .string(let key) = key, let member = object[key] else { return nil }
      return try CELValue(member, typed: typing)
    case .unknown(let object):
      guard case .string(let key) = key, let member = object[key] else { return nil }
      return try CELValue(member, typed: CELUntyped())
    case .object:
      throw .notChecked("an object with declared properties is used as a map")
    }
  }

  /// The value of a key or of a property by its plain name, whatever the kind.
  func find(_ key: CELValue) throws(CELFailure) -> CELValue? {
    guard case .object(let object, let typing) = storage else { return try value(key) }
    guard case .string(let name) = key, let member = object[name] else { return nil }
    return try CELValue(member, typed: typing.celProperty(name) ?? CELUntyped())
  }

  /// The value of a field that the expression selects; nil where it is absent.
  func field(_ name: String) throws(CELFailure) -> CELValue? {
    switch storage {
    case .entries, .map: return try value(.string(name))
    case .object(let object, let typing):
      let plain = CELEscaping.unescaped(name)
      guard let property = typing.celProperty(plain) else {
        throw .notChecked("the schema declares no '\(plain)'")
      }
      guard let member = object[plain] else { return nil }
      return try CELValue(member, typed: property)
    case .unknown(let object):
      guard let member = object[name] ?? object[CELEscaping.unescaped(name)] else { return nil }
      return try CELValue(member, typed: CELUntyped())
    }
  }

  /// Keys and values, whatever the kind; of an object by its names as they are written.
  func entries() throws(CELFailure) -> [(key: CELValue, value: CELValue)] {
    var found: [(key: CELValue, value: CELValue)] = []
    switch storage {
    case .entries(let entries): return entries
    case .map(let object, let typing):
      for member in object {
        found.append((.string(member.key), try CELValue(member.value, typed: typing)))
      }
    case .object(let object, let typing):
      for member in object {
        let property = typing.celProperty(member.key) ?? CELUntyped()
        found.append((.string(member.key), try CELValue(member.value, typed: property)))
      }
    case .unknown(let object):
      for member in object {
        found.append((.string(member.key), try CELValue(member.value, typed: CELUntyped())))
      }
    }
    return found
  }
}
