import Diagnostics
import Manifests
import Values

/// Retries and timeouts that nobody follows.
enum RoutingAnnotationRule: ClusterRule {
  static let codes: [Code] = [.outrankedRouting, .ineffectiveRouting, .invalidRouting]

  static let explanation = """
    Retries, timeouts and circuit breaking are annotations of a Service or a route since 2.16. A
    ServiceProfile of the Service makes Linkerd pass over all of them, without a word. On a headless
    Service they do nothing: its clients connect to pods by address. Of a value that it cannot read
    Linkerd keeps a line in its log.

    Example: 'retry.linkerd.io/http: 5xx' on a Service that has a ServiceProfile.

    Cure: move what the ServiceProfile says into an HTTPRoute and annotations, and delete it.
    """

  private static let prefixes = ["retry.linkerd.io/", "timeout.linkerd.io/"]
  private static let balancer = "balancer.linkerd.io/"

  static func check(_ view: ClusterView) -> [Finding] {
    let profiles = Dictionary(
      view.objects("linkerd.io", "ServiceProfile").map { ($0.identity.name, $0) },
      uniquingKeysWith: { first, _ in first })
    return view.objects("", "Service").flatMap { service in
      let name = "\(service.identity.name).\(service.identity.namespace).svc."
      let profile = profiles.first { $0.key.hasPrefix(name) }?.value
      return judge(service, profile)
    }
      + routes(view).flatMap { values(of: $0) }
  }

  private static func routes(_ view: ClusterView) -> [ClusterObject] {
    view.objects.filter {
      ["HTTPRoute", "GRPCRoute"].contains($0.identity.kind)
        && ["gateway.networking.k8s.io", "policy.linkerd.io"].contains($0.identity.group)
    }
  }

  private static func annotations(of object: ClusterObject) -> [JSONObject.Member] {
    (object.object.value[path: "metadata", "annotations"]?.object ?? [:]).filter { member in
      (prefixes + [balancer]).contains { member.key.utf8.starts(with: $0.utf8) }
    }
  }

  private static func place(_ key: String) -> JSONPointer {
    ["metadata", "annotations", key].pointer
  }

  private static func judge(_ service: ClusterObject, _ profile: ClusterObject?) -> [Finding] {
    let own = annotations(of: service)
    guard let first = own.first else { return [] }
    if let profile {
      return [
        Finding(
          .outrankedRouting, "Linkerd passes over '\(first.key)' of \(service.identity)",
          in: service,
          at: place(first.key), label: "the Service has a ServiceProfile, which holds alone",
          help: ["remove the ServiceProfile, or the annotation"], other: profile,
          otherLabel: "the ServiceProfile")
      ]
    }
    if service.object.value[path: "spec", "clusterIP"]?.string == "None" {
      return [
        Finding(
          .ineffectiveRouting, "'\(first.key)' on a headless Service does nothing", in: service,
          at: place(first.key), label: "clients connect to its pods by address",
          help: ["remove it, or put it on a Service with an address"])
      ]
    }
    return values(of: service)
  }

  private static func values(of object: ClusterObject) -> [Finding] {
    annotations(of: object).compactMap { member in
      guard let text = member.value.string, !text.isUndecided,
        let expected = expectation(of: text, for: member.key)
      else { return nil }
      return Finding(
        .invalidRouting, "Linkerd cannot read '\(text)' as the value of '\(member.key)'",
        in: object, at: place(member.key), label: "expected \(expected)")
    }
  }

  /// parse_http_retry and parse_timeouts of policy-controller/k8s/index of linkerd/linkerd2.
  private static func expectation(of text: String, for key: String) -> String? {
    switch key {
    case "retry.linkerd.io/http":
      text.parts(between: UInt8(ascii: ",")).allSatisfy(isStatus)
        ? nil : "statuses such as '5xx', 'gateway-error' or '503-504'"
    case "retry.linkerd.io/limit": text.number(in: 0...65535) == nil ? "a number" : nil
    case "retry.linkerd.io/timeout", "timeout.linkerd.io/request", "timeout.linkerd.io/response",
      "timeout.linkerd.io/idle":
      isDuration(text) ? nil : "a duration such as '300ms' or '10s'"
    default: nil
    }
  }

  private static func isStatus(_ text: String) -> Bool {
    if ["5xx", "gateway-error"].contains(text.lowercased()) { return true }
    let ends = text.parts(between: UInt8(ascii: "-")).map { $0.number(in: 100...599) }
    return ends.count <= 2 && ends.allSatisfy { $0 != nil }
  }

  /// A whole number with a unit; Linkerd takes one of both, and no fractions.
  private static func isDuration(_ text: String) -> Bool {
    ["ms", "s", "m", "h", "d"].contains { unit in
      text.hasSuffix(unit)
        && String(text.dropLast(unit.count)).number(in: 0...Int(Int32.max)) != nil
    } || text == "0"
  }
}

extension Code {
  static let outrankedRouting = Code(
    "outranked-routing", .warning, "a ServiceProfile makes Linkerd pass over annotations")
  static let ineffectiveRouting = Code(
    "ineffective-routing", .warning, "retries or timeouts are asked for on a headless Service")
  static let invalidRouting = Code(
    "invalid-routing", .error, "a retry or a timeout has a value that Linkerd cannot read")
}
