import Values
import YAML

/// What Flux makes of an object when it replaces variables in its text.
struct ObjectSubstitution {
  /// Something that Flux refuses, and where.
  struct Problem {
    let problem: Substitution.Problem
    let pointer: JSONPointer
  }

  private(set) var value: JSONObject
  private(set) var problems: [Problem] = []
  /// Whether a part is not known.
  private(set) var isUncertain = false
  private let variables: Variables

  init(of value: JSONObject, _ variables: Variables) {
    self.value = value
    self.variables = variables
    if Self.isDisabled(value) { return }
    if case .object(let new)? = replaced(.object(value), at: JSONPointer()) { self.value = new }
  }

  private static let key = "kustomize.toolkit.fluxcd.io/substitute"

  private static func isDisabled(_ value: JSONObject) -> Bool {
    ["annotations", "labels"].contains { value["metadata"]?[$0]?[key] == "disabled" }
  }

  /// nil where nothing changes.
  private mutating func replaced(_ value: JSONValue, at pointer: JSONPointer) -> JSONValue? {
    switch value {
    case .string(let text):
      return text.utf8.contains(UInt8(ascii: "$")) ? scalar(text, pointer) : nil
    case .array(var elements):
      var isChanged = false
      for index in elements.indices {
        guard let new = replaced(elements[index], at: pointer.appending(index)) else { continue }
        elements[index] = new
        isChanged = true
      }
      return isChanged ? .array(elements) : nil
    case .object(let object):
      var members: [(String, JSONValue)] = []
      var isChanged = false
      for member in object {
        let key = member.key.utf8.contains(UInt8(ascii: "$")) ? text(member.key, pointer) : nil
        let new = replaced(member.value, at: pointer.appending(member.key))
        if key != nil || new != nil { isChanged = true }
        members.append((key ?? member.key, new ?? member.value))
      }
      return isChanged ? .object(JSONObject(members)) : nil
    default: return nil
    }
  }

  private mutating func scalar(_ old: String, _ pointer: JSONPointer) -> JSONValue? {
    guard let new = text(old, pointer) else { return nil }
    // Flux replaces in the text that kustomize writes, which quotes only where it has to: what
    // looks like a number or a boolean afterwards is one.
    return Self.isWrittenPlain(old) ? JSONValue(unquotedYAML: new) : .string(new)
  }

  private mutating func text(_ text: String, _ pointer: JSONPointer) -> String? {
    var substitution = Substitution(variables)
    let new = substitution.replaced(text)
    problems += substitution.problems.map { Problem(problem: $0, pointer: pointer) }
    if substitution.isUncertain { isUncertain = true }
    return new
  }

  /// Whether YAML needs no quotes for a text that holds a variable.
  private static func isWrittenPlain(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last else { return false }
    if "!&*-?:,[]{}#|>@`\"'% ".utf8.contains(first) || " :".utf8.contains(last) { return false }
    return !zip(bytes, bytes.dropFirst()).contains { pair in
      pair.0 == UInt8(ascii: "\n") || pair.0 == UInt8(ascii: ":") && pair.1 == UInt8(ascii: " ")
        || pair.0 == UInt8(ascii: " ") && pair.1 == UInt8(ascii: "#")
    }
  }
}
