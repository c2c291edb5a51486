import Diagnostics
import Manifests
import Topology
import Values
import Versions

/// HelmReleases of Linkerd's charts in versions that are not there, or that disagree.
enum ChartReleaseRule: ClusterRule {
  static let codes: [Code] = [.absentChartVersion, .differingChartVersions, .missingCNI]

  static let explanation = """
    Since 2.15 the project publishes charts of the edge channel alone: 'edge-25.10.7' is chart
    2025.10.7 of https://helm.linkerd.io/edge. The stable repository ends with 2.14, where the chart of
    the control plane is 1.16.11. A version that neither has leaves the HelmRelease waiting for ever.

    The charts of one mesh belong together: CRDs, control plane and extensions of one release. Newer
    extensions ask an older control plane for what it has not, and 'linkerd check' warns of each.

    With 'cniEnabled: true' proxies come without their init container, and chart linkerd2-cni has to
    set up the network of each pod; without it no traffic goes through the mesh, and pods with a network
    validator do not start.

    Example: 'chart: {spec: {chart: linkerd-control-plane, version: 2.17.0}}'.

    Cure: the chart of the edge tag that the release notes name.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let releases = view.chartReleases
    let absent = releases.compactMap(judge)
    guard absent.isEmpty else { return absent }
    return differing(releases) + [cni(releases, view)].compactMap { $0 }
  }

  private static func judge(_ release: ChartRelease) -> Finding? {
    guard case .absent = release.version, let text = release.versionText else { return nil }
    let meant = Version(text).flatMap { LinkerdRelease.release(of: Version($0.major, $0.minor)) }
    return Finding(
      .absentChartVersion, "chart \(release.name) has no version '\(text)'", in: release.object,
      at: release.versionPointer,
      help: [
        meant.map { "Linkerd \($0.minor) is chart \(chart(of: $0.tag))" }
          ?? "charts of the edge channel have versions such as 2025.10.7"
      ])
  }

  private static func chart(of tag: EdgeTag) -> String {
    "20\(tag.year).\(tag.month).\(tag.number)"
  }

  private static func differing(_ releases: [ChartRelease]) -> [Finding] {
    guard let plane = releases.first(where: { $0.chart == .controlPlane }) else { return [] }
    return releases.compactMap { release in
      guard release.name != plane.name, release.name != ChartRelease.cniChart,
        let version = release.versionText
      else { return nil }
      switch (plane.version, release.version) {
      case (.edge(let own), .edge(let other)) where own != other: break
      case (.edge, .stable), (.stable, .edge): break
      default: return nil
      }
      return Finding(
        .differingChartVersions,
        "chart \(release.name) is \(version), and the control plane's is \(plane.versionText ?? "")",
        in: release.object, at: release.versionPointer, help: ["give both the same version"],
        other: plane.object)
    }
  }

  private static func cni(_ releases: [ChartRelease], _ view: ClusterView) -> Finding? {
    guard let plane = releases.first(where: { $0.chart == .controlPlane }),
      plane.value("cniEnabled") == .bool(true), view.incomplete.isEmpty, plane.object.isManifest,
      !releases.contains(where: { $0.name == ChartRelease.cniChart })
    else { return nil }
    let isElsewhere = view.objects.contains { object in
      let identity = object.identity
      if identity.kind == "HelmRelease" {
        // A chart that could not be told apart may be this one.
        let chart = object.object.value[path: "spec", "chart", "spec", "chart"]?.string
        return chart == nil || chart?.utf8.holds("cni") == true
      }
      return identity.kind == "DaemonSet" && identity.name.utf8.holds("linkerd-cni")
    }
    if isElsewhere { return nil }
    return Finding(
      .missingCNI, "nothing installs the CNI plugin that the proxies rely on", in: plane.object,
      at: plane.pointer("cniEnabled"),
      help: ["add a HelmRelease of chart linkerd2-cni, and let this one depend on it"])
  }
}

extension Code {
  static let absentChartVersion = Code(
    "absent-chart-version", .error, "a chart of Linkerd's is asked for in a version it never had")
  static let differingChartVersions = Code(
    "differing-chart-versions", .warning, "charts of one mesh are of different releases")
  static let missingCNI = Code(
    "missing-cni", .error, "proxies rely on a CNI plugin that nothing installs")
}
