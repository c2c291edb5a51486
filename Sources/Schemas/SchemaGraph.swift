import CEL
import Values

/// A schema, compiled: nodes that name each other by number, so that a schema may hold itself.
final class SchemaGraph: Sendable {
  let nodes: [SchemaNode]
  let constraints: [SchemaConstraints]
  let references: [Lazily<SchemaPlace?>]
  /// Whether it is a custom resource definition's. What one does not declare is unknown even where
  /// it declares nothing, and the formats of its numbers are not judged.
  let isCustom: Bool

  init(
    nodes: [SchemaNode], constraints: [SchemaConstraints], references: [Lazily<SchemaPlace?>],
    isCustom: Bool
  ) {
    self.nodes = nodes
    self.constraints = constraints
    self.references = references
    self.isCustom = isCustom
  }
}

extension SchemaGraph {
  /// Whether a null may stand at a node.
  ///
  /// Kubernetes' own kinds are Go structures, to which a null is a field that is not there. Of a
  /// custom kind the server drops nulls from what is created, but not from what is applied, as Flux
  /// does; only defaults replace them.
  func takesNull(_ position: Int) -> Bool {
    !isCustom || !nodes[position].flags.isDisjoint(with: [.nullable, .hasDefault])
  }

  /// Whether a null cannot be an element of Kubernetes' own kinds: it would be an object that lacks
  /// all it needs, where among texts it is an empty one.
  func needsObjects(_ items: Int) -> Bool {
    !isCustom && [.object, .reference].contains(nodes[items].shape)
  }
}

/// A node of a graph.
struct SchemaPlace: Sendable {
  let graph: SchemaGraph
  let index: Int32

  /// Lent, and not copied: its lists would be counted at every look.
  var node: SchemaNode { _read { yield graph.nodes[Int(index)] } }

  /// The place that a reference stands for; itself where it is none, and nil where nothing has the
  /// name.
  var resolved: SchemaPlace? {
    var place = self
    // Names that name names end somewhere, or name nothing.
    for _ in 0..<16 {
      guard place.node.shape == .reference else { return place }
      let reference = Int(place.node.reference)
      guard let next = place.graph.references[reference].value else { return nil }
      place = next
    }
    return nil
  }

  func at(_ index: Int32) -> SchemaPlace? {
    index == SchemaNode.none ? nil : SchemaPlace(graph: graph, index: index)
  }
}

extension SchemaPlace: CELTyping {
  var celShape: CELShape {
    guard let place = resolved else { return .unknown }
    let constraints = place.node.constraints
    switch place.node.shape {
    case .boolean: return .bool
    case .integer: return .int
    case .number: return .double
    case .intOrString, .quantity: return .intOrString
    case .array:
      switch constraints == SchemaNode.none
        ? nil : place.graph.constraints[Int(constraints)].listType
      {
      case .set: return .list(.set)
      case .map(let keys): return .list(.map(keys: keys))
      case nil: return .list(.atomic)
      }
    case .object: return place.node.additional == SchemaNode.none ? .object : .map
    case .metadata: return .object
    case .string:
      let format =
        constraints == SchemaNode.none
        ? nil : place.graph.constraints[Int(constraints)].format
      switch format {
      case .bytes: return .bytes
      case .duration: return .duration
      case .dateTime, .date: return .timestamp
      default: return .string
      }
    case .any, .reference: return place.node.properties.isEmpty ? .unknown : .object
    }
  }

  var celElement: (any CELTyping)? {
    guard let place = resolved else { return nil }
    return place.at(place.node.items) ?? place.at(place.node.additional)
  }

  func celProperty(_ name: String) -> (any CELTyping)? {
    guard let place = resolved else { return nil }
    if place.node.shape == .metadata { return SchemaGraph.metadata.celProperty(name) }
    if place.node.flags.contains(.embedded), place.node.property(name) == nil {
      switch name {
      case "metadata": return SchemaGraph.metadata
      // Texts both, as a name is.
      case "apiVersion", "kind": return SchemaGraph.metadata.celProperty("name")
      default: break
      }
    }
    return place.node.property(name).flatMap { place.at($0) }
  }
}
