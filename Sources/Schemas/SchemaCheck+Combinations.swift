import Values

/// Schemas that are combined: all of some, any of some, one alone, none.
extension SchemaCheck {
  mutating func checkCombinations(
    _ value: JSONValue, _ graph: SchemaGraph, _ constraints: borrowing SchemaConstraints
  ) {
    let wasChoice = isChoice
    isChoice = true
    for choice in constraints.allOf { check(value, graph, choice) }
    isChoice = wasChoice
    checkAny(constraints.anyOf, value, graph)
    checkOne(constraints.oneOf, value, graph)
    if constraints.not != SchemaNode.none, fits(value, graph, constraints.not) {
      let fields = Self.requiredAlone(constraints.not, graph)
      add(
        .brokenRule(
          fields.isEmpty
            ? "the kind excludes such a value"
            : "\(Self.listed(fields, "and")) cannot stand here\(fields.count > 1 ? " together" : "")"
        ))
    }
  }

  private mutating func checkAny(_ choices: [Int32], _ value: JSONValue, _ graph: SchemaGraph) {
    if choices.isEmpty || choices.contains(where: { fits(value, graph, $0) }) { return }
    let fields = choices.flatMap { Self.requiredAlone($0, graph) }
    add(
      .brokenRule(
        fields.isEmpty
          ? reason(of: choices, value, graph) : "expected \(Self.listed(fields, "or"))"))
  }

  private mutating func checkOne(_ choices: [Int32], _ value: JSONValue, _ graph: SchemaGraph) {
    if choices.isEmpty { return }
    let fitting = choices.count { fits(value, graph, $0) }
    if fitting == 1 { return }
    let fields = choices.flatMap { Self.requiredAlone($0, graph) }
    if fields.isEmpty {
      add(
        .brokenRule(
          fitting == 0
            ? reason(of: choices, value, graph)
            : "it is at once \(fitting) of \(choices.count) things that exclude each other"))
    } else {
      let found = fields.filter { value[$0] != nil }
      let instead =
        found.count < 2
        ? "" : fields.count == 2 ? ", not both" : ", not \(Self.listed(found, "and"))"
      add(.brokenRule("expected exactly one of \(Self.listed(fields, "and"))" + instead))
    }
  }

  /// Whether a value is what a choice describes.
  private func fits(_ value: JSONValue, _ graph: SchemaGraph, _ choice: Int32) -> Bool {
    var inner = SchemaCheck(hasVariables: hasVariables)
    inner.isChoice = true
    inner.check(value, graph, choice)
    return inner.report.problems.isEmpty
  }

  /// Why a value is none of several choices: what keeps it from being the first.
  private func reason(of choices: [Int32], _ value: JSONValue, _ graph: SchemaGraph) -> String {
    var inner = SchemaCheck(hasVariables: hasVariables)
    inner.isChoice = true
    if let first = choices.first { inner.check(value, graph, first) }
    inner.turnRound()
    guard let problem = inner.report.problems.first, !problem.label.isEmpty else {
      return "it is none of the \(choices.count) things that the kind takes here"
    }
    return choices.count == 1 || problem.pointer.steps.isEmpty
      ? problem.label : "'\(SchemaProblem.path(problem.pointer))': \(problem.label)"
  }

  /// The fields that a choice asks for, where it says nothing else.
  private static func requiredAlone(_ choice: Int32, _ graph: SchemaGraph) -> [String] {
    let node = graph.nodes[Int(choice)]
    return node.properties.isEmpty && node.constraints == SchemaNode.none ? node.required : []
  }

  private static func listed(_ names: [String], _ word: String) -> String {
    var seen: Set<String> = []
    let quoted = names.filter { seen.insert($0).inserted }.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return "\(quoted.dropLast().joined(separator: ", ")) \(word) \(last)"
  }
}
