import Diagnostics

/// Why libyaml stopped, in words for people.
struct SyntaxProblem {
  /// libyaml's own words.
  let problem: String
  let context: String
  /// Where it stopped, and where the thing that it was reading starts.
  let offset: Int
  let contextOffset: Int
  let input: UnsafeBufferPointer<UInt8>
  let path: String

  var diagnostic: Diagnostic {
    Diagnostic(.invalidYAML, "cannot be read as YAML: \(problem)", at: Place(path, offset..<offset))
  }
}

extension Code {
  package static let invalidYAML = Code("invalid-yaml", .error, "a file is not valid YAML")
}
