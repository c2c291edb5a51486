/// What Mooring knows of Linkerd's multicluster extension.
///
/// From multicluster/charts/linkerd-multicluster of linkerd2, 2.18 to 2.20.
package enum MulticlusterRelease {
  /// The first version whose links can be declared: before, `linkerd multicluster link` made a
  /// service mirror with each Link, by hand; since, the extension has them by its own values.
  package static let oldest = Version(2, 18)
  /// The CLI's default, which every example of the project has.
  package static let namespace = "linkerd-multicluster"
  /// The type of the Secrets that hold the kubeconfig of a linked cluster (MirrorSecretType in
  /// pkg/k8s/labels.go).
  package static let credentialsType = "mirror.linkerd.io/remote-kubeconfig"
  /// The gateway's port for traffic.
  package static let gatewayPort = 4143
  /// The gateway's port for liveness probes.
  package static let probePort = 4191

  /// The name by which a gateway proves who it is (annotation mirror.linkerd.io/gateway-identity of
  /// its Service, templates/gateway.yaml).
  package static let gatewayIdentity =
    "linkerd-gateway.\(namespace).serviceaccount.identity.\(LinkerdRelease.namespace).\(LinkerdRelease.trustDomain)"
}
