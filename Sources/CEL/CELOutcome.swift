/// What became of a rule for one value.
package enum CELOutcome: Hashable, Sendable {
  case holds
  case fails
  /// The expression has no value: the API server refuses the object and says this.
  case error(String)
  /// Whether it holds is not known here, and why.
  case notChecked(String)
}
