import Diagnostics
import Manifests
import Values

/// One object that is made twice for the same cluster.
enum DuplicateObjectRule: ClusterRule {
  static let codes: [Code] = [.duplicateObject]

  static let explanation = """
    An object is known by its group, kind, namespace and name. Where two Flux Kustomizations apply
    the same object, each overwrites the other's at every reconciliation, and when one of them stops
    making it, it deletes the other's too. Within one Kustomization the build fails.

    Example: 'linkerd' among the namespaces of a cluster: Mooring makes that one itself.

    Cure: leave one of the two out.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    var first: [ObjectIdentity: ClusterObject] = [:]
    return view.objects.compactMap { object in
      guard let other = first[object.identity] else {
        first[object.identity] = object
        return nil
      }
      return Finding(
        .duplicateObject,
        "\(object.identity) of cluster '\(view.name)' is made twice", in: object,
        at: JSONPointer([.key("metadata"), .key("name")]),
        help: ["leave one of the two out"], other: other)
    }
  }
}

extension Code {
  static let duplicateObject = Code(
    "duplicate-object", .error, "a cluster gets the same object twice", isFinal: true)
}
