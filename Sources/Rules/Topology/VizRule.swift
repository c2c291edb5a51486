import Diagnostics
import Fields
import Topology
import Values
import Versions

/// What viz cannot do without, and values of it that exclude each other.
enum VizRule: TopologyRule {
  static let codes: [Code] = [.conflictingVizValues, .missingControlPlane]

  static let explanation = """
    Viz and PodMonitors show what proxies and the control plane tell: without a control plane there is
    nothing to show, and viz's own pods cannot start. A cluster has a control plane where
    'linkerd.identity' says where identity comes from.

    Of Grafana viz knows one: in the cluster ('grafana.url'), or outside ('grafana.externalUrl'); its
    chart refuses both. The hosts that the dashboard answers follow from 'dashboard.host'; a value
    'dashboard.enforcedHostRegexp' beside it would shut that host out, or open the dashboard to every
    host.

    Example: 'viz: {values: {grafana: {url: grafana.grafana:3000, externalUrl: https://g.example}}}'.

    Cure: 'linkerd.identity'; one of the two values; no value for what a field says.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      withoutControlPlane(cluster, isComplete: topology.isComplete) + conflicts(in: cluster)
    }
  }

  private static func withoutControlPlane(
    _ cluster: Topology.Member, isComplete: Bool
  ) -> [Diagnostic] {
    guard isComplete, cluster.identity == nil else { return [] }
    let viz = cluster.viz.flatMap { $0.isPresent ? ("'linkerd.viz'", $0.place) : nil }
    let podMonitors = cluster.podMonitors.map { ("'podMonitors'", $0.place) }
    return [viz, podMonitors].compactMap { $0 }.map { field, place in
      Diagnostic(
        .missingControlPlane,
        "\(field) is for a mesh, and cluster '\(cluster.name)' gets no control plane", at: place,
        help: [
          cluster.hasMesh
            ? "say in 'linkerd.identity.issuer' who brings the identity issuer"
            : "give the cluster 'linkerd', or remove \(field)"
        ])
    }
  }

  private static func conflicts(in cluster: Topology.Member) -> [Diagnostic] {
    guard let viz = cluster.viz,
      let values = cluster.chartValues.first(where: { $0.chart == .viz })?.values
    else { return [] }
    return [hosts(viz, values), grafana(values)].compactMap { $0 }
  }

  private static func hosts(_ viz: Topology.Viz, _ values: FreeValue) -> Diagnostic? {
    let pointer = JSONPointer([.key("dashboard"), .key("enforcedHostRegexp")])
    guard let host = viz.dashboardHost?.place, let place = values.keys[pointer] else { return nil }
    return Diagnostic(
      .conflictingVizValues, "'dashboard.enforcedHostRegexp' follows from the dashboard's host",
      at: place, label: "this would replace it", secondary: [Label(host, "the host is here")],
      help: ["remove it, or 'linkerd.viz.dashboard' where the dashboard is reached another way"])
  }

  private static func grafana(_ values: FreeValue) -> Diagnostic? {
    guard case .object(let grafana)? = values.value["grafana"],
      case .string(let inside)? = grafana["url"], !inside.isEmpty,
      case .string(let outside)? = grafana["externalUrl"], !outside.isEmpty,
      let first = values.keys[JSONPointer([.key("grafana"), .key("url")])],
      let second = values.keys[JSONPointer([.key("grafana"), .key("externalUrl")])]
    else { return nil }
    return Diagnostic(
      .conflictingVizValues, "'grafana.url' and 'grafana.externalUrl' exclude each other",
      at: second, label: "a Grafana outside the cluster",
      secondary: [Label(first, "one in the cluster")], help: ["remove one of them"])
  }
}

extension Code {
  static let missingControlPlane = Code(
    "missing-control-plane", .error, "something is for a mesh in a cluster without a control plane")
  static let conflictingVizValues = Code(
    "conflicting-viz-values", .error,
    "values of viz exclude each other, or what a field of the description says")
}
