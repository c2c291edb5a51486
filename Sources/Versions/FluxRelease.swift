/// What Mooring knows of one minor version of Flux.
package struct FluxRelease: Sendable {
  package let minor: Version
  /// The oldest Kubernetes that the release supports.
  package let oldestKubernetes: Version

  /// Every version whose fields the tree may use, oldest first.
  ///
  /// From the table "Kubernetes compatibility" in the notes of each release of fluxcd/flux2.
  package static let all: [FluxRelease] = [
    FluxRelease(minor: Version(2, 7), oldestKubernetes: Version(1, 32)),
    FluxRelease(minor: Version(2, 8), oldestKubernetes: Version(1, 33)),
    FluxRelease(minor: Version(2, 9), oldestKubernetes: Version(1, 33)),
  ]

  package static func release(of minor: Version) -> FluxRelease? {
    all.first { $0.minor == minor }
  }
}
