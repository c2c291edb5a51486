import Values

/// Looks for a field that a value does not have around that value: whoever indents a line too far, or
/// too little, has the name right.
enum SchemaNeighbours {
  /// How far down it looks.
  private static let deepest = 3

  /// Adds to a problem with an unknown field where the field belongs.
  static func explain(_ problem: inout SchemaProblem, from root: SchemaPlace) {
    guard problem.kind == .unknownField, case .key(let name)? = problem.pointer.steps.last else {
      return
    }
    var places = [root]
    for step in problem.pointer.steps.dropLast() {
      guard let next = places.last?.inner(step)?.resolved else { return }
      places.append(next)
    }
    guard let here = places.popLast() else { return }
    for depth in places.indices.reversed() where places[depth].node.property(name) != nil {
      let pointer = JSONPointer(Array(problem.pointer.steps.prefix(depth)))
      problem.help = [
        depth == 0
          ? "'\(name)' is a field of the object itself"
          : "'\(name)' is a field of '\(SchemaProblem.path(pointer))'"
      ]
      return
    }
    let below = ways(to: name, from: here, depth: 0)
    if below.count == 1, problem.help.isEmpty || below[0].count == 1 {
      let pointer = JSONPointer(problem.pointer.steps.dropLast() + below[0].map { .key($0) })
      problem.help = ["'\(name)' is a field of '\(SchemaProblem.path(pointer))'"]
    }
  }

  /// The ways down to mappings that have a field.
  private static func ways(to name: String, from place: SchemaPlace, depth: Int) -> [[String]] {
    if depth == deepest { return [] }
    return place.node.properties.flatMap { property -> [[String]] in
      guard let inner = place.at(property.node)?.resolved else { return [] }
      let here = inner.node.property(name) == nil ? [] : [[property.name]]
      return here + ways(to: name, from: inner, depth: depth + 1).map { [property.name] + $0 }
    }
  }
}

extension SchemaPlace {
  /// The schema of a member or an element.
  fileprivate func inner(_ step: JSONPointer.Step) -> SchemaPlace? {
    let node = self.node
    switch step {
    case .index: return at(node.items)
    case .key(let key): return at(node.property(key) ?? node.additional)
    }
  }
}
