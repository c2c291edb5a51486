import Values

extension Evaluator {
  mutating func sorted(
    _ node: TemplateNode, by: TemplateNode.Bound?
  ) throws(TemplateError) -> Operand<From> {
    let suiteText = "$sorted values to be sorted must have the same type"
    let elements = try elements(of: node, suiteText, "$sort")
    var keys: [JSONValue] = []
    keys.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      var key = element
      if let by {
        key = try binding(bound(by, element, index)) { (evaluator) throws(TemplateError) in
          try evaluator.result(of: by.expression)
        }
      }
      guard case .json(let value) = key.value,
        Function.Kinds([.string, .number]).contains(Function.Kinds(of: value)),
        Function.Kinds(of: value) == Function.Kinds(of: keys.first ?? value)
      else {
        throw wrongKind(
          key, suiteText, "'$sort' compares numbers, or strings",
          at: by?.expression.range ?? node.range)
      }
      keys.append(value)
    }
    try spend(elements.count * 16, at: node.range)
    let order = keys.indices.sorted { a, b in
      if precedes(keys[a], keys[b]) { return true }
      return a < b && !precedes(keys[b], keys[a])
    }
    return .array(order.map { elements[$0] })
  }
}

/// The order of the language: numbers by value, texts by their code points.
func precedes(_ a: JSONValue, _ b: JSONValue) -> Bool {
  switch (a, b) {
  case (.integer(let a), .integer(let b)): a < b
  case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
  default: (a.double ?? 0) < (b.double ?? 0)
  }
}
