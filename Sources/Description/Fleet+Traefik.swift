import Diagnostics
import Fields
import Topology
import Values
import Versions

/// Traefik as the rules see it.
extension Fleet {
  func traefik(_ settings: TraefikSettings) -> Topology.Traefik {
    Topology.Traefik(
      mode: settings.inject.flatMap(known),
      workload: settings.workload.flatMap(workload),
      // Of a word that could not be read nothing is concluded.
      allowsCrossNamespace: settings.allowCrossNamespace.value
        || !settings.allowCrossNamespace.isKnown,
      middlewares: settings.middlewares.map(middleware),
      routes: settings.routes.map(route))
  }

  private func workload(_ workload: TraefikWorkloadSpec) -> Topology.TraefikWorkload? {
    guard let kind = known(workload.kind), let namespace = known(workload.namespace) else {
      return nil
    }
    return Topology.TraefikWorkload(kind: kind, namespace: namespace.map(\.text))
  }

  private func middleware(_ middleware: Named<MiddlewareSpec>) -> Topology.TraefikMiddleware {
    Topology.TraefikMiddleware(
      name: middleware.name, place: middleware.place,
      namespace: known(middleware.value.namespace)?.map(\.text), effect: effect(middleware.value))
  }

  private func effect(_ middleware: MiddlewareSpec) -> Topology.TraefikMiddleware.Effect {
    if let override = middleware.overrideService, middleware.spec == nil {
      let namespace = override.namespace ?? middleware.namespace
      guard let place = override.place,
        let target = target(namespace, override.name, override.port)
      else { return .unknown }
      return .overrides(target, at: place)
    }
    guard let spec = middleware.spec, middleware.overrideService == nil else { return .unknown }
    return .spec(
      kinds: spec.value.map { kind in
        (name: kind.key, place: spec.keys[JSONPointer([.key(kind.key)])] ?? spec.place)
      }
      .sorted { $0.place < $1.place },
      removesOverride: setsOverride(spec.value), at: spec.place)
  }

  /// Whether the header of clients is removed or replaced: Traefik deletes a header whose value is
  /// empty, and else sets it (pkg/middlewares/headers/header.go, modifyCustomRequestHeaders).
  private func setsOverride(_ spec: JSONObject) -> Bool {
    let headers = spec["headers"]?.object?["customRequestHeaders"]?.object ?? [:]
    return headers.contains { $0.key.lowercased() == TraefikMiddleware.overrideHeader }
  }

  private func route(_ route: Named<RouteSpec>) -> Topology.TraefikRoute {
    let spec = route.value
    let target = target(spec.namespace, spec.service.name, spec.service.port)
    let port = spec.service.port.place
    return Topology.TraefikRoute(
      name: route.name, place: route.place, kind: spec.kind,
      namespace: known(spec.namespace)?.map(\.text),
      service: target.flatMap { target in port.map { (target, $0) } },
      middlewares: spec.middlewares.compactMap { known($0)?.map(\.text) })
  }

  private func target(
    _ namespace: Located<LabelName>, _ name: Located<LabelName>, _ port: Located<PortNumber>
  ) -> Topology.ServicePort? {
    guard namespace.isKnown, name.isKnown, port.isKnown else { return nil }
    return Topology.ServicePort(
      namespace: namespace.value.text, name: name.value.text, port: port.value.number)
  }

  /// What Traefik defines can be applied only after it; said once a cluster.
  func traefikNeeds(_ settings: TraefikSettings?) -> [Topology.Need] {
    guard let settings else { return [] }
    let routes = settings.routes.filter { $0.value.kind.value == .ingressRoute }
    let first = settings.middlewares.first?.place ?? routes.first?.place
    return need(.traefik, at: first, "is a custom resource of Traefik's")
  }
}
