import Versions

/// The values of charts that other fields of the description stand for.
enum OwnedChartValues {
  private static let version = "'linkerd.version'"
  private static let gatewayAPI = "'requires.gatewayAPI.owner' of the fleet"
  private static let namespaces = "the component 'namespaces', which makes them"

  private static let controlPlane: [String: String] = [
    "cliVersion": version,
    "disableIPv6": "'network.pods' and 'network.services'",
    "enableHttpRoutes": gatewayAPI,
    "highAvailability": "'linkerd.highAvailability'",
    "identity.externalCA": "'linkerd.identity.anchors'",
    "identity.issuer.scheme": "'linkerd.identity.issuer'",
    "identity.issuer.tls": "'linkerd.identity.issuer'",
    "identityTrustAnchorsPEM": "'trustAnchor.certificates' of the fleet",
    "installGatewayAPI": gatewayAPI,
    "linkerdVersion": version,
  ]

  private static let viz: [String: String] = [
    "cliVersion": version,
    "createNamespaceMetadataJob": namespaces,
    "linkerdNamespace": "the namespace of the control plane, which is always 'linkerd'",
    "linkerdVersion": version,
  ]

  private static let multicluster: [String: String] = [
    "cliVersion": version,
    "createNamespaceMetadataJob": namespaces,
    "enableNamespaceCreation": namespaces,
    "linkerdNamespace": "the namespace of the control plane, which is always 'linkerd'",
    "linkerdVersion": version,
  ]

  /// What to write instead of a value; nil where it is free.
  static func field(for path: String, in chart: Chart) -> String? {
    switch chart {
    case .controlPlane: controlPlane[path]
    case .crds: nil
    case .multicluster: multicluster[path]
    case .viz: viz[path]
    }
  }
}
