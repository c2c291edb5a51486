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
    for object in view.objects {
      if let name = namespace(madeBy: object) { makers[name, default: []].insert(object.applier) }
    }
    let initial = initial.union(view.graph.homes)
    var judged: Set<Judged> = []
    var before: [KustomizationReference: Set<KustomizationReference>] = [:]
    return view.objects.compactMap { object in
      let identity = object.identity
      let (applier, namespace) = (object.applier, identity.namespace)
      guard !namespace.isEmpty, object.isManifest || !identity.isFlux,
        !initial.contains(namespace),
        judged.insert(Judged(applier: applier, namespace: namespace)).inserted,
        makers[namespace]?.contains(applier) != true,
        makers[namespace]?.contains(.outsideFlux) != true,
        isNamespace(namespace), let node = view.graph.node(of: applier)
      else { return nil }
      let earlier = before[node.reference] ?? view.graph.before(node.reference)
      before[node.reference] = earlier
      let isMade = (makers[namespace] ?? []).contains { maker in
        view.graph.node(of: maker).map { earlier.contains($0.reference) } ?? false
      }
      if isMade || earlier.contains(where: { mayMake($0, object, view) }) { return nil }
      // Nobody makes it, as far as is known.
      let isKnown = view.incomplete.isEmpty && !view.elsewhere.contains(.namespace(namespace))
      if makers[namespace] == nil, !isKnown { return nil }
      return finding(object, isLate: makers[namespace] != nil)
    }
  }

  /// The namespace that an object is, or lets Helm make.
  private static func namespace(madeBy object: ClusterObject) -> String? {
    if object.identity.kind == "Namespace" { return object.identity.name }
    let spec = object.object.value["spec"]
    guard object.identity.isHelmRelease, spec?["install"]?["createNamespace"] == true else {
      return nil
    }
    return spec?["targetNamespace"]?.string ?? object.identity.namespace
  }

  /// Whether a Flux Kustomization may bring what is not seen here.
  private static func mayMake(
    _ reference: KustomizationReference, _ object: ClusterObject, _ view: ClusterView
  ) -> Bool {
    guard object.isManifest else { return view.graph.isForeign(reference) }
    return view.incomplete.contains(.kustomization(reference))
  }

  /// A name that none can have is told by its own rule; cluster-scoped objects have none.
  private static func isNamespace(_ name: String) -> Bool { (try? LabelName.parse(name)) != nil }

  private static func lateLabel(_ object: ClusterObject) -> String {
    object.isManifest
      ? "another Flux Kustomization makes it, and nothing waits for that"
      : "its component does not wait for 'namespaces'"
  }

  private static func manifestHelp(_ object: ClusterObject, isLate: Bool) -> String {
    isLate
      ? "add the Flux Kustomization that makes it to 'dependsOn' of the one that applies this"
      : "add a Namespace '\(object.identity.namespace)' to the same Flux Kustomization, or to one "
        + "that it waits for"
  }

  private static func finding(_ object: ClusterObject, isLate: Bool) -> Finding {
    let identity = object.identity
    let namespace = identity.namespace
    return Finding(
      .undeclaredNamespace,
      isLate
        ? "\(identity) may be applied before its namespace"
        : "\(identity) is in a namespace that nothing makes",
      in: object, at: JSONPointer([.key("metadata"), .key("namespace")]),
      label: isLate ? lateLabel(object) : "",
      help: [
        object.isManifest
          ? manifestHelp(object, isLate: isLate)
          : isLate
            ? "add 'namespaces' to 'dependsOn' of the component"
            : "add '\(namespace): {}' to 'namespaces' of the cluster, with "
              + "'manage: annotationsOnly' where somebody else makes it"
      ])
  }
}

extension ObjectIdentity {
  fileprivate static func namespace(_ name: String) -> ObjectIdentity {
    ObjectIdentity(group: "", kind: "Namespace", namespace: "", name: name)
  }
}

extension Code {
  static let undeclaredNamespace = Code(
    "undeclared-namespace", .error, "an object is in a namespace that nothing makes before it")
}
