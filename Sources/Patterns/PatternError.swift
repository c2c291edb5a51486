/// Why a pattern is refused.
package struct PatternError: Error, Hashable, Sendable {
  /// What is wrong, in lower case and without a full stop.
  package let reason: String
  /// Where in the pattern, in bytes of UTF-8.
  package let offset: Int

  init(_ reason: String, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}
