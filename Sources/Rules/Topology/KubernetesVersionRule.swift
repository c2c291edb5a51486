import Diagnostics
import Topology
import Versions

/// Kubernetes older or newer than what Linkerd or Flux supports.
enum KubernetesVersionRule: TopologyRule {
  static let codes: [Code] = [.unsupportedKubernetes, .untestedKubernetes]

  static let explanation = """
    Each version of Linkerd and of Flux names the oldest Kubernetes that it works on; Linkerd's
    charts and CLI refuse an older one, so that is an error. The newest is what the project tested
    when it made the release: beyond it things usually work, so that is a warning.

    Example: 'kubernetes: "1.30"' with 'linkerd.version: "2.20"', which needs 1.31.

    Cure: another version of Linkerd or Flux, or an upgrade of the cluster first.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      guard let kubernetes = cluster.kubernetes, let place = kubernetes.place else {
        return [Diagnostic]()
      }
      return [
        flux(topology.flux, kubernetes.value, place, cluster),
        linkerd(cluster.linkerd, kubernetes.value, place, cluster),
      ].compactMap { $0 }
    }
  }

  private static func flux(
    _ flux: Located<Version>?, _ kubernetes: Version, _ place: Place, _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard let flux, let release = FluxRelease.release(of: flux.value),
      kubernetes < release.oldestKubernetes
    else { return nil }
    return Diagnostic(
      .unsupportedKubernetes,
      "Flux \(flux.value) does not support Kubernetes \(kubernetes) of cluster '\(cluster.name)'",
      at: place, label: "Flux \(flux.value) needs \(release.oldestKubernetes) or newer",
      secondary: flux.place.map { [Label($0, "Flux is chosen here")] } ?? [])
  }

  private static func linkerd(
    _ linkerd: Located<LinkerdVersion>?, _ kubernetes: Version, _ place: Place,
    _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard let linkerd, let release = linkerd.value.release else { return nil }
    let range = release.kubernetes
    let minor = Version(kubernetes.major, kubernetes.minor)
    let secondary = linkerd.place.map { [Label($0, "Linkerd is chosen here")] } ?? []
    if minor < range.lowerBound {
      let fitting = LinkerdRelease.all.last { $0.kubernetes.contains(minor) }
      return Diagnostic(
        .unsupportedKubernetes,
        "Linkerd \(linkerd.value) does not support Kubernetes \(kubernetes) of cluster '\(cluster.name)'",
        at: place, label: "Linkerd \(linkerd.value) needs \(range.lowerBound) or newer",
        secondary: secondary,
        help: fitting.map { ["Linkerd \($0.minor) supports it"] } ?? [])
    }
    guard minor > range.upperBound else { return nil }
    let fitting = LinkerdRelease.all.last { $0.kubernetes.contains(minor) }
    return Diagnostic(
      .untestedKubernetes,
      "Linkerd \(linkerd.value) was not tested with Kubernetes \(kubernetes) of cluster '\(cluster.name)'",
      at: place, label: "tested up to \(range.upperBound)", secondary: secondary,
      help: fitting.map { ["Linkerd \($0.minor) was"] } ?? [])
  }
}

extension Code {
  static let unsupportedKubernetes = Code(
    "unsupported-kubernetes", .error, "Linkerd or Flux refuses a cluster's version of Kubernetes")
  static let untestedKubernetes = Code(
    "untested-kubernetes", .warning, "Kubernetes is newer than what Linkerd was tested with")
}
