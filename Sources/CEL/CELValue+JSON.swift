import Values

extension CELValue {
  /// A value as its schema says that it reads. What does not fit its schema is another finding: it
  /// is not checked here.
  init(_ json: JSONValue, typed typing: any CELTyping) throws(CELFailure) {
    switch (typing.celShape, json) {
    case (_, .null): self = .null
    case (.unknown, _): self = Self.untyped(json)
    case (.bool, .bool(let value)): self = .bool(value)
    case (.int, .integer(let value)), (.intOrString, .integer(let value)): self = .int(value)
    case (.double, .integer(let value)): self = .double(Double(value))
    case (.double, .number(let value)): self = .double(value)
    case (.int, .number(let value)), (.intOrString, .number(let value)):
      guard let value = Int64(exactly: value) else { throw Self.misfit("an integer") }
      self = .int(value)
    case (.string, .string(let text)), (.intOrString, .string(let text)): self = .string(text)
    case (.bytes, .string(let text)):
      guard let bytes = Base64.decoded(text) else { throw Self.misfit("base64") }
      self = .bytes(bytes)
    case (.duration, .string(let text)):
      guard let value = CELDuration(text) else { throw Self.misfit("a duration") }
      self = .duration(value)
    case (.timestamp, .string(let text)):
      guard let value = CELTimestamp(text) ?? CELTimestamp(date: text) else {
        throw Self.misfit("a date")
      }
      self = .timestamp(value)
    case (.list(let kind), .array(let elements)):
      self = .list(CELList(elements, typed: typing.celElement ?? CELUntyped(), kind))
    case (.map, .object(let object)):
      self = .map(CELMap(object, values: typing.celElement ?? CELUntyped()))
    case (.object, .object(let object)): self = .map(CELMap(object, properties: typing))
    case (.bool, _): throw Self.misfit("a boolean")
    case (.int, _): throw Self.misfit("an integer")
    case (.double, _): throw Self.misfit("a number")
    case (.string, _), (.bytes, _), (.duration, _), (.timestamp, _): throw Self.misfit("a string")
    case (.intOrString, _): throw Self.misfit("an integer or a string")
    case (.list, _): throw Self.misfit("an array")
    case (.map, _), (.object, _): throw Self.misfit("an object")
    }
  }

  private static func untyped(_ json: JSONValue) -> CELValue {
    switch json {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .int(value)
    case .number(let value): .double(value)
    case .string(let text): .string(text)
    case .array(let elements): .list(CELList(elements, typed: CELUntyped(), .atomic))
    case .object(let object): .map(CELMap(untyped: object))
    }
  }

  private static func misfit(_ expected: String) -> CELFailure {
    .notChecked("a value that the rule reads is not \(expected), as its schema asks")
  }
}
