/// A regular expression in the syntax of RE2, as Go reads it: the patterns of Kubernetes' schemas.
///
/// A search takes time in proportion to the text, whatever the pattern.
package struct Pattern: Sendable {
  package let source: String
  private let automaton: Automaton

  package init(_ source: String) throws(PatternError) {
    self.source = source
    var parser = PatternParser(source)
    let part = try parser.parse()
    guard let program = Program(part.node) else {
      throw PatternError(unsupported: "the pattern has too many sets of characters", at: 0)
    }
    automaton = Automaton(program)
  }

  /// Whether the pattern matches anywhere in the text: it is not anchored unless it says so.
  package func isFound(in text: String) -> Bool { automaton.isFound(in: text) }

  /// How many steps of the program all searches so far have taken; what is remembered costs none.
  var steps: Int { automaton.steps }
}

extension Pattern: Hashable {
  package static func == (a: Pattern, b: Pattern) -> Bool { a.source == b.source }
  package func hash(into hasher: inout Hasher) { hasher.combine(source) }
}
