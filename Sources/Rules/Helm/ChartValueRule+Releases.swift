import Manifests
import Values
import Versions

extension ChartValueRule: ClusterRule {
  /// The values of HelmReleases, where it is known which chart they are for.
  static func check(_ view: ClusterView) -> [Finding] {
    view.chartReleases.flatMap { release -> [Finding] in
      guard let chart = release.chart, let version = release.version.linkerd,
        !version.minorsOfValues.isEmpty, !version.isBeyondKnown
      else { return [] }
      var reading = ChartValueReading(chart, version, isManifest: true)
      reading.read(release.values, ChartSchema(of: chart, in: version.minorsOfValues).root)
      return reading.problems.map { problem in
        Finding(
          problem.code, problem.message, in: release.object,
          at: JSONPointer(ChartRelease.valuesPointer.steps + problem.pointer.steps),
          label: problem.label, help: problem.help)
      }
    }
  }
}
