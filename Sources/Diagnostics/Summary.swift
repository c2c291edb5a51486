extension Sequence<Diagnostic> {
  /// How many there are: `2 errors and 1 warning`; empty where there are none.
  package var summary: String {
    var counts: [Severity: Int] = [:]
    for diagnostic in self { counts[diagnostic.severity, default: 0] += 1 }
    let parts = [Severity.error, .warning, .note].compactMap { severity in
      counts[severity].map { "\($0) \(severity.name)\($0 == 1 ? "" : "s")" }
    }
    guard parts.count > 2 else { return parts.joined(separator: " and ") }
    return parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
  }
}
