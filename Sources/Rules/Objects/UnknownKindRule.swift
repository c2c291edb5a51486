import Diagnostics
import Manifests
import Schemas
import Values

/// Kinds of which no schema is known, so that their objects are not held against one.
enum UnknownKindRule: ClusterRule {
  static let codes: [Code] = [.unknownObjectKind]

  static let explanation = """
    What is written in an object is judged by the schema of its kind. Mooring knows the kinds of
    Kubernetes, Flux, Linkerd, the Gateway API, cert-manager, trust-manager, Traefik, External Secrets,
    Sealed Secrets and the Prometheus Operator, and those whose definitions a repository holds. Of
    others nothing is said, which is no mistake.

    Example: a Kafka of Strimzi, whose definition a Helm chart brings.

    Cure: none is needed; 'mooring lint --schemas PATH' takes definitions, as files or folders, and
    what 'kubectl get --raw /openapi/v2' prints.
    """

  /// Kinds that are named; the others are counted.
  private static let namedAtMost = 6

  static func check(_ view: ClusterView) -> [Finding] {
    var seen: Set<String> = []
    var kinds: [String] = []
    var first: ClusterObject?
    for object in view.objects where object.isManifest {
      guard let apiVersion = object.object.value["apiVersion"]?.string else { continue }
      let kind = object.identity.kind
      guard seen.insert("\(apiVersion) \(kind)").inserted,
        view.schemas.schema(apiVersion, kind) == nil
      else { continue }
      kinds.append("\(kind) (\(apiVersion))")
      first = first ?? object
    }
    guard let first else { return [] }
    kinds.sort { $0.precedesInBytes($1) }
    let others = kinds.count - namedAtMost
    let named = kinds.prefix(namedAtMost).joined(separator: ", ")
    return [
      Finding(
        .unknownObjectKind,
        "could not check the fields of \(named)" + (others > 0 ? " and \(others) other kinds" : ""),
        in: first, at: JSONPointer([.key("kind")]), label: "no schema of this kind is known",
        help: ["give definitions of such kinds with '--schemas'"])
    ]
  }
}

extension Code {
  static let unknownObjectKind = Code(
    "unknown-object-kind", .note, "no schema is known of a kind, so that its fields are not judged")
}
