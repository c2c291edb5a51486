import Diagnostics
import Fields
import Topology

/// Linkerd's viz extension: metrics, tap and the dashboard.
package struct VizSettings: Described, Sendable {
  package let prometheus: MetricsSource?
  package let dashboard: DashboardSettings?
  package let highAvailability: Located<Bool>?
  package let values: FreeValue?
  package let state: Located<ComponentState>
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    prometheus = fields.choice(
      "prometheus", "the Prometheus that its figures come from",
      of: [
        .scalar(
          "url", PrometheusURL.self,
          "one that is there, as pods of the cluster reach it; 'podMonitors' makes it scrape the mesh"
        ) { .external($0) },
        .mapping(
          "install", NoSettings.self,
          "one of its own, which remembers six hours and is empty after a restart"
        ) { .installed($0) },
      ])
    dashboard = fields.optional(
      "dashboard", DashboardSettings.self,
      "the dashboard's address; without it 'linkerd viz dashboard' alone opens it")
    highAvailability = fields.optional(
      "highAvailability", Bool.self,
      "three replicas of tap on three nodes; without it as 'linkerd.highAvailability' says")
    values = fields.free("values", "values of chart linkerd-viz that no other field stands for")
    state = fields.optional(
      "state", ComponentState.self, default: .present, shown: "present",
      "absent: an uninstall Job removes it; then it can leave the description")
  }
}

/// The Prometheus that viz asks.
package enum MetricsSource: Sendable {
  case external(Located<PrometheusURL>)
  /// One that viz brings; what else there is to say of it is said in `values`.
  case installed(NoSettings)

  package var place: Place? {
    switch self {
    case .external(let url): url.place
    case .installed(let prometheus): prometheus.place
    }
  }
}

/// How people reach the dashboard, through Traefik.
package struct DashboardSettings: Described, Sendable {
  package let host: Located<HostName>
  package let entryPoints: [Located<EntryPointName>]
  package let ingressClass: Located<ObjectName>?
  package let tls: RouteTLS?
  package let middlewares: [Located<ObjectName>]
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    host = fields.required(
      "host", HostName.self, "the host of its address; the dashboard answers no other")
    entryPoints = fields.oneOrMore(
      "entryPoints", EntryPointName.self, required: false,
      "the entry points of Traefik that it listens on; without them Traefik's defaults")
    ingressClass = fields.optional(
      "ingressClass", ObjectName.self, "the ingress class, where Traefik serves but one")
    tls = fields.optional("tls", RouteTLS.self, "TLS towards clients; '{}' for Traefik's default")
    middlewares = fields.oneOrMore(
      "middlewares", ObjectName.self, required: false,
      "the middlewares that requests pass first, such as one that asks for a password: names of 'traefik.middlewares' in namespace linkerd-viz"
    )
  }
}

extension LinkerdSettings {
  /// Viz, where it is to be there: it goes with the control plane.
  package var presentViz: VizSettings? {
    guard state.value == .present, let viz, viz.state.value == .present else { return nil }
    return viz
  }
}

extension DashboardSettings {
  /// The name of its route, and of its own middleware.
  package static let route = "linkerd-dashboard"

  /// Whether a middleware has to say which Service its requests are for: nobody asks where Traefik is
  /// meshed as every other pod. Of a Traefik that is not described it is not known.
  package static func needsOverride(_ traefik: TraefikSettings?) -> Bool {
    traefik?.inject?.value != .enabled
  }
}
