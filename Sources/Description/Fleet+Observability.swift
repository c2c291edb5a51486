import Diagnostics
import Fields
import Topology

/// Viz and PodMonitors as the rules see them.
extension Fleet {
  func viz(_ settings: VizSettings) -> Topology.Viz? {
    settings.place.map { place in
      Topology.Viz(
        at: place, isPresent: settings.state.value == .present,
        prometheus: settings.prometheus.flatMap(prometheus),
        dashboardHost: settings.dashboard.flatMap { known($0.host)?.map(\.text) })
    }
  }

  private func prometheus(_ source: MetricsSource) -> Topology.Viz.Prometheus? {
    switch source {
    case .external(let url): known(url).map { .external($0.map(\.text)) }
    case .installed(let prometheus): prometheus.place.map { .installed(at: $0) }
    }
  }

  func podMonitors(_ spec: PodMonitorsSpec) -> Topology.PodMonitors? {
    spec.place.map { Topology.PodMonitors(at: $0, isLabelled: !spec.labels.isEmpty) }
  }

  func observabilityNeeds(_ spec: ClusterSpec) -> [Topology.Need] {
    let viz = spec.linkerd?.viz
    let dashboard = viz?.state.value == .present ? viz?.dashboard : nil
    return need(.traefik, at: dashboard?.place, "is served by Traefik")
      + need(
        .prometheusOperator, at: spec.podMonitors?.place, "are read by the Prometheus operator")
  }
}
