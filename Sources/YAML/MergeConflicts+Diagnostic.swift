import Diagnostics
import Values

extension MergeConflicts {
  /// What is said of a file of the user's.
  package func diagnostic(in path: String) -> Diagnostic {
    Diagnostic(
      .mergeConflict,
      "the file has \(count == 1 ? "a merge conflict that is" : "\(count) merge conflicts that are")"
        + " not resolved", at: Place(path, firstLine),
      help: ["keep what is right of both sides, remove the lines of marks, and 'git add' the file"])
  }
}

extension Code {
  package static let mergeConflict = Code(
    "merge-conflict", .error, "a file has a merge conflict that is not resolved")
}
