import Diagnostics
import Topology
import Versions

/// Objects for namespaces that nobody declares.
enum UndeclaredNamespaceRule: TopologyRule {
  static let codes: [Code] = [.undeclaredNamespace]

  static let explanation = """
    Flux applies an object of a namespace only where the namespace is there; where not, its
    Kustomization fails, and all that waits for it stands still. 'namespaces' says which there are,
    whoever makes them, and everything that lies in them waits for those.

    Example: a middleware with 'namespace: shop', and no 'shop' among 'namespaces'.

    Cure: 'namespaces: {shop: {}}'; with 'manage: annotationsOnly' where somebody else makes it.
    """

  /// What every cluster has (kube-apiserver makes them), and what Linkerd's components make.
  private static let always: Set<String> = [
    "default", "kube-system", "kube-public", "kube-node-lease",
  ]
  private static let ofMesh: Set<String> = [
    LinkerdRelease.namespace, "linkerd-viz", "linkerd-multicluster",
  ]

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    return topology.clusters.flatMap { cluster in
      let declared = cluster.namespaces.map(\.name)
      let known = always.union(declared).union(cluster.hasMesh ? ofMesh : [])
      // Once a namespace: it is one cause.
      var told: Set<String> = []
      return used(by: cluster).compactMap { namespace -> Diagnostic? in
        guard let place = namespace.place, !known.contains(namespace.value),
          told.insert(namespace.value).inserted
        else { return nil }
        let near = closest(to: namespace.value, among: declared)
        return Diagnostic(
          .undeclaredNamespace,
          "cluster '\(cluster.name)' declares no namespace '\(namespace.value)'", at: place,
          help: [
            near.map { "the nearest name is '\($0)'" }
              ?? "add it to 'namespaces'; with 'manage: annotationsOnly' where somebody else makes it"
          ])
      }
    }
  }

  private static func used(by cluster: Topology.Member) -> [Located<String>] {
    let traefik = cluster.traefik
    return (traefik?.middlewares ?? []).compactMap(\.namespace)
      + (traefik?.routes ?? []).compactMap(\.namespace)
  }
}

extension Code {
  static let undeclaredNamespace = Code(
    "undeclared-namespace", .error, "something lies in a namespace that nobody declares")
}
