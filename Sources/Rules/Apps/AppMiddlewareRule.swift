import Diagnostics
import Kustomize
import Topology

/// Middlewares that an Ingress has already, and would lose.
enum AppMiddlewareRule: TopologyRule {
  static let codes: [Code] = [.overwrittenMiddleware]

  static let explanation = """
    Traefik reads all middlewares of an Ingress from one annotation. What the description lists for an
    Ingress becomes that annotation's whole value, so that a middleware which the manifest names, and
    the description does not, would be gone: one that asks for a password among them.

    Example: 'middlewares: {Ingress/shop/web: [l5d-header]}' of an Ingress whose manifest has
    'traefik.ingress.kubernetes.io/router.middlewares: shop-auth@kubernetescrd'.

    Cure: list them all, in the order in which they are to act: '[shop-auth@kubernetescrd,
    l5d-header]'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      cluster.apps.flatMap { app in
        app.changes.filter { $0.release == nil }.flatMap(\.middlewares).compactMap {
          judge($0, of: app, on: cluster)
        }
      }
    }
  }

  private static func judge(
    _ ingress: Topology.Change<[Located<MiddlewareName>]>, of app: Topology.App,
    on cluster: Topology.Member
  ) -> Diagnostic? {
    let object = ingress.object
    let found = app.folder?.objects(
      object.kind.group, object.kind.rawValue, object.namespace, object.name
    ).first
    guard !ingress.value.isEmpty,
      let written = found?.annotation(MiddlewareName.annotation), let place = written.place
    else { return nil }
    let kept = Set(ingress.value.compactMap { reference(to: $0.value, of: cluster) })
    let lost = words(of: written.value).filter { !kept.contains($0) }
    guard let first = lost.first else { return nil }
    return Diagnostic(
      .overwrittenMiddleware, "\(object) would lose its middleware '\(first)'", at: ingress.place,
      label: "what is listed here replaces the annotation",
      secondary: [Label(place, "the manifest names it here")],
      help: ["list \(lost.map { "'\($0)'" }.joined(separator: ", ")) here, too, in its order"])
  }

  private static func reference(
    to name: MiddlewareName, of cluster: Topology.Member
  ) -> String? {
    switch name {
    case .foreign(let reference): return reference
    case .declared(let name):
      let namespace = cluster.traefik?.middleware(name)?.namespace?.value
      return namespace.map { MiddlewareName.reference(namespace: $0, name: name) }
    }
  }

  /// The names between the commas.
  private static func words(of list: String) -> [String] {
    list.utf8.split(separator: UInt8(ascii: ",")).map { word in
      let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
      let start = word.drop(while: isBlank)
      return String(decoding: start.prefix { !isBlank($0) }, as: UTF8.self)
    }.filter { !$0.isEmpty }
  }
}

extension Code {
  static let overwrittenMiddleware = Code(
    "overwritten-middleware", .error, "an Ingress would lose a middleware that its manifest names")
}
