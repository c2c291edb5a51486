/// A version of an API that is no longer there, or soon will not be.
package struct APIRemoval: Sendable {
  package enum Owner: Hashable, Sendable {
    /// The version that no longer serves it.
    case kubernetes(Version)
    /// Somebody else, in every release that is still supported.
    case other(String)
    /// Somebody else, in releases since this one: an older one may still serve it.
    case since(String)
  }

  package let apiVersion: String
  /// nil for all kinds of that version.
  package let kinds: [String]?
  package let owner: Owner
  /// nil where nothing has taken its place.
  package let replacement: String?

  private init(
    _ apiVersion: String, _ kinds: [String]? = nil, _ owner: Owner, now replacement: String?
  ) {
    self.apiVersion = apiVersion
    self.kinds = kinds
    self.owner = owner
    self.replacement = replacement
  }

  package static func of(_ apiVersion: String, _ kind: String) -> APIRemoval? {
    byVersion[apiVersion]?.first { $0.kinds?.contains(kind) ?? true }
  }

  /// The oldest Kubernetes that anybody supports: what it has removed is gone everywhere.
  ///
  /// Flux 2.9 and Linkerd 2.20 ask for more.
  package static let oldestKubernetes = Version(1, 31)

  private static let byVersion = Dictionary(grouping: all, by: \.apiVersion)

  /// https://kubernetes.io/docs/reference/using-api/deprecation-guide/, the notes of cert-manager
  /// 0.11 and 1.6, of External Secrets 0.17, of Gateway API 1.0, of Flux 2.7 and 2.8, and of Linkerd
  /// 2.12; checked against the definitions that the current releases bring.
  private static let all: [APIRemoval] = [
    // Kubernetes
    APIRemoval(
      "extensions/v1beta1", ["DaemonSet", "Deployment", "ReplicaSet"], .kubernetes(Version(1, 16)),
      now: "apps/v1"),
    APIRemoval(
      "extensions/v1beta1", ["Ingress"], .kubernetes(Version(1, 22)), now: "networking.k8s.io/v1"),
    APIRemoval(
      "extensions/v1beta1", ["NetworkPolicy"], .kubernetes(Version(1, 16)),
      now: "networking.k8s.io/v1"),
    APIRemoval("extensions/v1beta1", ["PodSecurityPolicy"], .kubernetes(Version(1, 16)), now: nil),
    APIRemoval("apps/v1beta1", nil, .kubernetes(Version(1, 16)), now: "apps/v1"),
    APIRemoval("apps/v1beta2", nil, .kubernetes(Version(1, 16)), now: "apps/v1"),
    APIRemoval(
      "networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], .kubernetes(Version(1, 22)),
      now: "networking.k8s.io/v1"),
    APIRemoval(
      "rbac.authorization.k8s.io/v1alpha1", nil, .kubernetes(Version(1, 22)),
      now: "rbac.authorization.k8s.io/v1"),
    APIRemoval(
      "rbac.authorization.k8s.io/v1beta1", nil, .kubernetes(Version(1, 22)),
      now: "rbac.authorization.k8s.io/v1"),
    APIRemoval(
      "apiextensions.k8s.io/v1beta1", nil, .kubernetes(Version(1, 22)),
      now: "apiextensions.k8s.io/v1"),
    APIRemoval(
      "admissionregistration.k8s.io/v1beta1",
      ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
      .kubernetes(Version(1, 22)), now: "admissionregistration.k8s.io/v1"),
    APIRemoval(
      "apiregistration.k8s.io/v1beta1", nil, .kubernetes(Version(1, 22)),
      now: "apiregistration.k8s.io/v1"),
    APIRemoval(
      "certificates.k8s.io/v1beta1", ["CertificateSigningRequest"], .kubernetes(Version(1, 22)),
      now: "certificates.k8s.io/v1"),
    APIRemoval(
      "coordination.k8s.io/v1beta1", ["Lease"], .kubernetes(Version(1, 22)),
      now: "coordination.k8s.io/v1"),
    APIRemoval(
      "scheduling.k8s.io/v1beta1", nil, .kubernetes(Version(1, 22)), now: "scheduling.k8s.io/v1"),
    APIRemoval(
      "storage.k8s.io/v1beta1", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
      .kubernetes(Version(1, 22)), now: "storage.k8s.io/v1"),
    APIRemoval(
      "storage.k8s.io/v1beta1", ["CSIStorageCapacity"], .kubernetes(Version(1, 27)),
      now: "storage.k8s.io/v1"),
    APIRemoval("batch/v1beta1", ["CronJob"], .kubernetes(Version(1, 25)), now: "batch/v1"),
    APIRemoval("batch/v2alpha1", ["CronJob"], .kubernetes(Version(1, 21)), now: "batch/v1"),
    APIRemoval(
      "discovery.k8s.io/v1beta1", nil, .kubernetes(Version(1, 25)), now: "discovery.k8s.io/v1"),
    APIRemoval("events.k8s.io/v1beta1", nil, .kubernetes(Version(1, 25)), now: "events.k8s.io/v1"),
    APIRemoval("autoscaling/v2beta1", nil, .kubernetes(Version(1, 25)), now: "autoscaling/v2"),
    APIRemoval("autoscaling/v2beta2", nil, .kubernetes(Version(1, 26)), now: "autoscaling/v2"),
    APIRemoval(
      "policy/v1beta1", ["PodDisruptionBudget"], .kubernetes(Version(1, 25)), now: "policy/v1"),
    APIRemoval("policy/v1beta1", ["PodSecurityPolicy"], .kubernetes(Version(1, 25)), now: nil),
    APIRemoval("node.k8s.io/v1beta1", nil, .kubernetes(Version(1, 25)), now: "node.k8s.io/v1"),
    APIRemoval(
      "flowcontrol.apiserver.k8s.io/v1beta1", nil, .kubernetes(Version(1, 26)),
      now: "flowcontrol.apiserver.k8s.io/v1"),
    APIRemoval(
      "flowcontrol.apiserver.k8s.io/v1beta2", nil, .kubernetes(Version(1, 29)),
      now: "flowcontrol.apiserver.k8s.io/v1"),
    APIRemoval(
      "flowcontrol.apiserver.k8s.io/v1beta3", nil, .kubernetes(Version(1, 32)),
      now: "flowcontrol.apiserver.k8s.io/v1"),
    // cert-manager
    APIRemoval(
      "certmanager.k8s.io/v1alpha1", nil, .other("cert-manager 0.11"), now: "cert-manager.io/v1"),
    APIRemoval(
      "cert-manager.io/v1alpha2", nil, .other("cert-manager 1.6"), now: "cert-manager.io/v1"),
    APIRemoval(
      "cert-manager.io/v1alpha3", nil, .other("cert-manager 1.6"), now: "cert-manager.io/v1"),
    APIRemoval(
      "cert-manager.io/v1beta1", nil, .other("cert-manager 1.6"), now: "cert-manager.io/v1"),
    // External Secrets
    APIRemoval(
      "external-secrets.io/v1alpha1", ["ClusterSecretStore", "ExternalSecret", "SecretStore"],
      .since("External Secrets 0.17"), now: "external-secrets.io/v1"),
    APIRemoval(
      "external-secrets.io/v1beta1", nil, .since("External Secrets 0.17"),
      now: "external-secrets.io/v1"),
    // Gateway API
    APIRemoval(
      "gateway.networking.k8s.io/v1alpha2", ["Gateway", "GatewayClass", "HTTPRoute"],
      .other("Gateway API 1.0"), now: "gateway.networking.k8s.io/v1"),
    // Flux
    APIRemoval(
      "kustomize.toolkit.fluxcd.io/v1beta1", nil, .since("Flux 2.7"),
      now: "kustomize.toolkit.fluxcd.io/v1"),
    APIRemoval(
      "kustomize.toolkit.fluxcd.io/v1beta2", nil, .since("Flux 2.8"),
      now: "kustomize.toolkit.fluxcd.io/v1"),
    APIRemoval(
      "helm.toolkit.fluxcd.io/v2beta1", nil, .since("Flux 2.7"), now: "helm.toolkit.fluxcd.io/v2"),
    APIRemoval(
      "helm.toolkit.fluxcd.io/v2beta2", nil, .since("Flux 2.8"), now: "helm.toolkit.fluxcd.io/v2"),
    APIRemoval(
      "source.toolkit.fluxcd.io/v1beta1", nil, .since("Flux 2.7"),
      now: "source.toolkit.fluxcd.io/v1"),
    APIRemoval(
      "source.toolkit.fluxcd.io/v1beta2", nil, .since("Flux 2.8"),
      now: "source.toolkit.fluxcd.io/v1"),
    // Service mesh interface
    APIRemoval(
      "split.smi-spec.io/v1alpha1", nil, .since("Linkerd 2.12"),
      now: "an HTTPRoute whose parent is the Service"),
    APIRemoval(
      "split.smi-spec.io/v1alpha2", nil, .since("Linkerd 2.12"),
      now: "an HTTPRoute whose parent is the Service"),
  ]
}
