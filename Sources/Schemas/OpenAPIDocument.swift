import Synchronization
import Values

/// A document of OpenAPI 2 or 3, as an API server publishes it: definitions that name each other, of
/// which only those that are met are compiled.
final class OpenAPIDocument: Sendable {
  private let definitions: JSONObject
  /// The definition of each kind, and whether the kind is namespaced, by `apiVersion kind`.
  private let kinds: [String: (definition: String, isNamespaced: Bool)]
  private let places = Mutex<[String: SchemaPlace]>([:])

  /// nil where the value is no such document.
  init?(_ value: JSONValue) {
    guard value["swagger"] != nil || value["openapi"] != nil,
      let definitions = value["definitions"]?.object ?? value["components"]?["schemas"]?.object
    else { return nil }
    self.definitions = definitions
    kinds = Self.kinds(value["paths"]?.object ?? [:], definitions)
  }

  func schema(_ apiVersion: String, _ kind: String) -> KindSchema? {
    guard let known = kinds["\(apiVersion) \(kind)"],
      let root = place(known.definition, isRoot: true)
    else { return nil }
    return KindSchema(
      apiVersion: apiVersion, kind: kind, isNamespaced: known.isNamespaced, root: root,
      source: self)
  }

  private func place(_ name: String, isRoot: Bool = false) -> SchemaPlace? {
    let key = isRoot ? "root \(name)" : name
    if let known = places.withLock({ $0[key] }) { return known }
    guard var schema = definitions[name]?.object else { return nil }
    if isRoot {
      schema["x-kubernetes-embedded-resource"] = true
      var properties = schema["properties"]?.object ?? [:]
      for implied in ["apiVersion", "kind", "metadata"] { properties.remove(implied) }
      schema["properties"] = .object(properties)
    }
    var builder = SchemaGraphBuilder()
    let root: Int32
    if let shape = Self.special(name) {
      var draft = SchemaGraphBuilder.Draft()
      draft.node.shape = shape
      root = builder.add(draft)
    } else {
      root = builder.add(schema) { [weak self] in self?.place(Self.last($0)) }
    }
    let place = SchemaPlace(graph: builder.graph(isCustom: false), index: root)
    return places.withLock { places in
      if let known = places[key] { return known }
      places[key] = place
      return place
    }
  }

  /// Definitions whose form a document does not say.
  private static func special(_ name: String) -> SchemaNode.Shape? {
    switch name.utf8.lastIndex(of: UInt8(ascii: ".")).map({ name[name.index(after: $0)...] }) {
    case "Quantity": .quantity
    case "IntOrString": .intOrString
    case "ObjectMeta": .metadata
    case "RawExtension", "FieldsV1", "JSON", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrArray",
      "JSONSchemaPropsOrStringArray":
      .any
    default: nil
    }
  }

  /// What can be created, by the paths that take it: those of namespaced kinds name the namespace.
  /// A document without paths tells the kinds of its definitions.
  private static func kinds(
    _ paths: JSONObject, _ definitions: JSONObject
  ) -> [String: (definition: String, isNamespaced: Bool)] {
    var namespaced: Set<String> = []
    var created: Set<String> = []
    for path in paths {
      let post = path.value["post"]
      guard post?["x-kubernetes-action"] == "post",
        let key = key(post?["x-kubernetes-group-version-kind"])
      else { continue }
      created.insert(key)
      if path.key.hasSuffix("}/binding") { continue }
      if path.key.contains("/namespaces/{namespace}/") { namespaced.insert(key) }
    }
    var kinds: [String: (definition: String, isNamespaced: Bool)] = [:]
    for definition in definitions {
      for entry in definition.value["x-kubernetes-group-version-kind"]?.array ?? [] {
        // Some, such as DeleteOptions, are of every group, and are no objects.
        guard let key = key(entry), paths.isEmpty || created.contains(key) else { continue }
        kinds[key] = (definition.key, namespaced.contains(key))
      }
    }
    return kinds
  }

  private static func key(_ value: JSONValue?) -> String? {
    guard let group = value?["group"]?.string, let version = value?["version"]?.string,
      let kind = value?["kind"]?.string
    else { return nil }
    return group.isEmpty ? "\(version) \(kind)" : "\(group)/\(version) \(kind)"
  }

  /// `#/definitions/a.b.C` names `a.b.C`.
  private static func last(_ reference: String) -> String {
    reference.utf8.lastIndex(of: UInt8(ascii: "/")).map {
      String(reference[reference.utf8.index(after: $0)...])
    } ?? reference
  }
}
