import Diagnostics
import Topology
import Versions

/// Middlewares and routes in namespaces that the cluster does not declare.
enum UnknownNamespaceRule: TopologyRule {
  static let codes: [Code] = [.unknownNamespace]

  static let explanation = """
    Flux applies an object of a namespace only where the namespace is there; where not, its
    Kustomization fails, and all that waits for it stands still. A middleware or a route lies beside
    a Service of the mesh, so its namespace is one of the cluster's 'namespaces', whoever makes it;
    or that of 'traefik.workload'.

    Example: a middleware with 'namespace: shpo', and 'shop' among 'namespaces'.

    Cure: the right name; or 'namespaces: {shop: {}}', with 'manage: annotationsOnly' where somebody
    else makes it.
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
      var known = always.union(declared).union(cluster.hasMesh ? ofMesh : [])
      if let workload = cluster.traefik?.workload { known.insert(workload.namespace.value) }
      // Once a namespace: it is one cause.
      return used(by: cluster).compactMap { namespace -> Diagnostic? in
        guard let place = namespace.place, known.insert(namespace.value).inserted else {
          return nil
        }
        let near = closest(to: namespace.value, among: declared)
        return Diagnostic(
          .unknownNamespace,
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
  static let unknownNamespace = Code(
    "unknown-namespace", .error,
    "a middleware or a route lies in a namespace that its cluster does not declare")
}
