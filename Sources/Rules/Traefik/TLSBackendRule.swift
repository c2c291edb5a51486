import Diagnostics
import Topology

/// Services behind TLS of a Traefik in ingress mode.
enum TLSBackendRule: TopologyRule {
  static let codes: [Code] = [.tlsBackend]

  static let explanation = """
    Traefik speaks TLS to a Service on port 443, or whose port's name starts with 'https'. In ingress
    mode the proxy beside it needs to read the header of each request, and cannot read what is
    encrypted; connections to port 443 pass it by ('config.linkerd.io/skip-outbound-ports'), so that
    Traefik reaches the API server. So such a route is outside the mesh.

    Example: a route to 'service: {name: web, port: 443}' with 'inject: ingress'.

    Cure: route to a port that takes plain HTTP, which the mesh encrypts; or 'inject: enabled'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.compactMap(\.traefik).flatMap { traefik -> [Diagnostic] in
      guard let mode = traefik.mode, mode.value == .ingress else { return [] }
      return traefik.routes.compactMap { route in
        guard let service = route.service, service.target.port == 443 else { return nil }
        return Diagnostic(
          .tlsBackend, "requests of route '\(route.name)' go past the mesh", at: service.place,
          label: "Traefik speaks TLS to this port, which the proxy leaves alone",
          secondary: mode.place.map { [Label($0, "in this mode")] } ?? [],
          help: ["name a port that takes plain HTTP: the mesh encrypts it"])
      }
    }
  }
}

extension Code {
  static let tlsBackend = Code(
    "tls-backend", .warning, "a route of a Traefik in ingress mode goes to a Service behind TLS")
}
