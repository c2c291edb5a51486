import Diagnostics
import Topology
import Versions

/// Middlewares that Traefik cannot build.
enum MiddlewareKindRule: TopologyRule {
  static let codes: [Code] = [.invalidMiddleware]

  static let explanation = """
    The spec of a Middleware names its kind ('compress', 'headers', 'stripPrefix') and holds nothing
    else. The API server drops a name that Traefik does not have; from two kinds in one Middleware
    Traefik builds none ("multi-types middleware not supported"). Either way Traefik then leaves out
    every route that uses it, and says so in its log alone.

    Example: 'spec: {compress: {}, headers: {…}}'.

    Cure: one Middleware for each kind; a route takes several, in order.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { $0.traefik?.middlewares ?? [] }.flatMap(judge)
  }

  private static func judge(_ middleware: Topology.TraefikMiddleware) -> [Diagnostic] {
    guard case .spec(let kinds, _, let place) = middleware.effect else { return [] }
    guard let first = kinds.first else {
      return [
        Diagnostic(
          .invalidMiddleware, "middleware '\(middleware.name)' does nothing", at: place,
          label: "names no kind of middleware",
          help: ["name one, such as 'compress: {}'; or remove the middleware"])
      ]
    }
    let unknown = kinds.filter { !TraefikMiddleware.kinds.contains($0.name) }
    guard unknown.isEmpty else {
      return unknown.map { kind in
        let near = closest(to: kind.name, among: TraefikMiddleware.kinds)
        return Diagnostic(
          .invalidMiddleware, "'\(kind.name)' is no kind of middleware", at: kind.place,
          label: "Traefik does not know it",
          help: near.map { ["the nearest name is '\($0)'"] } ?? [])
      }
    }
    return kinds.dropFirst().prefix(1).map { second in
      Diagnostic(
        .invalidMiddleware,
        "middleware '\(middleware.name)' is of several kinds, and Traefik builds none of them",
        at: second.place, label: "a second kind",
        secondary: [Label(first.place, "the first one is here")],
        help: ["make a middleware of each, and list both in the route"])
    }
  }
}

extension Code {
  static let invalidMiddleware = Code(
    "invalid-middleware", .error, "a middleware is not one that Traefik can build")
}
