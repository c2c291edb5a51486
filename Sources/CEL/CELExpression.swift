import Values

/// A `messageExpression`: an expression that gives the words for a rule that fails.
package struct CELExpression: Sendable {
  package let source: String
  private let program: CELProgram
  private let optionalOldSelf: Bool

  /// - Parameter optionalOldSelf: as of the rule.
  package init(_ source: String, optionalOldSelf: Bool = false) throws(CELError) {
    self.source = source
    self.optionalOldSelf = optionalOldSelf
    program = try CELProgram(source)
  }

  /// nil where it gives no text that the API server would show: it then shows the rule's `message`.
  package func text(_ value: JSONValue, typed: any CELTyping) -> String? {
    guard !program.readsOldSelf || optionalOldSelf,
      case .string(let text) = try? program.value(value, typed: typed)
    else { return nil }
    let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    return isBlank || text.utf8.contains(0x0a) ? nil : text
  }
}
