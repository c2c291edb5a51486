import Diagnostics
import Manifests
import Values
import Versions

extension VizRule: ClusterRule {
  /// Values of a HelmRelease that the chart's own template refuses together.
  static func check(_ view: ClusterView) -> [Finding] {
    guard let release = view.chartRelease(.viz),
      let inside = release.value("grafana", "url")?.string, !inside.isEmpty,
      let outside = release.value("grafana", "externalUrl")?.string, !outside.isEmpty
    else { return [] }
    return [
      Finding(
        .conflictingVizValues, "'grafana.url' and 'grafana.externalUrl' exclude each other",
        in: release.object, at: release.pointer("grafana", "externalUrl"),
        label: "the chart refuses both", help: ["remove one of them"])
    ]
  }
}
