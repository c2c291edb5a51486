import Values

/// What schemas do not say: names, labels, annotations, and who has a namespace.
extension SchemaWalk {
  /// k8s.io/apimachinery/pkg/api/validation.
  private static let largestAnnotations = 256 << 10
  /// k8s.io/kubernetes/pkg/apis/core/validation.
  private static let largestConfigMap = 1 << 20

  mutating func walkIdentity(_ object: JSONValue, _ kind: SchemaCatalogue.Kind) {
    let metadata = JSONPointer([.key("metadata")])
    judgeName(object, metadata.appending("name"))
    let namespace = object["metadata"]?["namespace"]?.string
    switch (kind.isNamespaced, namespace) {
    case (true, nil): add("has no 'namespace', and the kind is namespaced", metadata)
    case (false, _?):
      add("the kind is not namespaced", metadata.appending("namespace"))
    case (true, let name?) where !Formats.isLabelName(name):
      add("'\(name)' is no name of a namespace", metadata.appending("namespace"))
    default: break
    }
    if object["kind"]?.string == "ConfigMap" { judgeConfigMap(object) }
  }

  private mutating func judgeName(_ object: JSONValue, _ pointer: JSONPointer) {
    guard let name = object["metadata"]?["name"]?.string else {
      add("is missing", pointer)
      return
    }
    let isValid =
      if object["apiVersion"]?.string?.hasPrefix("rbac.authorization.k8s.io/") == true {
        Formats.isPathSegment(name)
      } else {
        switch object["kind"]?.string {
        case "Namespace", "Service": Formats.isLabelName(name)
        // Its pods carry the name in a label.
        case "Job": Formats.isSubdomain(name) && name.utf8.count <= 63
        default: Formats.isSubdomain(name)
        }
      }
    if !isValid { add("'\(name)' is no valid name", pointer) }
  }

  /// Of an object or of a template within it.
  mutating func walkLabels(of metadata: JSONValue, _ pointer: JSONPointer) {
    for label in metadata["labels"]?.object ?? [:] {
      let inner = pointer.appending("labels").appending(label.key)
      if !Formats.isQualifiedName(label.key) { add("is no valid key of a label", inner) }
      if let text = label.value.string, !Formats.isLabelValue(text) {
        add("'\(text)' is no valid value of a label", inner)
      }
    }
    var size = 0
    for annotation in metadata["annotations"]?.object ?? [:] {
      let inner = pointer.appending("annotations").appending(annotation.key)
      // Upper case is allowed here, even in the part that is a DNS name.
      if !Formats.isQualifiedName(annotation.key.lowercased()) {
        add("is no valid key of an annotation", inner)
      }
      size += annotation.key.utf8.count + (annotation.value.string?.utf8.count ?? 0)
    }
    if size > Self.largestAnnotations { add("are too large", pointer.appending("annotations")) }
  }

  private mutating func judgeConfigMap(_ object: JSONValue) {
    var size = 0
    for part in ["data", "binaryData"] {
      for member in object[part]?.object ?? [:] {
        if !Formats.isConfigKey(member.key) {
          add(
            "is no valid key of a ConfigMap",
            JSONPointer([.key(part), .key(member.key)]))
        }
        size += member.key.utf8.count + (member.value.string?.utf8.count ?? 0)
      }
    }
    if size > Self.largestConfigMap { add("is too large", JSONPointer()) }
  }
}
