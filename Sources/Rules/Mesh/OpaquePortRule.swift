import Diagnostics
import Manifests
import Values
import Versions

/// Ports that a Service says are opaque and its pods do not, or the other way round.
enum OpaquePortRule: ClusterRule {
  static let codes: [Code] = [.differingOpaquePorts]

  static let explanation = """
    'config.linkerd.io/opaque-ports' tells the proxies on both sides of a connection not to look for
    HTTP in it. Clients read it from the Service, the server's own proxy from its pods. Where only one
    of the two has it, the other side waits for a protocol that it does not find, or is sent what it
    does not expect: connections hang for ten seconds or break. 'linkerd check' names such Services.

    On the Service the ports are its own, on pods those of the containers ('targetPort').

    Example: a Service with 'config.linkerd.io/opaque-ports: "5433"', whose pods have no annotation.

    Cure: the annotation on the namespace, or the same on Service and pods.
    """

  private static let key = "config.linkerd.io/opaque-ports"
  /// `proxy.opaquePorts` of charts/linkerd-control-plane/values.yaml.
  private static let assumed: Set<Int> = [25, 587, 3306, 4444, 5432, 6379, 9300, 11211]

  static func check(_ view: ClusterView) -> [Finding] {
    let services = view.objects("", "Service").filter {
      $0.object.value[path: "spec", "selector"]?.object?.isEmpty == false
        && $0.object.value[path: "spec", "clusterIP"]?.string != "None"
    }
    if services.isEmpty { return [] }
    let injection = Injection(view)
    let workloads = Dictionary(
      grouping: view.pods.filter { injection.cause(for: $0) != nil },
      by: \.object.identity.namespace)
    return services.compactMap { service in
      let selector = service.object.value[path: "spec", "selector"]?.object ?? [:]
      let pods = (workloads[service.identity.namespace] ?? []).filter {
        $0.isSelected(by: selector)
      }
      return pods.lazy.compactMap { judge(service, $0, injection) }.first
    }
  }

  private static func judge(
    _ service: ClusterObject, _ pods: PodTemplate, _ injection: Injection
  ) -> Finding? {
    let shared = injection.annotation(key, ofNamespace: service.identity.namespace)
    let own = service.object.value[path: "metadata", "annotations"]?[key]
    let theirs = pods.annotations[key]
    // Where neither says anything, both have the same.
    guard own != nil || theirs != nil,
      let ofService = ports(own ?? shared), let ofPods = ports(theirs ?? shared)
    else { return nil }
    for port in service.object.value[path: "spec", "ports"]?.array ?? [] {
      guard case .integer(let number)? = port["port"], let outer = Int(exactly: number),
        port["protocol"]?.string ?? "TCP" == "TCP",
        let inner = target(of: port, outer, pods)
      else { continue }
      let (isOuter, isInner) = (ofService(outer), ofPods(inner))
      if isOuter == isInner { continue }
      return finding(service, pods, outer, inner, isOuter: isOuter, hasOwn: own != nil)
    }
    return nil
  }

  private static func finding(
    _ service: ClusterObject, _ pods: PodTemplate, _ outer: Int, _ inner: Int, isOuter: Bool,
    hasOwn: Bool
  ) -> Finding {
    let message =
      isOuter
      ? "port \(outer) of \(service.identity) is opaque, and port \(inner) of its pods is not"
      : "port \(inner) of the pods of \(service.identity) is opaque, and its own \(outer) is not"
    let inService = ["metadata", "annotations", key].pointer
    return hasOwn
      ? Finding(
        .differingOpaquePorts, message, in: service, at: inService,
        help: [
          isOuter
            ? "add \(inner) to '\(key)' of the pods of \(pods.object.identity)"
            : "add \(outer) to this list"
        ], other: pods.object, otherLabel: "makes its pods")
      : Finding(
        .differingOpaquePorts, message, in: pods.object, at: pods.pointer(toAnnotation: key),
        help: [
          isOuter
            ? "add \(inner) to this list" : "annotate the Service with '\(key): \"\(outer)\"'"
        ], other: service, otherLabel: "the Service")
  }

  /// Whether a port is in a list; nil where the list cannot be read, or has names.
  private static func ports(_ value: JSONValue?) -> ((Int) -> Bool)? {
    guard let value else { return { assumed.contains($0) } }
    guard let text = value.string, !text.isUndecided else { return nil }
    if text.isEmpty { return { _ in false } }
    var ranges: [ClosedRange<Int>] = []
    for part in text.parts(between: UInt8(ascii: ",")) {
      let ends = part.parts(between: UInt8(ascii: "-")).map { $0.number(in: 0...65535) }
      guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last
      else { return nil }
      ranges.append(first...last)
    }
    let found = ranges
    return { port in found.contains { $0.contains(port) } }
  }

  /// The port of the pods that one of a Service leads to; nil where it is a name that they lack.
  private static func target(of port: JSONValue, _ outer: Int, _ pods: PodTemplate) -> Int? {
    switch port["targetPort"] {
    case nil: return outer
    case .integer(let number)?: return Int(exactly: number)
    case .string(let name)?:
      if let number = name.number(in: 1...65535) { return number }
      let ports = pods.containers.flatMap { $0.value["ports"]?.array ?? [] }
      guard
        case .integer(let number)? = ports.first(where: { $0["name"]?.string == name })?[
          "containerPort"]
      else { return nil }
      return Int(exactly: number)
    default: return nil
    }
  }
}

extension Code {
  static let differingOpaquePorts = Code(
    "differing-opaque-ports", .warning, "a Service and its pods differ in which ports are opaque")
}
