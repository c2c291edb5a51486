import Foundation
import Values

/// What a schema says of a value by itself.
extension SchemaWalk {
  /// Whether the value is of the schema's type; reports where it is not.
  mutating func matchesType(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) -> Bool {
    if schema["x-kubernetes-int-or-string"] == .bool(true)
      || schema["format"]?.string == "int-or-string"
    {
      if value.string != nil || Self.isInteger(value) { return true }
      add("is \(value.kindName), expected integer or string", pointer)
      return false
    }
    guard let type = schema["type"]?.string else { return true }
    let isRight =
      switch type {
      case "integer": Self.isInteger(value)
      case "number": Self.double(value) != nil
      default: value.kindName == type
      }
    if !isRight { add("is \(value.kindName), expected \(type)", pointer) }
    return isRight
  }

  /// Limits, choices, formats and patterns; nothing of what is inside a collection, but how many.
  mutating func judgeValue(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    if let allowed = schema["enum"]?.array, !allowed.contains(value) {
      add("is \(Self.shown(value)), expected \(Self.shown(.array(allowed)))", pointer)
    }
    switch value {
    case .string(let text): judgeText(text, schema, pointer)
    case .integer, .number: judgeNumber(value, schema, pointer)
    case .array(let array):
      judgeCount(array.count, schema, "Items", "elements", pointer)
      judgeListType(array, schema, pointer)
    case .object(let object): judgeCount(object.count, schema, "Properties", "members", pointer)
    case .null, .bool: break
    }
    judgeCombinations(value, schema, pointer)
  }

  private mutating func judgeText(
    _ text: String, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    judgeCount(text.unicodeScalars.count, schema, "Length", "characters", pointer)
    if let pattern = schema["pattern"]?.string {
      guard let expression = try? NSRegularExpression(pattern: pattern) else {
        add("the pattern '\(pattern)' of its schema cannot be read", pointer)
        return
      }
      let whole = NSRange(text.startIndex..., in: text)
      if expression.firstMatch(in: text, range: whole) == nil {
        add("'\(text)' does not match '\(pattern)'", pointer)
      }
    }
    if let format = schema["format"]?.string, let isValid = Formats.texts[format],
      !isValid(text)
    {
      add("'\(text)' is no \(format)", pointer)
    }
  }

  private mutating func judgeNumber(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    guard let number = Self.double(value) else { return }
    if let least = schema["minimum"].flatMap(Self.double) {
      let isExclusive = schema["exclusiveMinimum"] == .bool(true)
      if number < least || (isExclusive && number == least) {
        add("is \(number), expected \(least) or more", pointer)
      }
    }
    if let most = schema["maximum"].flatMap(Self.double) {
      let isExclusive = schema["exclusiveMaximum"] == .bool(true)
      if number > most || (isExclusive && number == most) {
        add("is \(number), expected \(most) or less", pointer)
      }
    }
    if let step = schema["multipleOf"].flatMap(Self.double), step > 0,
      number.truncatingRemainder(dividingBy: step) != 0
    {
      add("is \(number), expected a multiple of \(step)", pointer)
    }
    if schema["format"]?.string == "int32", Int32(exactly: number) == nil {
      add("is \(number), expected an integer of 32 bits", pointer)
    }
  }

  private mutating func judgeCount(
    _ count: Int, _ schema: JSONObject, _ what: String, _ words: String, _ pointer: JSONPointer
  ) {
    if let least = schema["min\(what)"].flatMap(Self.double), Double(count) < least {
      add("has \(count) \(words), expected \(Int(least)) or more", pointer)
    }
    if let most = schema["max\(what)"].flatMap(Self.double), Double(count) > most {
      add("has \(count) \(words), expected \(Int(most)) or fewer", pointer)
    }
  }

  /// Sets hold no value twice, maps no key.
  private mutating func judgeListType(
    _ array: [JSONValue], _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    let identities: [JSONValue]
    switch schema["x-kubernetes-list-type"]?.string {
    case "set": identities = array
    case "map":
      let keys = schema["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
      identities = array.map { element in
        .array(
          keys.map {
            element[$0] ?? schema["items"]?["properties"]?[$0]?["default"] ?? .null
          })
      }
    default: return
    }
    var seen: Set<JSONValue> = []
    for (index, identity) in identities.enumerated() where !seen.insert(identity).inserted {
      add("is there twice, as \(Self.shown(identity))", pointer.appending(index))
    }
  }

  /// Combined schemas judge values only: what is unknown is the outer schema's business.
  private mutating func judgeCombinations(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    for part in schema["allOf"]?.array?.compactMap(\.object) ?? [] {
      for found in problems(value, part, pointer) { add(found.message, found.pointer) }
    }
    if let parts = schema["anyOf"]?.array?.compactMap(\.object),
      !parts.contains(where: { problems(value, $0, pointer).isEmpty })
    {
      add("is none of what 'anyOf' allows", pointer)
    }
    if let parts = schema["oneOf"]?.array?.compactMap(\.object) {
      let fitting = parts.count { problems(value, $0, pointer).isEmpty }
      if fitting != 1 { add("is \(fitting) of what 'oneOf' allows, expected 1", pointer) }
    }
    if let part = schema["not"]?.object, problems(value, part, pointer).isEmpty {
      add("is what 'not' forbids", pointer)
    }
  }

  private func problems(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) -> [Violation] {
    var walk = blank
    guard walk.matchesType(value, schema, pointer) else { return walk.violations }
    walk.judgeValue(value, schema, pointer)
    for name in schema["required"]?.array?.compactMap(\.string) ?? [] where value[name] == nil {
      walk.add("has no '\(name)', which is required", pointer)
    }
    for property in schema["properties"]?.object ?? [:] {
      guard let inner = value[property.key], let schema = property.value.object else { continue }
      for found in walk.problems(inner, schema, pointer.appending(property.key)) {
        walk.add(found.message, found.pointer)
      }
    }
    return walk.violations
  }

  mutating func judgeQuantity(_ value: JSONValue, _ pointer: JSONPointer) {
    if Self.double(value) != nil { return }
    guard let text = value.string, Formats.isQuantity(text) else {
      add("\(Self.shown(value)) is no quantity", pointer)
      return
    }
  }

  private static func isInteger(_ value: JSONValue) -> Bool {
    switch value {
    case .integer: true
    case .number(let number): number == number.rounded()
    default: false
    }
  }

  private static func double(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    default: nil
    }
  }

  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): "'\(text)'"
    case .integer(let integer): "\(integer)"
    case .number(let number): "\(number)"
    case .bool(let bool): "\(bool)"
    case .array(let array): array.map(shown).joined(separator: ", ")
    case .null, .object: value.kindName
    }
  }
}
