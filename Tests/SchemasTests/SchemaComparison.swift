@testable import Schemas

/// Walks two schemas of a kind side by side, and collects where they differ.
struct SchemaComparison {
  private(set) var differences: [String] = []
  /// Whether the first may say more than the second: the API server has words and limits in its code
  /// that its document does not tell.
  let mayAdd: Bool
  /// What was compared already: schemas hold each other, and themselves.
  private var compared: Set<Pair> = []

  private struct Pair: Hashable {
    let graph: ObjectIdentifier
    let index: Int32
  }

  init(mayAdd: Bool) { self.mayAdd = mayAdd }

  mutating func compare(_ ours: SchemaPlace, _ theirs: SchemaPlace, _ path: String) {
    guard let ours = ours.resolved, let theirs = theirs.resolved else {
      differences.append("\(path): a type is missing")
      return
    }
    let pair = Pair(graph: ObjectIdentifier(ours.graph), index: ours.index)
    guard compared.insert(pair).inserted else { return }
    let (a, b) = (ours.node, theirs.node)
    if a.shape != b.shape { differences.append("\(path): \(a.shape) and not \(b.shape)") }
    let flags: [SchemaNode.Flags] = [.nullable, .open, .embedded, .hasDefault]
    for flag in flags + (mayAdd ? [] : [.hasRules])
    where a.flags.contains(flag) != b.flags.contains(flag) {
      differences.append("\(path): flag \(flag.rawValue)")
    }
    let names = a.properties.map(\.name)
    if names != b.properties.map(\.name) {
      let both = Set(names).symmetricDifference(b.properties.map(\.name))
      differences.append("\(path): fields \(both.sorted())")
    }
    let required = Set(a.required).symmetricDifference(b.required)
    let added: Set = ["accessModes", "apiGroup", "controller", "image", "serviceName"]
    if !required.isSubset(of: mayAdd ? added : []) {
      differences.append("\(path): required \(required.sorted())")
    }
    compareConstraints(ours, theirs, path)
    for property in a.properties {
      // What controllers write is left open.
      if path.utf8.allSatisfy({ $0 != UInt8(ascii: "/") }), property.name == "status" { continue }
      guard let other = b.property(property.name) else { continue }
      compare(
        SchemaPlace(graph: ours.graph, index: property.node),
        SchemaPlace(graph: theirs.graph, index: other), "\(path)/\(property.name)")
    }
    compareParts(a.items, b.items, ours, theirs, "\(path)[]")
    compareParts(a.additional, b.additional, ours, theirs, "\(path){}")
  }

  private mutating func compareParts(
    _ a: Int32, _ b: Int32, _ ours: SchemaPlace, _ theirs: SchemaPlace, _ path: String
  ) {
    switch (ours.at(a), theirs.at(b)) {
    case (let a?, let b?): compare(a, b, path)
    case (nil, nil): break
    default: differences.append("\(path): one has it")
    }
  }

  private mutating func compareConstraints(
    _ ours: SchemaPlace, _ theirs: SchemaPlace, _ path: String
  ) {
    let (a, b) = (ours.constraints, theirs.constraints)
    let equal: [(String, Bool, isOurs: Bool)] = [
      ("enum", a.enumeration == b.enumeration, b.enumeration.isEmpty),
      ("format", a.format == b.format, false),
      ("pattern", a.pattern?.source == b.pattern?.source, b.pattern == nil),
      ("length", a.length == b.length, !b.length.isLimit),
      ("count", a.count == b.count, !b.count.isLimit),
      ("range", a.range == b.range, b.range == NumberLimits()),
      ("default", a.defaultValue == b.defaultValue, false),
      ("rules", a.rules.map(\.source) == b.rules.map(\.source), b.rules.isEmpty),
      ("list", "\(String(describing: a.listType))" == "\(String(describing: b.listType))", false),
      (
        "combinations",
        [a.allOf, a.anyOf, a.oneOf].map(\.count) == [b.allOf, b.anyOf, b.oneOf].map(\.count), false
      ),
    ]
    for (name, isEqual, isOurs) in equal where !isEqual && !(mayAdd && isOurs) {
      differences.append("\(path): \(name)")
    }
    for (a, b) in zip(a.allOf + a.anyOf + a.oneOf, b.allOf + b.anyOf + b.oneOf) {
      compareParts(a, b, ours, theirs, "\(path)*")
    }
  }
}

extension SchemaPlace {
  fileprivate var constraints: SchemaConstraints {
    node.constraints == SchemaNode.none
      ? SchemaConstraints() : graph.constraints[Int(node.constraints)]
  }
}
