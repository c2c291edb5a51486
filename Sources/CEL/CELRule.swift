import Values

/// The expression of a rule of `x-kubernetes-validations`, ready to be evaluated many times.
package struct CELRule: Sendable {
  package let source: String

  /// - Parameter optionalOldSelf: `optionalOldSelf` of the rule: it is evaluated for an object that is
  ///   created too, and `oldSelf` is then an empty optional.
  package init(_ source: String, optionalOldSelf: Bool = false) throws(CELError) {
    self.source = source
  }

  /// Whether it compares with the value that the cluster holds. Of an object that is created the API
  /// server does not evaluate such a rule, unless its `oldSelf` is optional.
  package var readsOldSelf: Bool { false }

  /// Evaluates it as for an object that is created: `self` is the value.
  package func evaluate(_ value: JSONValue, typed: any CELTyping) -> CELOutcome {
    .notChecked("not evaluated")
  }
}
