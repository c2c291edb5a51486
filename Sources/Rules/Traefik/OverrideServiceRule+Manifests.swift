import Diagnostics
import Manifests
import Values
import Versions

extension OverrideServiceRule: ClusterRule {
  /// Routes of manifests, where the objects show Traefik in ingress mode and all of its middlewares.
  static func check(_ view: ClusterView) -> [Finding] {
    let mesh = TraefikMesh(view)
    guard let mode = mesh.ingressMode, !mesh.hasEntryPointMiddlewares else { return [] }
    return IngressRouteEntry.all(in: view).compactMap { entry in
      let services = entry.value["services"]?.array ?? []
      let leadsToMesh = services.contains { $0["kind"]?.string ?? "Service" == "Service" }
      guard leadsToMesh, !mayHandle(entry, view) else { return nil }
      return Finding(
        .unstrippedOverride,
        "clients of \(entry.object.identity) choose where the proxy connects to", in: entry.object,
        at: entry.pointer, label: "none of its middlewares sets or removes l5d-dst-override",
        help: ["add a Middleware that sets the header to the Service of the route"], other: mode,
        otherLabel: "Traefik is in ingress mode")
    }
  }

  /// Whether one of its middlewares sets or removes the header, or is not known.
  private static func mayHandle(_ entry: IngressRouteEntry, _ view: ClusterView) -> Bool {
    let references = entry.middlewares
    if references.count < (entry.value["middlewares"]?.array ?? []).count { return true }
    return references.contains { reference in
      guard case .found(let middleware) = view.lookUp(reference.identity) else { return true }
      let spec = middleware.object.value["spec"]
      let headers = spec?["headers"]?["customRequestHeaders"]?.object ?? [:]
      return spec?["chain"] != nil
        || headers.contains { $0.key.lowercased() == TraefikMiddleware.overrideHeader }
    }
  }
}
