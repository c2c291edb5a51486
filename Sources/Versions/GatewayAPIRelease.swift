/// What Mooring knows of the Gateway API's releases and of who else brings its CRDs.
package enum GatewayAPIRelease {
  /// The releases that can be installed: tags of kubernetes-sigs/gateway-api whose folder
  /// config/crd holds the kustomization.yaml of the standard channel.
  package static let all: [Version] = [
    Version(0, 7, 0), Version(0, 7, 1),
    Version(0, 8, 0), Version(0, 8, 1),
    Version(1, 0, 0),
    Version(1, 1, 0), Version(1, 1, 1),
    Version(1, 2, 0), Version(1, 2, 1),
    Version(1, 3, 0),
    Version(1, 4, 0), Version(1, 4, 1),
    Version(1, 5, 0), Version(1, 5, 1),
    Version(1, 6, 0), Version(1, 6, 1),
  ]

  /// From this version of Kubernetes on, K3s brings the CRDs with its own Traefik.
  package static let bundledWithK3sSince = Version(1, 34)
}
