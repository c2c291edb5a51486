import Values

/// What a schema says of one field, as far as somebody must know it who compares two of its values.
package struct FieldSchema: Sendable {
  /// How server-side apply tells the elements of a list apart (`x-kubernetes-list-type`).
  package enum ListKind: Hashable, Sendable {
    /// Not at all: the list is one value.
    case atomic
    case set
    case map(keys: [String])
  }

  private let place: SchemaPlace

  fileprivate init?(_ place: SchemaPlace?) {
    guard let place = place?.resolved else { return nil }
    self.place = place.node.shape == .metadata ? SchemaGraph.metadata : place
  }

  private var constraints: SchemaConstraints? {
    let index = place.node.constraints
    return index == SchemaNode.none ? nil : place.graph.constraints[Int(index)]
  }

  package var listKind: ListKind {
    switch constraints?.listType {
    case .set: .set
    case .map(let keys): .map(keys: keys)
    case nil: .atomic
    }
  }

  /// Whether `1000m` and `1` are the same value.
  package var isQuantity: Bool { place.node.shape == .quantity }

  /// What the server fills in where nothing is written.
  package var defaultValue: JSONValue? { constraints?.defaultValue }

  /// Whether a rule of the kind forbids any change.
  package var isImmutable: Bool { constraints?.rules.contains(where: \.forbidsChange) ?? false }

  /// Of the elements of a list.
  package var element: FieldSchema? { FieldSchema(place.at(place.node.items)) }

  /// Of a member of a mapping, whether it has a name of its own in the schema or not.
  package func member(_ name: String) -> FieldSchema? {
    if place.node.flags.contains(.embedded), name == "metadata" {
      return FieldSchema(SchemaGraph.metadata)
    }
    return FieldSchema(place.at(place.node.property(name) ?? place.node.additional))
  }
}

extension KindSchema {
  /// Of the whole object.
  package var fields: FieldSchema? { FieldSchema(root) }
}

extension SchemaRuleText {
  /// Whether it asks that the value is what it was, and nothing else.
  fileprivate var forbidsChange: Bool {
    let words = source.utf8.filter { $0 > UInt8(ascii: " ") }
    return words.elementsEqual("self==oldSelf".utf8) || words.elementsEqual("oldSelf==self".utf8)
  }
}
