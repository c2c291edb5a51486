import Diagnostics
import Fields
import Manifests
import Values

/// Objects in namespaces that nothing makes before them.
enum UndeclaredNamespaceRule: ClusterRule {
  static let codes: [Code] = [.undeclaredNamespace]

  static let explanation = """
    An object in a namespace that does not exist is refused. Flux makes none by itself, so the
    namespace has to be applied by the same Flux Kustomization or by one that it waits for. Where a
    component waits for a Flux Kustomization of yours, that one may bring the namespace, and nothing
    is said.

    Example: a Middleware in namespace 'shop', which is not among the cluster's 'namespaces'.

    Cure: declare the namespace: 'namespaces: {shop: {}}'; where somebody else makes it,
    'namespaces: {shop: {manage: annotationsOnly}}'.
    """

  /// There on every cluster (Kubernetes, the namespaces that its API server makes).
  private static let initial: Set<String> = [
    "default", "kube-node-lease", "kube-public", "kube-system",
  ]

  /// One applier's objects in one namespace: told once.
  private struct Judged: Hashable {
    let applier: Applier
    let namespace: String
  }

  static func check(_ view: ClusterView) -> [Finding] {
    var makers: [String: Set<Applier>] = [:]
    for object in view.objects where object.identity.kind == "Namespace" {
      makers[object.identity.name, default: []].insert(object.applier)
    }
    var judged: Set<Judged> = []
    return view.objects.compactMap { object in
      let identity = object.identity
      let (applier, namespace) = (object.applier, identity.namespace)
      guard !namespace.isEmpty, !identity.isFlux, !initial.contains(namespace),
        judged.insert(Judged(applier: applier, namespace: namespace)).inserted,
        makers[namespace]?.contains(applier) != true,
        isNamespace(namespace), let node = view.graph.node(of: applier)
      else { return nil }
      let upstream = view.graph.upstream(of: node.reference)
      let isMade = (makers[namespace] ?? []).contains { maker in
        view.graph.node(of: maker).map { upstream.contains($0.reference) } ?? false
      }
      if isMade || upstream.contains(where: view.graph.isForeign) { return nil }
      return finding(object, isLate: makers[namespace] != nil)
    }
  }

  /// A name that none can have is told by its own rule; cluster-scoped objects have none.
  private static func isNamespace(_ name: String) -> Bool { (try? LabelName.parse(name)) != nil }

  private static func finding(_ object: ClusterObject, isLate: Bool) -> Finding {
    let identity = object.identity
    let namespace = identity.namespace
    return Finding(
      .undeclaredNamespace,
      isLate
        ? "\(identity) may be applied before its namespace"
        : "\(identity) is in a namespace that nothing makes",
      in: object, at: JSONPointer([.key("metadata"), .key("namespace")]),
      label: isLate ? "its component does not wait for 'namespaces'" : "",
      help: [
        isLate
          ? "add 'namespaces' to 'dependsOn' of the component"
          : "add '\(namespace): {}' to 'namespaces' of the cluster, with "
            + "'manage: annotationsOnly' where somebody else makes it"
      ])
  }
}

extension Code {
  static let undeclaredNamespace = Code(
    "undeclared-namespace", .error, "an object is in a namespace that nothing makes before it")
}
