import Values

/// A `messageExpression`: an expression that gives the words for a rule that fails.
package struct CELExpression: Sendable {
  package let source: String

  package init(_ source: String, optionalOldSelf: Bool = false) throws(CELError) {
    self.source = source
  }

  /// nil where it gives no text that the API server would show: it then shows the rule's `message`.
  package func text(_ value: JSONValue, typed: any CELTyping) -> String? { nil }
}
