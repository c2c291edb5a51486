import Versions

/// The values of charts that other fields of the description stand for.
enum OwnedChartValues {
  private static let version = "'linkerd.version'"
  private static let gatewayAPI = "'requires.gatewayAPI.owner' of the fleet"
  private static let namespaces = "the component 'namespaces', which makes them"

  private static let domain = "the domain of a cluster, which is always 'cluster.local'"
  private static let gateway = "'network.gateway'"
  private static let links = "'links' of the fleet"

  private static let controlPlane: [String: String] = [
    "cliVersion": version,
    "clusterDomain": domain,
    "clusterNetworks": "'linkerd.clusterNetworks'",
    "disableIPv6": "'network.pods' and 'network.services'",
    "enableHttpRoutes": gatewayAPI,
    "highAvailability": "'linkerd.highAvailability'",
    "identity.externalCA": "'linkerd.identity.anchors'",
    "identity.issuer.scheme": "'linkerd.identity.issuer'",
    "identity.issuer.tls": "'linkerd.identity.issuer'",
    "identityTrustAnchorsPEM": "'trustAnchor.certificates' of the fleet",
    "identityTrustDomain": domain,
    "installGatewayAPI": gatewayAPI,
    "linkerdVersion": version,
  ]

  private static let viz: [String: String] = [
    "cliVersion": version,
    "clusterDomain": "the domain of every cluster, which is always 'cluster.local'",
    "createNamespaceMetadataJob": namespaces,
    "linkerdNamespace": "the namespace of the control plane, which is always 'linkerd'",
    "linkerdVersion": version,
    "prometheus.enabled": "'linkerd.viz.prometheus'",
    "prometheusUrl": "'linkerd.viz.prometheus'",
  ]

  private static let multicluster: [String: String] = [
    "cliVersion": version,
    "controllers": links,
    "createNamespaceMetadataJob": namespaces,
    "gateway.enabled": links,
    "gateway.name": "the gateway's name, which is always 'linkerd-gateway'",
    "gateway.nodePort": gateway,
    "gateway.port": "the gateway's port, which is always 4143",
    "gateway.probe.nodePort": gateway,
    "gateway.probe.path": "the gateway's path for probes, which is always '/ready'",
    "gateway.probe.port": "the gateway's port for probes, which is always 4191",
    "gateway.serviceType": gateway,
    "identityTrustDomain": domain,
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
