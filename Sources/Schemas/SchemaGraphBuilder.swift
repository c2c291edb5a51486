import Values

/// Compiles schemas, value by value, into a graph.
struct SchemaGraphBuilder {
  private(set) var nodes: [SchemaNode] = []
  private var constraints: [SchemaConstraints] = []
  private var references: [Lazily<SchemaPlace?>] = []

  /// A node under construction.
  struct Draft {
    var node = SchemaNode()
    var constraints = SchemaConstraints()
    var isConstrained = false
    var properties: [SchemaNode.Property] = []
  }

  func graph(isCustom: Bool) -> SchemaGraph {
    SchemaGraph(
      nodes: nodes, constraints: constraints, references: references, isCustom: isCustom)
  }

  mutating func add(_ draft: Draft) -> Int32 {
    var node = draft.node
    let constraints = draft.constraints
    node.properties = draft.properties.sorted { $0.name.precedesInBytes($1.name) }
    if constraints.defaultValue != nil { node.flags.insert([.hasDefault, .givesDefaults]) }
    if !constraints.rules.isEmpty { node.flags.insert(.hasRules) }
    // What is within a value may have rules and give defaults, and then the value does.
    for inner in node.properties.map(\.node) + [node.items, node.additional]
    where inner != SchemaNode.none {
      let flags = nodes[Int(inner)].flags
      if flags.contains(.hasRules) { node.flags.insert(.hasRules) }
      if flags.contains(.givesDefaults) { node.flags.insert(.givesDefaults) }
    }
    if draft.isConstrained {
      node.constraints = Int32(self.constraints.count)
      self.constraints.append(constraints)
    }
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  mutating func addReference(_ place: @escaping @Sendable () -> SchemaPlace?) -> Int32 {
    var draft = Draft()
    draft.node.shape = .reference
    draft.node.reference = Int32(references.count)
    // What it leads to is not known yet.
    draft.node.flags.insert(.hasRules)
    references.append(Lazily(place))
    return add(draft)
  }
}

extension SchemaGraphBuilder.Draft {
  /// The type of a value by its name in a schema.
  mutating func setType(_ name: some StringProtocol) {
    node.shape =
      switch name {
      case "object": .object
      case "array": .array
      case "string": .string
      case "integer": .integer
      case "number": .number
      case "boolean": .boolean
      case "int-or-string": .intOrString
      case "quantity": .quantity
      case "metadata": .metadata
      default: .any
      }
  }

  /// What a keyword of JSON Schema says of a value by itself; one that is not known says nothing.
  mutating func apply(_ keyword: String, _ value: JSONValue) {
    let before = isConstrained
    isConstrained = true
    switch keyword {
    case "enum": constraints.enumeration = value.array ?? []
    case "format":
      constraints.format = value.string.flatMap(TextFormat.init)
      constraints.fitsInt32 = value == "int32"
    case "pattern": constraints.pattern = value.string.map(LazyPattern.init)
    case "minLength": constraints.length.least = value.count ?? 0
    case "maxLength": constraints.length.most = value.count ?? .max
    case "minItems", "minProperties": constraints.count.least = value.count ?? 0
    case "maxItems", "maxProperties": constraints.count.most = value.count ?? .max
    case "minimum": constraints.range.least = value.double
    case "maximum": constraints.range.most = value.double
    case "exclusiveMinimum": constraints.range.excludesLeast = value == true
    case "exclusiveMaximum": constraints.range.excludesMost = value == true
    case "multipleOf": constraints.range.step = value.double
    case "default": constraints.defaultValue = value
    case "listType":
      if value == "set" {
        constraints.listType = .set
      } else if value == "map", constraints.listType == nil {
        constraints.listType = .map(keys: [])
      }
    case "listMapKeys":
      if constraints.listType != nil || value.array != nil {
        constraints.listType = .map(keys: value.array?.compactMap(\.string) ?? [])
      }
    case "rule": SchemaRuleText(value).map { constraints.rules.append($0) }
    default: isConstrained = before
    }
  }
}

extension JSONValue {
  fileprivate var count: Int? {
    switch self {
    case .integer(let value): Int(clamping: value)
    case .number(let value): Int(exactly: value.rounded())
    default: nil
    }
  }

  /// The number that this is.
  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
