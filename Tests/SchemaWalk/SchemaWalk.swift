import Values

/// Walks an object and its schema side by side, as an API server does in its strict mode.
///
/// Not done: rules in CEL, and what a server asks of its own kinds beyond their schemas.
package struct SchemaWalk {
  private(set) var violations: [Violation] = []
  let catalogue: SchemaCatalogue
  /// Of a CRD: what the schema does not declare is unknown, even in an object without properties.
  private let isCustom: Bool

  /// Everything that is wrong with an object.
  package static func violations(
    in object: JSONValue, by catalogue: SchemaCatalogue
  ) -> [Violation] {
    guard let apiVersion = object["apiVersion"]?.string, let kind = object["kind"]?.string else {
      return [Violation(pointer: JSONPointer(), message: "has no apiVersion or no kind")]
    }
    guard let known = catalogue.kind(apiVersion, kind) else {
      return [
        Violation(pointer: JSONPointer(), message: "there is no kind \(kind) of \(apiVersion)")
      ]
    }
    var walk = SchemaWalk(catalogue: catalogue, isCustom: known.isCustom)
    walk.walkRoot(object, known)
    walk.walkIdentity(object, known)
    return walk.violations
  }

  private init(catalogue: SchemaCatalogue, isCustom: Bool) {
    self.catalogue = catalogue
    self.isCustom = isCustom
  }

  private mutating func walkRoot(_ object: JSONValue, _ kind: SchemaCatalogue.Kind) {
    var schema = kind.schema
    if kind.isCustom {
      var properties = schema["properties"]?.object ?? [:]
      for name in ["apiVersion", "kind"] { properties[name] = ["type": "string"] }
      // The server treats metadata by its own schema, whatever the CRD says of it.
      properties["metadata"] = [
        "$ref": .string("#/definitions/\(OpenAPIDocument.objectMeta)")
      ]
      schema["properties"] = .object(properties)
    }
    walk(object, schema, JSONPointer())
  }

  /// A walk of the same schemas that has found nothing yet.
  var blank: SchemaWalk { SchemaWalk(catalogue: catalogue, isCustom: isCustom) }

  mutating func add(_ message: String, _ pointer: JSONPointer) {
    violations.append(Violation(pointer: pointer, message: message))
  }

  private mutating func walk(
    _ value: JSONValue, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    if let reference = schema["$ref"]?.string {
      walkReference(value, reference, pointer)
      return
    }
    if value.isNull {
      if schema["nullable"] != .bool(true) { add("is null", pointer) }
      return
    }
    guard matchesType(value, schema, pointer) else { return }
    judgeValue(value, schema, pointer)
    switch value {
    case .object(let object): walkObject(object, schema, pointer)
    case .array(let array):
      guard let items = schema["items"]?.object else { break }
      for (index, element) in array.enumerated() {
        walk(element, items, pointer.appending(index))
      }
    default: break
    }
  }

  private mutating func walkReference(
    _ value: JSONValue, _ reference: String, _ pointer: JSONPointer
  ) {
    guard let definition = catalogue.openAPI.definition(reference) else {
      add("its schema refers to '\(reference)', which is not there", pointer)
      return
    }
    switch reference.split(separator: ".").last {
    case "Quantity": judgeQuantity(value, pointer)
    case "JSON", "JSONSchemaPropsOrBool", "JSONSchemaPropsOrArray",
      "JSONSchemaPropsOrStringArray":
      // Free values of JSON, which the document calls objects or says nothing of.
      break
    case "ObjectMeta":
      // Names come from CRDs and core kinds alike, and only here are they the server's own.
      var core = SchemaWalk(catalogue: catalogue, isCustom: false)
      core.walk(value, definition, pointer)
      core.walkLabels(of: value, pointer)
      violations += core.violations
    default: walk(value, definition, pointer)
    }
  }

  private mutating func walkObject(
    _ object: JSONObject, _ schema: JSONObject, _ pointer: JSONPointer
  ) {
    let properties = schema["properties"]?.object
    let additional = schema["additionalProperties"]
    let isOpen =
      schema["x-kubernetes-preserve-unknown-fields"] == .bool(true)
      || additional == .bool(true) || (!isCustom && properties == nil && additional == nil)
    let isEmbedded = schema["x-kubernetes-embedded-resource"] == .bool(true)
    for member in object {
      let inner = pointer.appending(member.key)
      if let property = properties?[member.key]?.object {
        walk(member.value, property, inner)
      } else if let additional = additional?.object {
        walk(member.value, additional, inner)
      } else if isEmbedded, ["apiVersion", "kind", "metadata"].contains(member.key) {
        continue
      } else if !isOpen {
        add("unknown field", inner)
      }
    }
    for name in schema["required"]?.array?.compactMap(\.string) ?? []
    where object[name] == nil && properties?[name]?["default"] == nil {
      add("has no '\(name)', which is required", pointer)
    }
  }
}
