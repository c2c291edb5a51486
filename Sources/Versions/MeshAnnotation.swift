/// An annotation by which a namespace, a pod or a Service changes what Linkerd's proxy does there.
package struct MeshAnnotation: Sendable {
  /// What its value is read as.
  package enum Shape: Sendable {
    case anything
    case boolean
    /// A text of Go's durations: `10s`.
    case duration
    case integer
    /// Numbers of ports, ranges of them, and names.
    case namedPorts
    case networks
    case oneOf([String])
    case port
    case ports
    case quantity
    /// From 0 to 1.
    case ratio
  }

  package let key: String
  package let shape: Shape
  /// The first minor version that reads it; nil where the oldest known one does.
  package let since: Version?

  private init(_ key: String, _ shape: Shape, since: Version? = nil) {
    self.key = key
    self.shape = shape
    self.since = since
  }

  package static let prefixes = [
    "config.linkerd.io/", "config.alpha.linkerd.io/", "config.beta.linkerd.io/",
  ]

  package static let inject = MeshAnnotation(
    "linkerd.io/inject", .oneOf(["enabled", "ingress", "disabled"]))

  /// The one key below the prefixes that is a label: of namespaces.
  package static let admissionWebhooks = "config.linkerd.io/admission-webhooks"

  /// The policies of value `proxy.defaultInboundPolicy` and of the annotation.
  package static let inboundPolicies = [
    "all-authenticated", "all-unauthenticated", "audit", "cluster-authenticated",
    "cluster-unauthenticated", "deny",
  ]

  package static let pullPolicies = ["Always", "IfNotPresent", "Never"]
  private static let switches = ["enabled", "disabled"]

  package static func annotation(_ key: String) -> MeshAnnotation? { byKey[key] }

  package static var keys: [String] { all.map(\.key) }

  private static let byKey = Dictionary(
    ([inject] + all).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  /// Those below the prefixes.
  ///
  /// pkg/k8s/labels.go and pkg/inject/inject.go of linkerd/linkerd2, at the tags stable-2.14.10 to
  /// edge-26.8.3; those that only older versions read are left out.
  private static let all: [MeshAnnotation] = [
    MeshAnnotation("config.alpha.linkerd.io/proxy-enable-native-sidecar", .boolean),
    MeshAnnotation("config.alpha.linkerd.io/proxy-wait-before-exit-seconds", .integer),
    MeshAnnotation(
      "config.beta.linkerd.io/proxy-enable-native-sidecar", .boolean, since: Version(2, 19)),
    MeshAnnotation("config.linkerd.io/access-log", .oneOf(["apache", "json"])),
    MeshAnnotation("config.linkerd.io/admin-port", .port),
    MeshAnnotation("config.linkerd.io/close-wait-timeout", .duration),
    MeshAnnotation("config.linkerd.io/control-port", .port),
    MeshAnnotation("config.linkerd.io/debug-image", .anything),
    MeshAnnotation("config.linkerd.io/debug-image-pull-policy", .oneOf(pullPolicies)),
    MeshAnnotation("config.linkerd.io/debug-image-version", .anything),
    MeshAnnotation("config.linkerd.io/default-inbound-policy", .oneOf(inboundPolicies)),
    MeshAnnotation("config.linkerd.io/enable-debug-sidecar", .boolean),
    MeshAnnotation("config.linkerd.io/enable-external-profiles", .boolean),
    MeshAnnotation("config.linkerd.io/enable-gateway", .boolean),
    MeshAnnotation("config.linkerd.io/image-pull-policy", .oneOf(pullPolicies)),
    MeshAnnotation("config.linkerd.io/inbound-port", .port),
    MeshAnnotation("config.linkerd.io/init-image", .anything),
    MeshAnnotation("config.linkerd.io/init-image-version", .anything),
    MeshAnnotation("config.linkerd.io/opaque-ports", .namedPorts),
    MeshAnnotation("config.linkerd.io/outbound-port", .port),
    MeshAnnotation("config.linkerd.io/pod-inbound-ports", .ports),
    MeshAnnotation("config.linkerd.io/proxy-additional-env", .anything, since: Version(2, 20)),
    MeshAnnotation(
      "config.linkerd.io/proxy-admin-shutdown", .oneOf(switches), since: Version(2, 16)),
    MeshAnnotation("config.linkerd.io/proxy-await", .oneOf(switches)),
    MeshAnnotation("config.linkerd.io/proxy-cpu-limit", .quantity),
    MeshAnnotation("config.linkerd.io/proxy-cpu-ratio-limit", .ratio, since: Version(2, 18)),
    MeshAnnotation("config.linkerd.io/proxy-cpu-request", .quantity),
    MeshAnnotation("config.linkerd.io/proxy-disable-inbound-protocol-detect-timeout", .boolean),
    MeshAnnotation("config.linkerd.io/proxy-disable-outbound-protocol-detect-timeout", .boolean),
    MeshAnnotation(
      "config.linkerd.io/proxy-enable-native-sidecar", .boolean, since: Version(2, 20)),
    MeshAnnotation("config.linkerd.io/proxy-ephemeral-storage-limit", .quantity),
    MeshAnnotation("config.linkerd.io/proxy-ephemeral-storage-request", .quantity),
    MeshAnnotation("config.linkerd.io/proxy-gid", .integer, since: Version(2, 16)),
    MeshAnnotation("config.linkerd.io/proxy-image", .anything),
    MeshAnnotation("config.linkerd.io/proxy-inbound-connect-timeout", .duration),
    MeshAnnotation("config.linkerd.io/proxy-inbound-discovery-cache-unused-timeout", .duration),
    MeshAnnotation("config.linkerd.io/proxy-log-format", .oneOf(["json", "plain"])),
    MeshAnnotation(
      "config.linkerd.io/proxy-log-http-headers", .oneOf(["insecure", "off"]),
      since: Version(2, 16)),
    MeshAnnotation("config.linkerd.io/proxy-log-level", .anything),
    MeshAnnotation("config.linkerd.io/proxy-memory-limit", .quantity),
    MeshAnnotation("config.linkerd.io/proxy-memory-request", .quantity),
    MeshAnnotation(
      "config.linkerd.io/proxy-metrics-hostname-labels", .boolean, since: Version(2, 18)),
    MeshAnnotation("config.linkerd.io/proxy-outbound-connect-timeout", .duration),
    MeshAnnotation("config.linkerd.io/proxy-outbound-discovery-cache-unused-timeout", .duration),
    MeshAnnotation("config.linkerd.io/proxy-require-identity-inbound-ports", .namedPorts),
    MeshAnnotation("config.linkerd.io/proxy-uid", .integer),
    MeshAnnotation("config.linkerd.io/proxy-version", .anything),
    MeshAnnotation("config.linkerd.io/shutdown-grace-period", .duration),
    MeshAnnotation("config.linkerd.io/skip-inbound-ports", .ports),
    MeshAnnotation("config.linkerd.io/skip-outbound-ports", .ports),
    MeshAnnotation("config.linkerd.io/skip-subnets", .networks),
  ]

  /// Keys that versions before 2.14 read, and none since.
  package static let removed: Set<String> = [
    "config.alpha.linkerd.io/trace-collector-service-account",
    "config.linkerd.io/disable-identity", "config.linkerd.io/disable-tap",
    "config.linkerd.io/trace-collector",
  ]
}
