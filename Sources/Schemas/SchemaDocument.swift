import Values

/// A document that brings schemas: a custom resource definition, or an OpenAPI document.
package struct SchemaDocument: Sendable {
  private let schema: @Sendable (_ apiVersion: String, _ kind: String) -> KindSchema?

  /// nil where the value is neither.
  package init?(_ value: JSONValue) {
    if let definition = CustomKind(value) {
      schema = { definition.schema($0, $1) }
    } else if let document = OpenAPIDocument(value) {
      schema = { document.schema($0, $1) }
    } else {
      return nil
    }
  }

  /// Of a text of JSON: nil where it is none, or no document that brings schemas.
  package init?(json bytes: [UInt8]) {
    guard let value = JSONReader.value(of: bytes) else { return nil }
    self.init(value)
  }

  func schema(_ apiVersion: String, _ kind: String) -> KindSchema? { schema(apiVersion, kind) }
}

/// The kind that a custom resource definition declares, in each of its versions.
private struct CustomKind: Sendable {
  private let group: String
  private let kind: String
  private let isNamespaced: Bool
  private let versions: [JSONValue]

  init?(_ value: JSONValue) {
    guard value["kind"] == "CustomResourceDefinition",
      value["apiVersion"] == "apiextensions.k8s.io/v1", let spec = value["spec"],
      let group = spec["group"]?.string, let kind = spec["names"]?["kind"]?.string
    else { return nil }
    self.group = group
    self.kind = kind
    isNamespaced = spec["scope"] == "Namespaced"
    versions = spec["versions"]?.array ?? []
  }

  func schema(_ apiVersion: String, _ kind: String) -> KindSchema? {
    guard kind == self.kind,
      let version = versions.first(where: { version in
        version["name"]?.string.map { "\(group)/\($0)" } == apiVersion && version["served"] == true
      }), let schema = version["schema"]?["openAPIV3Schema"]?.object
    else { return nil }
    var root = schema
    root["x-kubernetes-embedded-resource"] = true
    var builder = SchemaGraphBuilder()
    let index = builder.add(root) { _ in nil }
    return KindSchema(
      apiVersion: apiVersion, kind: kind, isNamespaced: isNamespaced,
      root: SchemaPlace(graph: builder.graph(isCustom: true), index: index), source: nil)
  }

}
