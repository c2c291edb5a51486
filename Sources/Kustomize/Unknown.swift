import Diagnostics

/// What was met and not followed: of what depends on it nothing is concluded.
package struct Unknown: Hashable, Sendable {
  package let place: Place
  /// Why, in one clause: `a remote base is not fetched`.
  package let reason: String

  package init(_ reason: String, at place: Place) {
    self.place = place
    self.reason = reason
  }
}
