import Values

/// Schemas as OpenAPI documents and custom resource definitions write them.
extension SchemaGraphBuilder {
  /// What a document's names stand for.
  typealias Resolution = @Sendable (_ name: String) -> SchemaPlace?

  /// Schemas within schemas beyond this depth say nothing.
  private static let deepest = 100

  mutating func add(
    _ schema: JSONObject, depth: Int = 0, resolve: @escaping Resolution
  ) -> Int32 {
    if let name = schema["$ref"]?.string { return addReference { resolve(name) } }
    // OpenAPI 3 wraps a name so that a default can stand beside it.
    if let parts = schema["allOf"]?.array, parts.count == 1, let name = parts[0]["$ref"]?.string {
      return addReference { resolve(name) }
    }
    var draft = Draft()
    guard depth < Self.deepest else { return add(draft) }
    let schema =
      schema["x-kubernetes-embedded-resource"] == true ? Self.narrowed(schema) : schema
    if let type = schema["type"]?.string { draft.setType(type) }
    if schema["x-kubernetes-int-or-string"] == true || schema["format"] == "int-or-string" {
      draft.node.shape = .intOrString
    }
    if schema["nullable"] == true { draft.node.flags.insert(.nullable) }
    if schema["x-kubernetes-preserve-unknown-fields"] == true
      || schema["additionalProperties"] == true
    {
      draft.node.flags.insert(.open)
    }
    if schema["x-kubernetes-embedded-resource"] == true { draft.node.flags.insert(.embedded) }
    for member in schema { draft.apply(member.key, member.value) }
    if let kind = schema["x-kubernetes-list-type"] { draft.apply("listType", kind) }
    if let keys = schema["x-kubernetes-list-map-keys"] { draft.apply("listMapKeys", keys) }
    for rule in schema["x-kubernetes-validations"]?.array ?? [] { draft.apply("rule", rule) }
    draft.node.required = schema["required"]?.array?.compactMap(\.string) ?? []
    addParts(of: schema, to: &draft, depth + 1, resolve)
    return add(draft)
  }

  /// A schema of a whole object may narrow its metadata; what else is in there is the server's.
  private static func narrowed(_ schema: JSONObject) -> JSONObject {
    guard var properties = schema["properties"]?.object else { return schema }
    var narrowed = schema
    let metadata = properties["metadata"]?["properties"]
    for implied in ["apiVersion", "kind", "metadata"] { properties.remove(implied) }
    narrowed["properties"] = .object(properties)
    if let metadata {
      let rest: JSONValue = ["properties": ["metadata": ["properties": metadata]]]
      narrowed["allOf"] = .array((schema["allOf"]?.array ?? []) + [rest])
    }
    return narrowed
  }

  private mutating func addParts(
    of schema: JSONObject, to draft: inout Draft, _ depth: Int, _ resolve: @escaping Resolution
  ) {
    for property in schema["properties"]?.object ?? [:] {
      let inner = add(property.value.object ?? [:], depth: depth, resolve: resolve)
      draft.properties.append(SchemaNode.Property(name: property.key, node: inner))
    }
    if let items = schema["items"]?.object {
      draft.node.items = add(items, depth: depth, resolve: resolve)
    }
    if let additional = schema["additionalProperties"]?.object {
      draft.node.additional = add(additional, depth: depth, resolve: resolve)
    }
    for (keyword, path) in [
      ("allOf", \SchemaConstraints.allOf), ("anyOf", \.anyOf), ("oneOf", \.oneOf),
    ] {
      for choice in schema[keyword]?.array?.compactMap(\.object) ?? [] {
        draft.constraints[keyPath: path].append(add(choice, depth: depth, resolve: resolve))
        draft.isConstrained = true
      }
    }
    if let excluded = schema["not"]?.object {
      draft.constraints.not = add(excluded, depth: depth, resolve: resolve)
      draft.isConstrained = true
    }
  }
}
