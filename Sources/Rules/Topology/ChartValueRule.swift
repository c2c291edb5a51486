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
        var reading = ChartValueReading(use, version)
        reading.read(use.values.value, schema.root)
        return reading.diagnostics
      }
    }
  }

  private struct SchemaKey: Hashable {
    let chart: Chart
    let minors: [Version]
  }
}

/// One walk over the values of a chart.
private struct ChartValueReading {
  let use: Topology.ChartValueUse
  let version: LinkerdVersion
  private(set) var diagnostics: [Diagnostic] = []

  init(_ use: Topology.ChartValueUse, _ version: LinkerdVersion) {
    self.use = use
    self.version = version
  }

  mutating func read(
    _ values: JSONObject, _ known: [String: ChartSchema.Part], at pointer: JSONPointer = .init()
  ) {
    for member in values {
      let below = pointer.appending(member.key)
      if let field = OwnedChartValues.field(for: path(below), in: use.chart) {
        reserve(below, field)
        continue
      }
      switch (known[member.key], member.value) {
      case (nil, _): reportUnknown(below, known)
      case (.mapping(let inner)?, .object(let object)): read(object, inner, at: below)
      case (.mapping(let inner)?, let value): mistype(value, below, .mapping, inner.keys.sorted())
      case (.value(let kind)?, let value):
        if !kind.takes(value) { mistype(value, below, kind, []) }
      }
    }
  }

  private func path(_ pointer: JSONPointer) -> String {
    pointer.steps.map { step in
      if case .key(let key) = step { key } else { "" }
    }.joined(separator: ".")
  }

  private func place(_ pointer: JSONPointer) -> Place {
    use.values.keys[pointer] ?? use.values.place
  }

  private mutating func reserve(_ pointer: JSONPointer, _ field: String) {
    diagnostics.append(
      Diagnostic(
        .reservedChartValue,
        "'\(path(pointer))' of chart \(use.chart.rawValue) is for Mooring to set",
        at: place(pointer), label: "follows from \(field)", help: ["remove it, and say it there"]))
  }

  private mutating func mistype(
    _ value: JSONValue, _ pointer: JSONPointer, _ kind: ChartValue.Kind, _ members: [String]
  ) {
    let shown = members.prefix(6).map { "'\($0)'" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .mistypedChartValue,
        "'\(path(pointer))' of chart \(use.chart.rawValue) is \(kind.title), not \(value.title)",
        at: use.values.values[pointer] ?? place(pointer),
        help: members.isEmpty
          ? [] : ["it holds \(shown)\(members.count > 6 ? " and others" : "")"]))
  }

  private mutating func reportUnknown(
    _ pointer: JSONPointer, _ siblings: [String: ChartSchema.Part]
  ) {
    let path = path(pointer)
    let elsewhere = otherVersions(of: path)
    var diagnostic = Diagnostic(
      .unknownChartValue,
      "chart \(use.chart.rawValue) of Linkerd \(version) has no value '\(path)'",
      at: place(pointer), label: elsewhere ?? "", help: help(for: path, pointer, siblings))
    if version.isBeyondKnown {
      diagnostic.severity = .warning
      diagnostic.notes = ["this release is newer than those whose charts Mooring knows"]
    }
    diagnostics.append(diagnostic)
  }

  /// `is there from 2.19 on`; nil where no version has it.
  private func otherVersions(of path: String) -> String? {
    let prefix = "\(path)."
    let rows = use.chart.values.filter { $0.path == path || $0.path.hasPrefix(prefix) }
    guard let minor = version.minorsOfValues.first, !rows.isEmpty else { return nil }
    if let since = rows.compactMap(\.since).filter({ $0 > minor }).min() {
      return "is there from \(since) on"
    }
    return rows.compactMap(\.until).filter { $0 < minor }.max().map { "was there until \($0)" }
  }

  private func help(
    for path: String, _ pointer: JSONPointer, _ siblings: [String: ChartSchema.Part]
  ) -> [String] {
    let present = use.chart.values.filter { value in
      version.minorsOfValues.contains(where: value.isPresent)
    }.map(\.path)
    if let successor = use.chart.successor(of: path),
      present.contains(where: { $0 == successor || $0.hasPrefix("\(successor).") })
    {
      return ["it is '\(successor)' now"]
    }
    guard case .key(let name)? = pointer.steps.last else { return [] }
    let above = path.dropLast(name.count)
    if let near = closest(to: name, among: siblings.keys.sorted()) {
      return ["the nearest name is '\(above)\(near)'"]
    }
    // A whole path as one key, as `--set` of Helm takes it.
    if present.contains(name) { return ["write it as mappings: each dot begins one"] }
    let namesakes = present.filter { $0.hasSuffix(".\(name)") }
    if namesakes.count == 1 { return ["there is '\(namesakes[0])'"] }
    if let near = closest(to: path, among: present) { return ["the nearest name is '\(near)'"] }
    return []
  }
}

extension ChartValue.Kind {
  /// Whether a value is of the kind that the default shows. Texts and numbers stand for each other,
  /// as `25%` for a number of pods.
  fileprivate func takes(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.anything, _), (.boolean, .bool), (.list, .array), (.mapping, .object): true
    case (.number, .integer), (.number, .number), (.number, .string): true
    case (.text, .integer), (.text, .number), (.text, .string): true
    default: false
    }
  }

  fileprivate var title: String {
    switch self {
    case .anything: "anything"
    case .boolean: "true or false"
    case .list: "a list"
    case .mapping: "a mapping"
    case .number: "a number"
    case .text: "text"
    }
  }
}

extension JSONValue {
  fileprivate var title: String {
    switch self {
    case .null: "nothing"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "a mapping"
    }
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
