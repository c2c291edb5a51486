/// Why a pattern is refused.
package struct PatternError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The API server refuses it too.
    case invalid
    /// RE2 takes it, and this matcher does not: what it matches is not known here.
    case unsupported
  }

  package let kind: Kind
  /// What is wrong, in lower case and without a full stop.
  package let reason: String
  /// Where in the pattern, in bytes of UTF-8.
  package let offset: Int

  init(_ reason: String, at offset: Int) {
    kind = .invalid
    self.reason = reason
    self.offset = offset
  }

  init(unsupported reason: String, at offset: Int) {
    kind = .unsupported
    self.reason = reason
    self.offset = offset
  }
}
