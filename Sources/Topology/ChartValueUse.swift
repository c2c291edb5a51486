import Fields
import Versions

extension Topology {
  /// Values that the user adds to those that Mooring gives a chart.
  package struct ChartValueUse: Sendable {
    package var chart: Chart
    package var values: FreeValue

    package init(_ chart: Chart, _ values: FreeValue) {
      self.chart = chart
      self.values = values
    }
  }
}
