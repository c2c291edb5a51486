import Diagnostics
import Fields
import Topology

/// Services that are offered to clusters which do not ask for them.
enum AppExportRule: TopologyRule {
  static let codes: [Code] = [.exportWithoutLink]

  static let explanation = """
    A Service is mirrored into the clusters that reach this one by a link, and by a link of the same
    mode alone: each mode selects Services by a label value of its own. Without such a link nothing
    reads the label, and nobody says so.

    Example: 'exports: {workloads/web: flat}' on a cluster that others reach by 'mode: gateway'.

    Cure: the mode of a link that leads to this cluster; or such a link under 'links' of the fleet.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    return topology.clusters.flatMap { cluster in
      cluster.apps.flatMap(\.changes).flatMap(\.exports).compactMap {
        judge($0, of: cluster, topology.links)
      }
    }
  }

  private static func judge(
    _ export: Topology.Change<Located<LinkMode>>, of cluster: Topology.Member,
    _ links: [Topology.Link]
  ) -> Diagnostic? {
    let mode = export.value.value
    guard export.value.isKnown, let place = export.value.place else { return nil }
    let incoming = links.filter { $0.target == cluster.name }
    // A federated Service joins members of both ends of a link.
    let joining = mode == .federated ? links.filter { $0.source == cluster.name } : []
    if (incoming + joining).contains(where: { $0.mode.exportModes.contains(mode) }) { return nil }
    let offered = Set(incoming.flatMap(\.mode.exportModes)).map(\.rawValue).sorted()
    return Diagnostic(
      .exportWithoutLink,
      "no cluster reaches Service '\(export.object.namespace)/\(export.object.name)' of '\(cluster.name)' by mode '\(mode.rawValue)'",
      at: place, label: "no link has this mode",
      secondary: incoming.prefix(1).map {
        Label($0.place, "'\($0.source)' reaches it by '\($0.mode.rawValue)'")
      },
      help: [
        offered.isEmpty
          ? "add a link to '\(cluster.name)' to 'links' of the fleet, or remove the export"
          : "write \(offered.map { "'\($0)'" }.joinedAsAlternatives()), or change the link"
      ])
  }
}

extension Code {
  static let exportWithoutLink = Code(
    "export-without-link", .error, "a Service is offered in a mode that no link has")
}
