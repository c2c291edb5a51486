/// A command line that cannot be understood.
package struct UsageError: Error, Sendable {
  package let message: String

  /// `near` is what was probably meant.
  package init(_ message: String, near: String? = nil) {
    self.message = near.map { "\(message); the nearest name is '\($0)'" } ?? message
  }
}
