import Diagnostics
import Manifests
import Values
import Versions

/// Ingress mode where no ingress controller is, and overrides that lead to no Service.
enum IngressMeshRule: ClusterRule {
  static let codes: [Code] = [
    .ingressModeOutsideController, .absentOverrideService, .unskippedAPIServer,
  ]

  static let explanation = """
    A proxy in ingress mode asks a header of each request, l5d-dst-override, where to connect. Ingress
    controllers are configured to send it. Any other workload does not: its requests go on by their
    addresses, without the mesh's load balancing, and whoever can send it a header chooses where they
    go.

    The header names a Service and its port. Where there is none of that name, each request fails with
    status 502.

    Traefik asks the API server for its routes, by TLS, which such a proxy cannot pass on: port 443 has
    to go past it.

    Example: 'linkerd.io/inject: ingress' on the Deployment of a shop.

    Cure: 'linkerd.io/inject: enabled'; the name of the Service.
    """

  /// Parts of the names of programs that route requests from outside.
  private static let controllers = [
    "ambassador", "apisix", "caddy", "cilium", "contour", "emissary", "envoy", "gateway", "gloo",
    "haproxy", "ingress", "istio", "kong", "nginx", "oauth2-proxy", "proxy", "router", "skipper",
    "traefik", "voyager",
  ]

  static func check(_ view: ClusterView) -> [Finding] {
    view.pods.flatMap { [outside($0), unskipped($0)].compactMap { $0 } }
      + view.objects.compactMap { absent($0, view) }
  }

  private static func outside(_ pods: PodTemplate) -> Finding? {
    guard pods.annotations[Injection.key] == "ingress" else { return nil }
    let object = pods.object
    let names =
      [object.identity.name, object.identity.namespace]
      + pods.containers.flatMap {
        [$0.image, $0.name]
      }
    let isController = names.contains { name in
      controllers.contains(where: name.lowercased().utf8.holds)
    }
    if isController { return nil }
    return Finding(
      .ingressModeOutsideController, "\(object.identity) gets a proxy in ingress mode", in: object,
      at: pods.pointer(toAnnotation: Injection.key), label: "meant for ingress controllers",
      help: ["write 'enabled'"])
  }

  private static func unskipped(_ pods: PodTemplate) -> Finding? {
    let key = "config.linkerd.io/skip-outbound-ports"
    let object = pods.object
    guard pods.annotations[Injection.key] == "ingress",
      pods.containers.contains(where: { $0.image.utf8.holds("traefik") })
    else { return nil }
    let ports = pods.annotations[key]?.string ?? ""
    let isSkipped =
      ports.isUndecided
      || ports.parts(between: UInt8(ascii: ",")).contains { part in
        let ends = part.parts(between: UInt8(ascii: "-")).compactMap { $0.number(in: 0...65535) }
        guard let first = ends.first, let last = ends.last else { return false }
        return first <= 443 && 443 <= last
      }
    if isSkipped { return nil }
    return Finding(
      .unskippedAPIServer, "the proxy of \(object.identity) keeps it from the API server",
      in: object,
      at: pods.pointer(toAnnotation: pods.annotations[key] == nil ? Injection.key : key),
      label: "cannot pass on TLS in this mode", help: ["annotate its pods with '\(key): \"443\"'"])
  }

  private static func absent(_ object: ClusterObject, _ view: ClusterView) -> Finding? {
    guard object.identity.kind == "Middleware", object.identity.group == TraefikMiddleware.group
    else { return nil }
    let path = ["spec", "headers", "customRequestHeaders"].pointer
    let headers = JSONValue.object(object.object.value)[path]?.object ?? [:]
    return headers.lazy.compactMap { header -> Finding? in
      guard header.key.lowercased() == TraefikMiddleware.overrideHeader,
        let text = header.value.string, !text.isUndecided
      else { return nil }
      let labels = text.parts(between: UInt8(ascii: "."))
      guard labels.count > 2, labels[2] == "svc" || labels[2].hasPrefix("svc:") else { return nil }
      let service = ObjectIdentity(
        group: "", kind: "Service", namespace: labels[1], name: labels[0])
      guard view.lacks(service, askedForBy: object) else { return nil }
      let near = closest(
        to: labels[0],
        among: view.objects("", "Service").map(\.identity).filter { $0.namespace == labels[1] }
          .map(\.name))
      return Finding(
        .absentOverrideService,
        "\(object.identity) sends requests to \(service), which is not there",
        in: object, at: path.appending(header.key),
        help: near.map { ["the nearest name is '\($0)'"] } ?? [])
    }.first
  }
}

extension Code {
  static let ingressModeOutsideController = Code(
    "ingress-mode-outside-controller", .warning,
    "a workload that is no ingress controller gets a proxy in ingress mode")
  static let unskippedAPIServer = Code(
    "unskipped-api-server", .warning, "a proxy in ingress mode keeps Traefik from the API server")
  static let absentOverrideService = Code(
    "absent-override-service", .error, "a middleware sends requests to a Service that is not there")
}
