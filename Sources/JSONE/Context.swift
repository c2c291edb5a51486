import Values

/// What a template is rendered with.
package struct Context: Sendable {
  package let variables: JSONObject
  package let functions: [String: Function]
  /// The time that `now` gives in the core language, as `2017-01-19T16:27:20.974Z`.
  package let now: String?
  /// A key that no expression could name.
  let invalidName: String?

  package init(
    _ variables: JSONObject, functions: [String: Function] = [:], now: String? = nil
  ) {
    self.variables = variables
    self.functions = functions
    self.now = now
    invalidName = variables.members.first { !isIdentifier($0.key) }?.key
  }

  /// What a template finds that takes this way into the context; nil where it leads to nothing.
  package func value(at way: [String]) -> JSONValue? {
    guard let first = way.first, var value = variables[first] else { return nil }
    for name in way.dropFirst() {
      guard let next = value[name] else { return nil }
      value = next
    }
    return value
  }
}
