import Foundation
import Testing
import Versions

/// The table of chart values beside lists that somebody else took from the same charts.
@Suite("The values of charts")
struct ConformanceChartValueTests {
  /// One version of a chart, as a file of the folder `knowledge/linkerd-values` lists it: a line a
  /// value, its path and its default as JSON with a tab between.
  struct List: Sendable, CustomTestStringConvertible {
    let chart: Chart
    let minor: Version
    let lines: [(path: String, value: String)]

    var testDescription: String { "\(chart.rawValue) \(minor)" }
  }

  static let lists: [List] = {
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let shared = ProcessInfo.processInfo.environment["MOORING_SHARED"] ?? "../shared"
    let folder = URL(filePath: shared, relativeTo: root).appending(path: "knowledge/linkerd-values")
    return Chart.allCases.flatMap { chart in
      LinkerdRelease.all.compactMap { release -> List? in
        let file = folder.appending(path: "\(chart.rawValue).version-\(release.minor).keys.txt")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n").map { line in
          let columns = line.split(separator: "\t", maxSplits: 1).map(String.init)
          return (path: columns[0], value: columns[1])
        }
        return List(chart: chart, minor: release.minor, lines: lines)
      }
    }
  }()

  @Test(
    "every value of the lists is in the table, in that version",
    .enabled(if: !lists.isEmpty, "the folder of lists is not there"), arguments: lists)
  func listed(list: List) {
    let rows = list.chart.values.filter { $0.isPresent(in: list.minor) }
    for (path, value) in list.lines {
      let row = rows.first { path == $0.path || path.hasPrefix("\($0.path).") }
      #expect(row != nil, "\(path)")
      if let row, row.path == path { #expect(fits(value, row.kind), "\(path): \(value)") }
    }
  }

  @Test(
    "the table has no value with a default that the lists lack",
    .enabled(if: !lists.isEmpty, "the folder of lists is not there"), arguments: lists)
  func invented(list: List) {
    // What only templates read has no default, and is in no list.
    for row in list.chart.values
    where row.isPresent(in: list.minor) && row.kind != .anything {
      #expect(
        list.lines.contains { $0.path == row.path || $0.path.hasPrefix("\(row.path).") },
        "\(row.path)")
    }
  }

  private func fits(_ value: String, _ kind: ChartValue.Kind) -> Bool {
    switch kind {
    case .anything: true
    case .boolean: value == "true" || value == "false"
    case .list: value.hasPrefix("[") || value == "null" || value == "{}"
    case .mapping: value.hasPrefix("{")
    case .number: Double(value) != nil
    case .text: value.hasPrefix("\"")
    }
  }

  @Test("each row tells versions that are known, in order")
  func spans() {
    let minors = LinkerdRelease.all.map(\.minor)
    for row in Chart.allCases.flatMap(\.values) {
      for version in [row.since, row.until].compactMap(\.self) { #expect(minors.contains(version)) }
      if let since = row.since, let until = row.until { #expect(since <= until, "\(row.path)") }
    }
  }

  @Test("a name that has a successor is gone where that one is there")
  func successors() {
    for chart in Chart.allCases {
      for row in chart.values {
        guard let successor = chart.successor(of: row.path) else { continue }
        #expect(chart.values.contains { $0.path == successor }, "\(successor)")
      }
    }
  }
}
