import Diagnostics
import Manifests
import Values

/// Annotations by which kustomize itself drops, renames or changes an object.
enum KustomizeAnnotationRule: ObjectRule {
  static let codes: [Code] = [.kustomizeAnnotation]

  static let explanation = """
    kustomize keeps notes for itself in annotations of the objects that it builds, and obeys those
    that it finds. 'config.kubernetes.io/local-config' makes it leave the object out, without a word;
    Flux then takes the object for removed, and deletes it. One of those below
    'internal.config.kubernetes.io/' gives a ConfigMap another name. The others it removes.

    Example: 'annotations: {config.kubernetes.io/local-config: "true"}' on a namespace.

    Cure: leave the annotation out; of an object that is not to be applied, leave the object out.
    """

  /// What kustomize reads and writes (api/internal/utils and kyaml/kio/kioutil of kustomize 5).
  private static let prefixes = [
    "config.kubernetes.io/", "internal.config.kubernetes.io/", "alpha.config.kubernetes.io/",
    "config.k8s.io/",
  ]

  static func check(_ object: ClusterObject) -> [Finding] {
    let annotations = object.object.value["metadata"]?["annotations"]?.object
    return (annotations?.keys ?? []).compactMap { judge($0, of: object) }
  }

  private static func judge(_ key: String, of object: ClusterObject) -> Finding? {
    guard prefixes.contains(where: { key.utf8.starts(with: $0.utf8) }) else { return nil }
    return Finding(
      .kustomizeAnnotation, "annotation '\(key)' of \(object.identity) is kustomize's own",
      in: object, at: JSONPointer([.key("metadata"), .key("annotations"), .key(key)]),
      label: key == "config.kubernetes.io/local-config"
        ? "kustomize leaves the object out" : "kustomize obeys it or removes it",
      help: ["remove it"])
  }
}

extension Code {
  static let kustomizeAnnotation = Code(
    "kustomize-annotation", .error, "an annotation makes kustomize drop or change an object")
}
