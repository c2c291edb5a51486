/// Why an expression cannot be evaluated at all.
package struct CELError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The API server refuses it too.
    case invalid
    /// It may be right, but uses what this evaluator does not have; the name is what it uses.
    case unsupported(String)
  }

  package let kind: Kind
  /// What is wrong, in lower case and without a full stop.
  package let reason: String
  /// Where in the expression, in bytes of UTF-8.
  package let offset: Int

  init(_ kind: Kind, _ reason: String, at offset: Int) {
    self.kind = kind
    self.reason = reason
    self.offset = offset
  }
}
