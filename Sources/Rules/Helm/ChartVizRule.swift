import Diagnostics
import Manifests
import Values
import Versions

/// Releases of viz without a Prometheus, or with two; and control planes that are made to survive a
/// node and have one replica.
enum ChartVizRule: ClusterRule {
  static let codes: [Code] = [.contestedPrometheus, .lonelyReplica]

  static let explanation = """
    Viz brings a Prometheus of its own unless 'prometheus.enabled' is false. With 'prometheusUrl'
    beside it both run: viz asks the outer one, and its own scrapes the mesh for nobody. With neither,
    every page of the dashboard is empty.

    'highAvailability: true' or anti-affinity with one replica protects from nothing: while the node of
    that pod is drained, no certificate is renewed and no pod can start.

    Example: 'values: {prometheusUrl: http://prometheus.monitoring:9090}' without 'prometheus.enabled:
    false'.

    Cure: one of the two; 'controllerReplicas: 3'.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.chartReleases.compactMap { release in
      switch release.chart {
      case .viz: prometheus(release)
      case .controlPlane: replicas(release)
      default: nil
      }
    }
  }

  private static func prometheus(_ release: ChartRelease) -> Finding? {
    guard !release.isOpen("prometheusUrl"), !release.isOpen("prometheus.enabled") else {
      return nil
    }
    let hasOwn = release.value("prometheus", "enabled") != .bool(false)
    let hasURL = release.value("prometheusUrl")?.string.map { !$0.isEmpty } ?? false
    guard hasOwn == hasURL else { return nil }
    return Finding(
      .contestedPrometheus,
      hasOwn
        ? "\(release.object.identity) brings a Prometheus and asks another one"
        : "\(release.object.identity) has no Prometheus to ask", in: release.object,
      at: hasOwn ? release.pointer("prometheusUrl") : release.pointer("prometheus", "enabled"),
      help: [
        hasOwn
          ? "set 'prometheus.enabled: false'"
          : "set 'prometheusUrl' to the one that scrapes the mesh"
      ])
  }

  private static func replicas(_ release: ChartRelease) -> Finding? {
    let isMeant =
      release.value("highAvailability") == .bool(true)
      || release.value("enablePodAntiAffinity") == .bool(true)
    guard isMeant, !release.isOpen("controllerReplicas") else { return nil }
    guard case .integer(let replicas) = release.value("controllerReplicas") ?? .integer(1),
      replicas < 2
    else { return nil }
    let name =
      release.value("highAvailability") == .bool(true)
      ? "highAvailability" : "enablePodAntiAffinity"
    return Finding(
      .lonelyReplica, "the control plane is to survive a node, and has one replica",
      in: release.object,
      at: release.pointer(release.value("controllerReplicas") == nil ? name : "controllerReplicas"),
      help: ["set 'controllerReplicas: 3'"])
  }
}

extension Code {
  static let contestedPrometheus = Code(
    "contested-prometheus", .error, "viz has two Prometheuses, or none")
  static let lonelyReplica = Code(
    "lonely-replica", .warning, "a control plane that is to survive a node has one replica")
}
