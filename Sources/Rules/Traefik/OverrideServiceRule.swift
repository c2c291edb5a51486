import Diagnostics
import Topology

/// Routes of a Traefik in ingress mode that do not say for which Service they are, or say another.
enum OverrideServiceRule: TopologyRule {
  static let codes: [Code] = [.overrideOfOtherService, .unstrippedOverride, .ineffectiveOverride]

  static let explanation = """
    In ingress mode the proxy beside Traefik connects to what the header l5d-dst-override says,
    whatever address Traefik chose. So the header has to name the route's own Service, and clients
    must not be able to set it: who can, chooses any Service in the cluster and any host outside.

    A middleware with 'overrideService' sets the header in place of what a client sent. A route
    without one needs a middleware that removes it. Routes that Mooring does not make need the same:
    best is a middleware on Traefik's entry points, which every request passes first.

    In any other mode the proxy does not look at the header, and the application sees it.

    Example: a route to Service 'cart' with a middleware whose 'overrideService' is 'web'.

    Cure: a middleware with 'overrideService' for each Service; or, to remove the header,
    'spec: {headers: {customRequestHeaders: {l5d-dst-override: ""}}}'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.compactMap(\.traefik).flatMap { traefik -> [Diagnostic] in
      guard let mode = traefik.mode else { return [] }
      return mode.value == .ingress
        ? traefik.routes.compactMap { judge($0, mode, traefik) }
        : traefik.middlewares.compactMap { ineffective($0, mode) }
    }
  }

  private static func judge(
    _ route: Topology.TraefikRoute, _ mode: Located<IngressMode>, _ traefik: Topology.Traefik
  ) -> Diagnostic? {
    var last: (name: Located<String>, target: Topology.ServicePort, place: Place)?
    var isStripped = false
    for name in route.middlewares {
      switch traefik.middleware(name.value)?.effect {
      case .overrides(let target, let place): last = (name, target, place)
      case .spec(_, let removesOverride, _) where removesOverride: (last, isStripped) = (nil, true)
      // Of a chain's parts nothing is known.
      case .spec(let kinds, _, _) where kinds.contains { $0.name == "chain" }: isStripped = true
      case .spec: continue
      case .unknown, nil: return nil
      }
    }
    if let last {
      guard let service = route.service, service.target != last.target else { return nil }
      return other(route, service, last)
    }
    return isStripped ? nil : unstripped(route, mode)
  }

  private static func other(
    _ route: Topology.TraefikRoute, _ service: (target: Topology.ServicePort, place: Place),
    _ override: (name: Located<String>, target: Topology.ServicePort, place: Place)
  ) -> Diagnostic {
    Diagnostic(
      .overrideOfOtherService,
      "route '\(route.name)' is for \(service.target), and its requests would go to \(override.target)",
      at: override.name.place ?? route.place,
      label: "the proxy follows this middleware, not the route",
      secondary: [
        Label(override.place, "which says \(override.target)"),
        Label(service.place, "the route says \(service.target)"),
      ],
      help: ["use a middleware whose 'overrideService' is the route's own Service"])
  }

  private static func unstripped(
    _ route: Topology.TraefikRoute, _ mode: Located<IngressMode>
  ) -> Diagnostic {
    Diagnostic(
      .unstrippedOverride,
      "clients of route '\(route.name)' choose where the proxy connects to", at: route.place,
      label: "none of its middlewares sets or removes l5d-dst-override",
      secondary: mode.place.map { [Label($0, "the proxy follows that header in this mode")] } ?? [],
      help: ["add a middleware with 'overrideService' to the route"])
  }

  private static func ineffective(
    _ middleware: Topology.TraefikMiddleware, _ mode: Located<IngressMode>
  ) -> Diagnostic? {
    guard case .overrides(_, let place) = middleware.effect else { return nil }
    return Diagnostic(
      .ineffectiveOverride,
      "middleware '\(middleware.name)' sets a header that nobody reads", at: place,
      label: "Linkerd's proxy reads it in ingress mode alone",
      secondary: mode.place.map { [Label($0, "Traefik is meshed like this")] } ?? [],
      help: ["write 'inject: ingress', or remove the middleware"])
  }
}

extension Code {
  static let overrideOfOtherService = Code(
    "override-of-other-service", .error,
    "a route's middleware sends its requests to another Service"
  )
  static let unstrippedOverride = Code(
    "unstripped-override", .warning, "clients of a route choose where Traefik's proxy connects to")
  static let ineffectiveOverride = Code(
    "ineffective-override", .warning, "a middleware sets a header that no proxy reads")
}
