import Diagnostics
import Topology
import Versions

/// Releases of the Gateway API that Linkerd does not work with.
enum GatewayAPIVersionRule: TopologyRule {
  static let codes: [Code] = [.unsupportedGatewayAPI, .untestedGatewayAPI]

  static let explanation = """
    Linkerd's policy controller watches HTTPRoute and GRPCRoute in the versions that a range of
    Gateway API releases serves. Older CRDs lack them: the controller does not start. Newer ones were
    not tested.

    Example: 'requires.gatewayAPI.version: "1.5.1"' with 'linkerd.version: "2.19"', which was tested
    up to 1.2.1.

    Cure: a release within the range of every cluster's Linkerd.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.compactMap { cluster in
      guard let version = cluster.gatewayAPI?.version, let place = version.place,
        let linkerd = cluster.linkerd, let release = linkerd.value.release,
        !release.gatewayAPI.contains(version.value)
      else { return nil }
      let range = release.gatewayAPI
      let isOlder = version.value < range.lowerBound
      return Diagnostic(
        isOlder ? .unsupportedGatewayAPI : .untestedGatewayAPI,
        isOlder
          ? "Linkerd \(linkerd.value) of cluster '\(cluster.name)' does not support Gateway API \(version.value)"
          : "Linkerd \(linkerd.value) of cluster '\(cluster.name)' was not tested with Gateway API \(version.value)",
        at: place, label: "it was tested with \(range.lowerBound) to \(range.upperBound)",
        secondary: linkerd.place.map { [Label($0, "Linkerd is chosen here")] } ?? [])
    }
  }
}

extension Code {
  static let unsupportedGatewayAPI = Code(
    "unsupported-gateway-api", .error, "the Gateway API is older than Linkerd needs")
  static let untestedGatewayAPI = Code(
    "untested-gateway-api", .warning, "the Gateway API is newer than Linkerd was tested with")
}
