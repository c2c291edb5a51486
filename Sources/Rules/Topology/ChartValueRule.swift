import Diagnostics
import Fields
import Topology
import Values
import Versions

/// Values of charts that their version does not know, that Mooring itself sets, or of another kind.
enum ChartValueRule: TopologyRule {
  static let codes: [Code] = [.mistypedChartValue, .reservedChartValue, .unknownChartValue]

  static let explanation = """
    Helm and Linkerd's CLI take any value and say nothing of one that no template reads: a misspelt
    name installs what was there before. Names also come and go with the versions of Linkerd. So each
    name is looked up in what that version of the chart has, and what it holds is compared with the
    default there: true for a text is taken for the text 'true', and "false" for yes.

    Some values are what other fields of the description say. Written twice, the one would win and
    the other be believed, so they are for Mooring to set.

    Example: 'linkerd: {values: {proxy: {natveSidecar: true}}}'.

    Cure: the name and the kind that the version has, or the field that stands for it.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    var schemas: [SchemaKey: ChartSchema] = [:]
    return topology.clusters.flatMap { cluster in
      cluster.chartValues.flatMap { use -> [Diagnostic] in
        guard let version = cluster.linkerd?.value, !version.minorsOfValues.isEmpty else {
          return []
        }
        // A fleet has many clusters and few versions.
        let key = SchemaKey(chart: use.chart, minors: version.minorsOfValues)
        let schema = schemas[key] ?? ChartSchema(of: key.chart, in: key.minors)
        schemas[key] = schema
        var reading = ChartValueReading(use.chart, version)
        reading.read(use.values.value, schema.root)
        return reading.problems.map { diagnostic($0, use.values) }
      }
    }
  }

  private static func diagnostic(_ problem: ChartValueProblem, _ values: FreeValue) -> Diagnostic {
    let key = values.keys[problem.pointer] ?? values.place
    var diagnostic = Diagnostic(
      problem.code, problem.message,
      at: problem.isOfValue ? values.values[problem.pointer] ?? key : key, label: problem.label,
      help: problem.help)
    if problem.isUncertain {
      diagnostic.severity = .warning
      diagnostic.notes = ["this release is newer than those whose charts Mooring knows"]
    }
    return diagnostic
  }

  private struct SchemaKey: Hashable {
    let chart: Chart
    let minors: [Version]
  }
}

extension Code {
  static let unknownChartValue = Code(
    "unknown-chart-value", .error, "a value is set that this version of the chart does not have")
  static let reservedChartValue = Code(
    "reserved-chart-value", .error, "a value of a chart is set that another field stands for")
  static let mistypedChartValue = Code(
    "mistyped-chart-value", .error, "a value of a chart is of another kind than its default")
}
