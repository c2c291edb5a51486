import Diagnostics
import Topology
import Versions

/// Namespaces that the mesh brings itself.
enum ReservedNamespaceRule: TopologyRule {
  static let codes: [Code] = [.reservedNamespace]

  static let explanation = """
    Mooring makes the namespaces of Linkerd and of its extensions, with the labels that keep the
    injector and pod security away from the control plane, and by which Linkerd knows its extensions.
    One that the description declares would overwrite them.

    Example: 'linkerd: {inject: disabled}' among the namespaces of a cluster with a mesh.

    Cure: leave it out.
    """

  private static func made(in cluster: Topology.Member) -> Set<String> {
    var names: Set<String> = [LinkerdRelease.namespace, MulticlusterRelease.namespace]
    if cluster.viz != nil { names.insert(VizRelease.namespace) }
    return names
  }

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.filter(\.hasMesh).flatMap { cluster in
      let made = made(in: cluster)
      return cluster.namespaces.filter { made.contains($0.name) }.map { namespace in
        Diagnostic(
          .reservedNamespace, "namespace '\(namespace.name)' is made with the mesh",
          at: namespace.place, label: "declared a second time",
          help: ["leave it out: it needs no mention"])
      }
    }
  }
}

extension Code {
  static let reservedNamespace = Code(
    "reserved-namespace", .error, "a namespace is declared that is made with the mesh")
}
