extension Diagnostic {
  /// What is neither right nor wrong, because something is not known.
  ///
  /// - Parameters:
  ///   - what: what nothing is said of, as `could not check` goes on.
  ///   - label: why, of the place.
  package static func couldNotCheck(
    _ what: String, at place: Place, label: String
  ) -> Diagnostic {
    Diagnostic(.couldNotCheck, "could not check \(what)", at: place, label: label)
  }
}

extension Code {
  package static let couldNotCheck = Code(
    "could-not-check", .note,
    "something is not known, so that nothing is said of what depends on it")
}
