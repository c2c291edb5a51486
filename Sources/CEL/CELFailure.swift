/// Why an expression has no value.
enum CELFailure: Error, Hashable, Sendable {
  /// The API server has none either, and says this.
  case error(String)
  /// The API server may have one.
  case notChecked(String)
  /// It took more steps than any expression may; nothing makes up for that.
  case exhausted

  static let noOverload = CELFailure.error("no such overload")
}
