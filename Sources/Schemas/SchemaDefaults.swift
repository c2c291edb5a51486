import Values

/// Fills in what a schema gives where nothing is written, as the server does before it judges.
enum SchemaDefaults {
  /// The value with its defaults; nil where it has them all, so that nothing is copied.
  static func filled(_ value: JSONValue, _ graph: SchemaGraph, _ index: Int32) -> JSONValue? {
    let position = Int(index)
    guard graph.nodes[position].flags.contains(.givesDefaults) else { return nil }
    switch value {
    case .object(let object):
      return filled(object, graph, position).map(JSONValue.object)
    case .array(let array):
      let items = graph.nodes[position].items
      guard items != SchemaNode.none else { return nil }
      var changed: [JSONValue]?
      for element in array.indices {
        if let inner = filled(array[element], graph, items) {
          if changed == nil { changed = array }
          changed?[element] = inner
        }
      }
      return changed.map(JSONValue.array)
    default: return nil
    }
  }

  private static func filled(
    _ object: JSONObject, _ graph: SchemaGraph, _ position: Int
  ) -> JSONObject? {
    var changed: JSONObject?
    for property in graph.nodes[position].properties {
      let flags = graph.nodes[Int(property.node)].flags
      guard flags.contains(.givesDefaults) else { continue }
      let written = object[property.name]
      if let written, !written.isNull || flags.contains(.nullable) {
        if let inner = filled(written, graph, property.node) {
          if changed == nil { changed = object }
          changed?[property.name] = inner
        }
      } else if flags.contains(.hasDefault), let value = defaultValue(property.node, graph) {
        if changed == nil { changed = object }
        changed?[property.name] = filled(value, graph, property.node) ?? value
      }
    }
    let additional = graph.nodes[position].additional
    if additional != SchemaNode.none, graph.nodes[Int(additional)].flags.contains(.givesDefaults) {
      for member in object where graph.nodes[position].property(member.key) == nil {
        if let inner = filled(member.value, graph, additional) {
          if changed == nil { changed = object }
          changed?[member.key] = inner
        }
      }
    }
    return changed
  }

  private static func defaultValue(_ index: Int32, _ graph: SchemaGraph) -> JSONValue? {
    let constraints = graph.nodes[Int(index)].constraints
    return constraints == SchemaNode.none
      ? nil : graph.constraints[Int(constraints)].defaultValue
  }
}
