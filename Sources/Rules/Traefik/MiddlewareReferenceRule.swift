import Diagnostics
import Topology

/// Middlewares that a route names and does not get.
enum MiddlewareReferenceRule: TopologyRule {
  static let codes: [Code] = [.unknownMiddleware, .crossNamespaceMiddleware]

  static let explanation = """
    A route whose middleware is not found is not served at all: Traefik leaves it out, and says so in
    its log alone. So every name in 'middlewares' of a route has to be one of 'traefik.middlewares'.

    An IngressRoute finds a Middleware of another namespace only where Traefik runs with
    'providers.kubernetesCRD.allowCrossNamespace', which is off unless somebody sets it. An Ingress
    names namespace and Middleware in one word, which Traefik does not ask about.

    Example: an IngressRoute in 'shop' with a middleware whose 'namespace' is 'blog'.

    Cure: declare the middleware in the route's namespace too, under another name; or set
    'allowCrossNamespace: true' where this Traefik allows it.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      (cluster.traefik.map { judge($0, of: cluster, isComplete: topology.isComplete) } ?? [])
        + (topology.isComplete ? apps(of: cluster) : [])
    }
  }

  /// What the Ingresses of apps name.
  private static func apps(of cluster: Topology.Member) -> [Diagnostic] {
    let traefik = cluster.traefik ?? Topology.Traefik()
    return cluster.apps.flatMap(\.changes).flatMap(\.middlewares).flatMap(\.value)
      .compactMap { middleware in
        guard case .declared(let name) = middleware.value, let place = middleware.place,
          traefik.middleware(name) == nil
        else { return nil }
        return unknown(name, at: place, in: traefik, of: cluster)
      }
  }

  private static func judge(
    _ traefik: Topology.Traefik, of cluster: Topology.Member, isComplete: Bool
  ) -> [Diagnostic] {
    traefik.routes.flatMap { route in
      route.middlewares.compactMap { name in
        guard let place = name.place else { return nil }
        guard let middleware = traefik.middleware(name.value) else {
          return isComplete ? unknown(name.value, at: place, in: traefik, of: cluster) : nil
        }
        return stranger(middleware, of: route, at: place, in: traefik)
      }
    }
  }

  private static func unknown(
    _ name: String, at place: Place, in traefik: Topology.Traefik, of cluster: Topology.Member
  ) -> Diagnostic {
    let near = closest(to: name, among: traefik.middlewares.map(\.name))
    return Diagnostic(
      .unknownMiddleware, "cluster '\(cluster.name)' has no middleware '\(name)'", at: place,
      help: [
        near.map { "the nearest name is '\($0)'" } ?? "declare it in 'traefik.middlewares'"
      ])
  }

  private static func stranger(
    _ middleware: Topology.TraefikMiddleware, of route: Topology.TraefikRoute, at place: Place,
    in traefik: Topology.Traefik
  ) -> Diagnostic? {
    guard route.kind.isKnown, route.kind.value == .ingressRoute, !traefik.allowsCrossNamespace,
      let own = route.namespace, let other = middleware.namespace, own.value != other.value
    else { return nil }
    return Diagnostic(
      .crossNamespaceMiddleware,
      "route '\(route.name)' is in '\(own.value)', and its middleware '\(middleware.name)' in '\(other.value)'",
      at: place, label: "Traefik finds it only where that is allowed",
      secondary: [Label(other.place ?? middleware.place, "its namespace")],
      help: [
        "declare one in '\(own.value)', or 'allowCrossNamespace: true' where Traefik is run with it"
      ])
  }
}

extension Code {
  static let unknownMiddleware = Code(
    "unknown-middleware", .error, "a route names a middleware that is not declared")
  static let crossNamespaceMiddleware = Code(
    "cross-namespace-middleware", .error,
    "a route names a middleware of a namespace that Traefik does not let it use")
}
