import Diagnostics
import Manifests
import Values

extension TLSBackendRule: ClusterRule {
  /// Routes of manifests, where the objects show Traefik in ingress mode.
  static func check(_ view: ClusterView) -> [Finding] {
    guard let mode = TraefikMesh(view).ingressMode else { return [] }
    return IngressRouteEntry.all(in: view).flatMap { entry in
      (entry.value["services"]?.array ?? []).enumerated().compactMap { index, service in
        let isTLS = service["port"] == .integer(443) || service["scheme"]?.string == "https"
        guard isTLS, service["kind"]?.string ?? "Service" == "Service" else { return nil }
        let pointer = entry.pointer.appending("services").appending(index)
        return Finding(
          .tlsBackend, "requests of \(entry.object.identity) go past the mesh", in: entry.object,
          at: pointer.appending(service["port"] == .integer(443) ? "port" : "scheme"),
          label: "the proxy cannot read what Traefik encrypts",
          help: ["name a port that takes plain HTTP: the mesh encrypts it"], other: mode,
          otherLabel: "Traefik is in ingress mode")
      }
    }
  }
}
