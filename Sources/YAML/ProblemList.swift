import Diagnostics

/// The problems of one file, up to a limit: ten thousand duplicate keys are told once.
struct ProblemList {
  let limit: Int
  private(set) var diagnostics: [Diagnostic] = []

  init(limit: Int) { self.limit = limit }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < limit {
      diagnostics.append(diagnostic)
    } else if diagnostics.count == limit {
      diagnostics.append(
        Diagnostic(
          .tooManyProblems, "the file has more than \(limit) problems, the rest is not shown",
          at: diagnostic.primary.place))
    }
  }

  /// Reports a problem at a place where none is told yet: both would have one cause.
  mutating func report(unlessThere diagnostic: Diagnostic) {
    if diagnostics.contains(where: { $0.primary.place == diagnostic.primary.place }) { return }
    report(diagnostic)
  }
}

extension Code {
  package static let tooManyProblems = Code(
    "too-many-problems", .error, "a file has more problems than are shown")
}
