import Diagnostics
import Fields
import Topology
import Versions

/// Viz and PodMonitors as the rules see them.
extension Fleet {
  func viz(_ linkerd: LinkerdSettings) -> Topology.Viz? {
    guard let settings = linkerd.viz else { return nil }
    return settings.place.map { place in
      Topology.Viz(
        at: place, isPresent: linkerd.presentViz != nil,
        prometheus: settings.prometheus.flatMap(prometheus),
        dashboardHost: settings.dashboard.flatMap { known($0.host)?.map(\.text) })
    }
  }

  /// Traefik with the route to the dashboard, so that it is judged as every other route.
  func withDashboard(_ spec: ClusterSpec) -> Topology.Traefik? {
    guard let dashboard = spec.linkerd?.presentViz?.dashboard,
      let place = dashboard.host.place
    else { return spec.traefik.map(traefik) }
    var traefik = spec.traefik.map(traefik) ?? Topology.Traefik()
    let service = Topology.ServicePort(
      namespace: VizRelease.namespace, name: VizRelease.dashboard.name,
      port: VizRelease.dashboard.port)
    var middlewares = dashboard.middlewares.compactMap { known($0)?.map(\.text) }
    if DashboardSettings.needsOverride(spec.traefik) {
      middlewares.append(Located(DashboardSettings.route, at: place))
      traefik.middlewares.append(
        Topology.TraefikMiddleware(
          name: DashboardSettings.route, place: place,
          namespace: Located(VizRelease.namespace, at: place),
          effect: .overrides(service, at: place)))
    }
    traefik.routes.append(
      Topology.TraefikRoute(
        name: DashboardSettings.route, place: place, kind: Located(.ingressRoute, at: place),
        namespace: Located(VizRelease.namespace, at: place), service: (service, place),
        middlewares: middlewares))
    traefik.middlewares.sort { $0.name < $1.name }
    traefik.routes.sort { $0.name < $1.name }
    return traefik
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
    let dashboard = spec.linkerd?.presentViz?.dashboard
    return need(.traefik, at: dashboard?.place, "is served by Traefik")
      + need(
        .prometheusOperator, at: spec.podMonitors?.place, "are read by the Prometheus operator")
  }
}
