/// A value of JSON's data model; objects keep the order of their members.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// With the members of every object in the order of their keys' bytes: the same, however somebody
  /// wrote them.
  package var withSortedKeys: JSONValue {
    switch self {
    case .object(let object):
      .object(
        JSONObject(
          object.map { ($0.key, $0.value.withSortedKeys) }
            .sorted { $0.0.precedesInBytes($1.0) }))
    case .array(let elements): .array(elements.map(\.withSortedKeys))
    default: self
    }
  }

  /// The member of an object; nil where there is none, or where this is no object.
  package subscript(key: String) -> JSONValue? { object?[key] }

  /// The kind of the value, as people write it: `null`, `boolean`, `integer`, `number`, `string`,
  /// `array` or `object`.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
  package init(nilLiteral: ()) { self = .null }
}
