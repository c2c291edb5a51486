import Manifests
import Values
import Versions

/// How Traefik of a cluster takes part in the mesh, where objects show it.
struct TraefikMesh {
  /// What asks for ingress mode; nil where nothing does.
  let ingressMode: ClusterObject?
  /// Whether every request may pass middlewares before those of its route.
  let hasEntryPointMiddlewares: Bool
  /// Whether a route may name a Middleware of another namespace; nil where that is not known.
  let allowsCrossNamespace: Bool?

  init(_ view: ClusterView) {
    let releases = view.objects("helm.toolkit.fluxcd.io", "HelmRelease").filter {
      $0.object.value[path: "spec", "chart", "spec", "chart"]?.string == "traefik"
    }
    let release = releases.count == 1 ? releases[0] : nil
    let spec = release?.object.value["spec"]
    let values = spec?["values"]
    let isOpen = spec?["valuesFrom"]?.array?.isEmpty == false
    let workload = view.pods.first { pods in
      pods.annotations[Injection.key] == "ingress"
        && pods.containers.contains { $0.image.utf8.holds("traefik") }
    }?.object
    let isMeshed = values?["deployment"]?["podAnnotations"]?[Injection.key] == "ingress"
    ingressMode = workload ?? (isMeshed ? release : nil)
    let arguments = values?["additionalArguments"]?.array ?? []
    let ports = (values?["ports"]?.object ?? [:]).contains {
      $0.value["middlewares"] != nil || $0.value["http"]?["middlewares"] != nil
    }
    hasEntryPointMiddlewares =
      isOpen || release == nil || ports
      || arguments.contains { $0.string?.utf8.holds("iddlewares") == true }
    let setting = values?["providers"]?["kubernetesCRD"]?["allowCrossNamespace"]
    let isArgument = arguments.contains {
      $0.string?.lowercased().utf8.holds("allowcrossnamespace") == true
    }
    allowsCrossNamespace = release == nil || isOpen || isArgument ? nil : setting == .bool(true)
  }
}

/// One route of an IngressRoute.
struct IngressRouteEntry {
  let object: ClusterObject
  let pointer: JSONPointer
  let value: JSONValue

  static func all(in view: ClusterView) -> [IngressRouteEntry] {
    view.objects(TraefikMiddleware.group, "IngressRoute").filter(\.isManifest).flatMap { object in
      (object.object.value[path: "spec", "routes"]?.array ?? []).enumerated().map {
        IngressRouteEntry(
          object: object, pointer: ["spec", "routes"].pointer.appending($0), value: $1)
      }
    }
  }

  struct Reference {
    let identity: ObjectIdentity
    let pointer: JSONPointer
  }

  /// The middlewares of Kubernetes that it names, in order.
  var middlewares: [Reference] {
    (value["middlewares"]?.array ?? []).enumerated().compactMap { index, reference in
      guard let name = reference["name"]?.string, !reference.isUndecided,
        !name.utf8.contains(UInt8(ascii: "@"))
      else { return nil }
      return Reference(
        identity: ObjectIdentity(
          group: TraefikMiddleware.group, kind: "Middleware",
          namespace: reference["namespace"]?.string ?? object.identity.namespace, name: name),
        pointer: pointer.appending("middlewares").appending(index))
    }
  }
}
