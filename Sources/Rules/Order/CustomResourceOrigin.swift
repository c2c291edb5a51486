import Topology

/// Who brings the definitions of a group of custom resources.
enum CustomResourceOrigin: Hashable {
  /// Somebody else, whom `requires` names.
  case requirement(Requirement)
  /// A component of Mooring's.
  case component(String)

  /// By API group. A group that is not here is nobody's that Mooring knows: Kubernetes' own, or of an
  /// operator of the user's.
  static let groups: [String: CustomResourceOrigin] = [
    "cert-manager.io": .requirement(.certManager),
    "trust.cert-manager.io": .requirement(.trustManager),
    "trust-manager.io": .requirement(.trustManager),
    "monitoring.coreos.com": .requirement(.prometheusOperator),
    "traefik.io": .requirement(.traefik),
    "external-secrets.io": .requirement(.externalSecrets),
    "bitnami.com": .requirement(.sealedSecrets),
    "linkerd.io": .component("linkerd-crds"),
    "policy.linkerd.io": .component("linkerd-crds"),
    "workload.linkerd.io": .component("linkerd-crds"),
    "multicluster.linkerd.io": .component("linkerd-multicluster"),
  ]
}
