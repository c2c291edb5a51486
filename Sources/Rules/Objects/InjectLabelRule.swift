import Diagnostics
import Manifests
import Values

/// `linkerd.io/inject` as a label, where nobody looks.
enum InjectLabelRule: ObjectRule {
  static let codes: [Code] = [.injectAsLabel]

  static let explanation = """
    Linkerd's webhook reads 'linkerd.io/inject' from the annotations of a namespace and of a pod. As
    a label it does nothing, and nobody says so: the pods run outside the mesh.

    Example: 'workloads: {labels: {linkerd.io/inject: enabled}}'.

    Cure: 'inject: enabled' for a namespace of the description; else an annotation.
    """

  private static let key = "linkerd.io/inject"
  /// Where labels are read of the object itself, and of the pods that it makes.
  private static let pointers = [
    JSONPointer().appending("metadata").appending("labels"),
    JSONPointer().appending("spec").appending("template").appending("metadata")
      .appending("labels"),
  ]

  static func check(_ object: ClusterObject) -> [Finding] {
    pointers.compactMap { pointer in
      guard object.identity.kind != "Job" || pointer.steps.count > 2,
        JSONValue.object(object.object.value)[pointer]?[key] != nil
      else { return nil }
      return Finding(
        .injectAsLabel, "'\(key)' as a label of \(object.identity) does nothing",
        in: object, at: pointer.appending(key),
        help: [
          object.identity.kind == "Namespace"
            ? "write the field 'inject' instead" : "make it an annotation"
        ])
    }
  }
}

extension Code {
  static let injectAsLabel = Code(
    "inject-as-label", .error, "'linkerd.io/inject' is a label, and does nothing")
}
