import Diagnostics
import Values

/// What problems say.
extension SchemaProblem {
  /// Up to this many fields are listed where none has a near name.
  private static let listedAtMost = 8

  static func unknownField(_ name: String, among fields: [String]) -> SchemaProblem {
    var help: [String] = []
    if let near = closest(to: name, among: fields) {
      help = ["the nearest name is '\(near)'"]
    } else if !fields.isEmpty, fields.count <= listedAtMost {
      help = ["the fields here are \(fields.map { "'\($0)'" }.joined(separator: ", "))"]
    }
    return SchemaProblem(.unknownField, help: help)
  }

  static func missing(_ name: String) -> SchemaProblem {
    SchemaProblem(.missingField, field: name, label: "'\(name)' must be here")
  }

  static func wrongType(_ value: JSONValue, _ shape: SchemaNode.Shape) -> SchemaProblem {
    // Its type is right then, and its text is none.
    if shape == .quantity, value.string != nil {
      return wrongValue("expected \(shape.words)")
    }
    return SchemaProblem(
      .wrongType, label: "expected \(shape.words), not \(value.words)",
      help: quoting(value, shape).map { [$0] } ?? [])
  }

  /// What quotes would do, or their absence; and the absence of a null.
  private static func quoting(_ value: JSONValue, _ shape: SchemaNode.Shape) -> String? {
    switch (shape, value) {
    case (_, .null): "leave it out: a null stays one where Flux applies an object"
    case (.string, .bool), (.string, .integer), (.string, .number): "write it in quotes"
    case (.boolean, "true"), (.boolean, "false"): "write it without quotes"
    case (.integer, .string(let text)) where Int64(text) != nil: "write it without quotes"
    case (.number, .string(let text)) where Double(text) != nil: "write it without quotes"
    default: nil
    }
  }

  static func wrongValue(_ label: String, at step: JSONPointer.Step? = nil) -> SchemaProblem {
    SchemaProblem(.wrongValue, label: label, at: step)
  }

  static func brokenRule(_ label: String) -> SchemaProblem {
    SchemaProblem(.brokenRule, label: label)
  }

  static func unlisted(_ value: JSONValue, among values: [JSONValue]) -> SchemaProblem {
    let names = values.filter { $0 != "" }
    let near = value.string.flatMap { closest(to: $0, among: names.compactMap(\.string)) }
    let listed = names.prefix(12).map(shown).joined(separator: ", ")
    let more = names.count > 12 ? " or \(names.count - 12) others" : ""
    return SchemaProblem(
      .wrongValue, label: "expected \(names.count == 1 ? "" : "one of ")\(listed)\(more)",
      help: near.map { ["the nearest is '\($0)'"] } ?? [])
  }

  /// A short value itself, of others the kind.
  static func shown(_ value: JSONValue) -> String {
    switch value {
    case .string(let text) where text.utf8.count <= 60: "'\(text)'"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .bool(let truth): "\(truth)"
    default: value.words
    }
  }
}

extension SchemaNode.Shape {
  fileprivate var words: String {
    switch self {
    case .any, .reference: "another value"
    case .object, .metadata: "a mapping"
    case .array: "a list"
    case .string: "text"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .intOrString: "an integer or text"
    case .quantity: "a quantity such as '100m', '0.5' or '1Gi'"
    }
  }
}

extension JSONValue {
  fileprivate var words: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "a mapping"
    }
  }
}

/// What common patterns mean, for who does not read patterns.
enum PatternWords {
  static func expectation(of pattern: String) -> String {
    meanings[pattern] ?? "text that matches the pattern '\(pattern)'"
  }

  private static let meanings: [String: String] = [
    #"^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$"#: "a duration such as '10m' or '1h30m'",
    #"^([0-9]+(\.[0-9]+)?(ms|s|m))+$"#: "a duration such as '30s' or '10m'",
    #"^([0-9]{1,5}(h|m|s|ms)){1,4}$"#: "a duration such as '500ms' or '1h30m'",
    #"^[0-9]+(ns|us|µs|ms|s|m|h)?$"#: "a duration such as '30s'",
    #"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"#:
      "a duration such as '30s', '1h30m' or '2d'",
    #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"#:
      "a name: lower-case letters, digits and '-', with a letter or digit at both ends",
    #"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#:
      "a DNS name: lower-case letters, digits, '-' and '.'",
    #"^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"#:
      "the name of a host, in lower case, '*.' before it or not",
  ]
}
