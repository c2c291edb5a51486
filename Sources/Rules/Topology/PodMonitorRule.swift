import Diagnostics
import Fields
import Topology
import Values
import Versions

/// Figures that no Prometheus gets, or one gets twice.
enum PodMonitorRule: TopologyRule {
  static let codes: [Code] = [
    .doubledPodMonitors, .unscrapedMesh, .unselectedPodMonitors,
  ]

  static let explanation = """
    Viz shows what its Prometheus has. One that somebody else runs has nothing of the mesh unless it is
    told to scrape it: where the Prometheus operator runs it, by PodMonitors. The operator reads those
    whose labels the 'podMonitorSelector' of its Prometheus asks for, which by the chart
    kube-prometheus-stack is the name of its release; without labels they are passed over, and
    nothing says so.

    Mooring's PodMonitors are those of Linkerd's charts, with the ports that this version has. The
    value 'podMonitor.enabled' of the control plane would render some of them a second time: every
    target is then scraped twice, and every sum is double.

    Example: 'viz: {prometheus: {url: …}}', and no 'podMonitors'.

    Cure: 'podMonitors: {namespace: monitoring, labels: {release: kube-prometheus-stack}}', and no
    value for it. Where that Prometheus has a scrape configuration of its own for the mesh, there is
    nothing to do.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      [
        unscraped(cluster, isComplete: topology.isComplete), unselected(cluster), doubled(cluster),
      ].compactMap { $0 }
    }
  }

  private static func unscraped(
    _ cluster: Topology.Member, isComplete: Bool
  ) -> Diagnostic? {
    guard isComplete, cluster.podMonitors == nil, !rendersPodMonitors(cluster),
      let viz = cluster.viz, viz.isPresent, case .external(let url)? = viz.prometheus,
      let place = url.place
    else { return nil }
    return Diagnostic(
      .unscrapedMesh,
      "nothing makes this Prometheus scrape the mesh of cluster '\(cluster.name)'", at: place,
      label: "viz shows what it has",
      help: ["add 'podMonitors', unless it has a scrape configuration for Linkerd"])
  }

  private static func unselected(_ cluster: Topology.Member) -> Diagnostic? {
    guard let podMonitors = cluster.podMonitors, !podMonitors.isLabelled else { return nil }
    return Diagnostic(
      .unselectedPodMonitors, "these PodMonitors have no labels", at: podMonitors.place,
      label: "a Prometheus selects PodMonitors by their labels",
      help: [
        "add 'labels': what 'podMonitorSelector' of that Prometheus asks for, such as 'release: kube-prometheus-stack'"
      ])
  }

  private static func doubled(_ cluster: Topology.Member) -> Diagnostic? {
    guard let podMonitors = cluster.podMonitors, rendersPodMonitors(cluster),
      let place = values(of: cluster)?.keys[JSONPointer([.key("podMonitor"), .key("enabled")])]
    else { return nil }
    return Diagnostic(
      .doubledPodMonitors, "the mesh of cluster '\(cluster.name)' would be scraped twice",
      at: place,
      label: "renders PodMonitors of the chart",
      secondary: [Label(podMonitors.place, "these are the same, and more")],
      help: ["remove the value"])
  }

  private static func rendersPodMonitors(_ cluster: Topology.Member) -> Bool {
    guard case .object(let podMonitor)? = values(of: cluster)?.value["podMonitor"] else {
      return false
    }
    return podMonitor["enabled"] == .bool(true)
  }

  private static func values(of cluster: Topology.Member) -> FreeValue? {
    cluster.chartValues.first { $0.chart == .controlPlane }?.values
  }
}

extension Code {
  static let unscrapedMesh = Code(
    "unscraped-mesh", .warning, "viz asks a Prometheus that nothing makes scrape the mesh")
  static let unselectedPodMonitors = Code(
    "unselected-pod-monitors", .warning, "PodMonitors have no labels to be selected by")
  static let doubledPodMonitors = Code(
    "doubled-pod-monitors", .error, "PodMonitors are rendered twice")
}
