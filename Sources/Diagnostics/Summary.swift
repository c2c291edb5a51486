extension Sequence<Diagnostic> {
  /// How many there are: `2 errors and 1 warning`; empty where there are none.
  package var summary: String {
    var errors = 0
    var warnings = 0
    for diagnostic in self {
      if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
    }
    let parts = [(errors, Severity.error), (warnings, .warning)].filter { $0.0 > 0 }
    return parts.map { "\($0) \($1.name)\($0 == 1 ? "" : "s")" }.joined(separator: " and ")
  }
}
