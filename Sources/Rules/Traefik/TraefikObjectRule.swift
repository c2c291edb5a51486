import Diagnostics
import Fields
import Manifests
import Values
import Versions

/// Traefik's objects and annotations as templates of one's own may give them.
enum TraefikObjectRule: ClusterRule {
  static let codes: [Code] = [.removedTraefikAPI, .invalidMiddlewareReference, .invalidOverride]

  static let explanation = """
    Traefik says what is wrong with its objects in its log alone, and leaves the route out.

    The API group is 'traefik.io' since Traefik 2.10; Traefik 3 does not look at
    'traefik.containo.us' any more, so such objects are applied and do nothing.

    An Ingress names its middlewares in annotation 'traefik.ingress.kubernetes.io/router.middlewares',
    each as '<namespace>-<name>@kubernetescrd', with commas between.

    Linkerd's proxy in ingress mode takes l5d-dst-override as the full name of a Service with its
    port: '<service>.<namespace>.svc.<domain>:<port>'.

    Example: annotation 'router.middlewares: compress'.

    Cure: the form that is meant. 'traefik.middlewares' and 'traefik.routes' of the description write
    all three.
    """

  private static let annotation = "traefik.ingress.kubernetes.io/router.middlewares"

  static func check(_ view: ClusterView) -> [Finding] {
    let middlewares = view.objects.map(\.identity).filter {
      $0.group == TraefikMiddleware.group && $0.kind == "Middleware"
    }
    return view.objects.flatMap { object -> [Finding] in
      let identity = object.identity
      switch (identity.group, identity.kind) {
      case (TraefikMiddleware.formerGroup, _): return [former(object)]
      case (TraefikMiddleware.group, "Middleware"): return overrides(object)
      case ("networking.k8s.io", "Ingress"): return references(object, to: middlewares)
      default: return []
      }
    }
  }

  private static func former(_ object: ClusterObject) -> Finding {
    Finding(
      .removedTraefikAPI, "Traefik 3 does not look at '\(TraefikMiddleware.formerGroup)'",
      in: object, at: JSONPointer([.key("apiVersion")]),
      help: ["write 'apiVersion: \(TraefikMiddleware.group)/v1alpha1'"])
  }

  private static func overrides(_ object: ClusterObject) -> [Finding] {
    let path = ["spec", "headers", "customRequestHeaders"]
    let headers = path.reduce(JSONValue.object(object.object.value)) { $0[$1] ?? .null }.object
    return (headers ?? [:]).compactMap { header in
      // An empty one takes the header away.
      guard header.key.lowercased() == TraefikMiddleware.overrideHeader,
        let text = header.value.string, !text.isEmpty, !isServiceWithPort(text)
      else { return nil }
      return Finding(
        .invalidOverride, "'\(text)' is not a Service with its port", in: object,
        at: JSONPointer((path + [header.key]).map { .key($0) }),
        help: ["write '<service>.<namespace>.svc.<domain>:<port>'"])
    }
  }

  private static func isServiceWithPort(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, let host = String(parts[0]), let port = String(parts[1]),
      let number = Int(port), (1...65535).contains(number), DNSName.isSubdomain(host)
    else { return false }
    let labels = host.utf8.split(separator: UInt8(ascii: "."))
    return labels.count > 3 && labels[2].elementsEqual("svc".utf8)
  }

  private static func references(
    _ object: ClusterObject, to middlewares: [ObjectIdentity]
  ) -> [Finding] {
    let pointer = JSONPointer([.key("metadata"), .key("annotations"), .key(annotation)])
    guard
      let text = object.object.value["metadata"]?["annotations"]?[annotation]?.string
    else { return [] }
    return text.utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
      let reference = trimmed(part)
      return problem(with: reference, middlewares).map { help in
        Finding(
          .invalidMiddlewareReference, "'\(reference)' does not lead Traefik to a middleware",
          in: object, at: pointer, label: "expected '<namespace>-<name>@kubernetescrd'",
          help: [help])
      }
    }
  }

  /// What to do about a reference; nil where it may be right.
  private static func problem(
    with reference: String, _ middlewares: [ObjectIdentity]
  ) -> String? {
    let provider = "@kubernetescrd"
    let isOurs = reference.utf8.count > provider.utf8.count && reference.hasSuffix(provider)
    let name = isOurs ? String(reference.dropLast(provider.count)) : reference
    let whole: (ObjectIdentity) -> String = { "\($0.namespace)-\($0.name)" }
    // Of another provider than Kubernetes nothing is known.
    if !isOurs, name.utf8.contains(UInt8(ascii: "@")) { return nil }
    let isWhole = middlewares.contains { whole($0) == name }
    let named = middlewares.first { $0.name == name }
    let canBeWhole = name.utf8.contains(UInt8(ascii: "-")) && (named == nil || isWhole)
    if isOurs && canBeWhole { return nil }
    let meant = isWhole ? name : named.map(whole)
    return meant.map { "write '\($0)\(provider)'" }
      ?? "write the namespace before the name, and '\(provider)' behind it"
  }

  private static func trimmed(_ part: Substring.UTF8View) -> String {
    let space = UInt8(ascii: " ")
    let rest = part.drop { $0 == space }
    return String(Substring(rest.prefix(rest.count - rest.reversed().prefix { $0 == space }.count)))
  }
}

extension Code {
  static let removedTraefikAPI = Code(
    "removed-traefik-api", .error, "an object is of an API group that Traefik no longer reads")
  static let invalidMiddlewareReference = Code(
    "invalid-middleware-reference", .error,
    "an Ingress names a middleware as Traefik cannot find it"
  )
  static let invalidOverride = Code(
    "invalid-override", .error, "the header for Linkerd's proxy holds no Service with its port")
}
