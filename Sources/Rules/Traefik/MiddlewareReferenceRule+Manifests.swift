import Diagnostics
import Manifests
import Topology
import Values
import Versions

extension MiddlewareReferenceRule: ClusterRule {
  /// What IngressRoutes and Ingresses of manifests name.
  static func check(_ view: ClusterView) -> [Finding] {
    let mesh = TraefikMesh(view)
    return IngressRouteEntry.all(in: view).flatMap { entry in
      entry.middlewares.compactMap { judge($0, of: entry, mesh, view) }
    }
      + view.objects("networking.k8s.io", "Ingress").flatMap { annotated($0, view) }
  }

  private static func judge(
    _ reference: IngressRouteEntry.Reference, of entry: IngressRouteEntry, _ mesh: TraefikMesh,
    _ view: ClusterView
  ) -> Finding? {
    let identity = reference.identity
    let namespace = entry.object.identity.namespace
    if view.lacks(identity, askedForBy: entry.object) {
      return Finding(
        .unknownMiddleware, "\(entry.object.identity) names \(identity), which is not there",
        in: entry.object, at: reference.pointer.appending("name"),
        label: "Traefik leaves the route out", help: [help(identity, view)])
    }
    guard identity.namespace != namespace, mesh.allowsCrossNamespace == false else { return nil }
    return Finding(
      .crossNamespaceMiddleware,
      "\(entry.object.identity) names a middleware of namespace '\(identity.namespace)'",
      in: entry.object, at: reference.pointer.appending("namespace"),
      label: "Traefik finds it only where that is allowed",
      help: [
        "make one in '\(namespace)', or set 'providers.kubernetesCRD.allowCrossNamespace: true'"
      ])
  }

  private static func help(_ identity: ObjectIdentity, _ view: ClusterView) -> String {
    let all = view.objects(TraefikMiddleware.group, "Middleware").map(\.identity)
    if let other = all.first(where: { $0.name == identity.name }) {
      return "there is one in namespace '\(other.namespace)'"
    }
    let near = closest(
      to: identity.name, among: all.filter { $0.namespace == identity.namespace }.map(\.name))
    return near.map { "the nearest name is '\($0)'" } ?? "add it, or name another"
  }

  /// Namespace and name are one word, whose dashes may be of either.
  private static func annotated(_ ingress: ClusterObject, _ view: ClusterView) -> [Finding] {
    let key = MiddlewareName.annotation
    let provider = "@kubernetescrd"
    let text = ingress.object.value[path: "metadata", "annotations"]?[key]?.string ?? ""
    if text.isEmpty || text.isUndecided { return [] }
    return text.parts(between: UInt8(ascii: ",")).compactMap { part in
      guard part.hasSuffix(provider) else { return nil }
      let whole = part.dropLast(provider.utf8.count)
      let dashes = whole.utf8.indices.filter { whole.utf8[$0] == UInt8(ascii: "-") }
      let isAbsent = dashes.allSatisfy { dash in
        view.lacks(
          ObjectIdentity(
            group: TraefikMiddleware.group, kind: "Middleware", namespace: String(whole[..<dash]),
            name: String(whole[whole.utf8.index(after: dash)...])), askedForBy: ingress)
      }
      guard isAbsent, !dashes.isEmpty else { return nil }
      return Finding(
        .unknownMiddleware,
        "\(ingress.identity) names the middleware '\(part)', which is not there",
        in: ingress, at: ["metadata", "annotations", key].pointer,
        label: "Traefik leaves the route out",
        help: ["write '<namespace>-<name>\(provider)' of a Middleware"])
    }
  }
}
