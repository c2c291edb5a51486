import Diagnostics
import Values
import Versions

/// A value that a chart does not know, or not like this.
struct ChartValueProblem {
  let code: Code
  let message: String
  /// Into the values.
  let pointer: JSONPointer
  /// Whether the value is to blame, and not its name.
  let isOfValue: Bool
  let label: String
  let help: [String]
  /// Whether the chart is newer than those that are known, and may have the value.
  let isUncertain: Bool

  init(
    _ code: Code, _ message: String, at pointer: JSONPointer, isOfValue: Bool = false,
    label: String = "", help: [String], isUncertain: Bool = false
  ) {
    self.code = code
    self.message = message
    self.pointer = pointer
    self.isOfValue = isOfValue
    self.label = label
    self.help = help
    self.isUncertain = isUncertain
  }
}

/// One walk over the values of a chart.
struct ChartValueReading {
  let chart: Chart
  let version: LinkerdVersion
  /// Whether the values are somebody's manifest: all are free, and null takes a default away.
  let isManifest: Bool
  private(set) var problems: [ChartValueProblem] = []

  init(_ chart: Chart, _ version: LinkerdVersion, isManifest: Bool = false) {
    self.chart = chart
    self.version = version
    self.isManifest = isManifest
  }

  /// What Helm itself, and a chart within the chart, may be told.
  private static let ofHelm: Set<String> = ["global", "partials"]

  mutating func read(
    _ values: JSONObject, _ known: [String: ChartSchema.Part], at pointer: JSONPointer = .init()
  ) {
    for member in values {
      let below = pointer.appending(member.key)
      if isManifest,
        member.value.isNull || member.value.string?.isUndecided == true
          || (pointer.steps.isEmpty && Self.ofHelm.contains(member.key))
      {
        continue
      }
      if !isManifest, let field = OwnedChartValues.field(for: path(below), in: chart) {
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

  private mutating func reserve(_ pointer: JSONPointer, _ field: String) {
    problems.append(
      ChartValueProblem(
        .reservedChartValue,
        "'\(path(pointer))' of chart \(chart.rawValue) is for Mooring to set",
        at: pointer, label: "follows from \(field)", help: ["remove it, and say it there"]))
  }

  private mutating func mistype(
    _ value: JSONValue, _ pointer: JSONPointer, _ kind: ChartValue.Kind, _ members: [String]
  ) {
    let shown = members.prefix(6).map { "'\($0)'" }.joined(separator: ", ")
    problems.append(
      ChartValueProblem(
        .mistypedChartValue,
        "'\(path(pointer))' of chart \(chart.rawValue) is \(kind.title), not \(value.title)",
        at: pointer, isOfValue: true,
        help: members.isEmpty
          ? [] : ["it holds \(shown)\(members.count > 6 ? " and others" : "")"]))
  }

  private mutating func reportUnknown(
    _ pointer: JSONPointer, _ siblings: [String: ChartSchema.Part]
  ) {
    let path = path(pointer)
    let elsewhere = otherVersions(of: path)
    problems.append(
      ChartValueProblem(
        .unknownChartValue,
        "chart \(chart.rawValue) of Linkerd \(version) has no value '\(path)'", at: pointer,
        label: elsewhere ?? "", help: help(for: path, pointer, siblings),
        isUncertain: version.isBeyondKnown))
  }

  /// `is there from 2.19 on`; nil where no version has it.
  private func otherVersions(of path: String) -> String? {
    let prefix = "\(path)."
    let rows = chart.values.filter { $0.path == path || $0.path.hasPrefix(prefix) }
    guard let minor = version.minorsOfValues.first, !rows.isEmpty else { return nil }
    if let since = rows.compactMap(\.since).filter({ $0 > minor }).min() {
      return "is there from \(since) on"
    }
    return rows.compactMap(\.until).filter { $0 < minor }.max().map { "was there until \($0)" }
  }

  private func help(
    for path: String, _ pointer: JSONPointer, _ siblings: [String: ChartSchema.Part]
  ) -> [String] {
    let present = chart.values.filter { value in
      version.minorsOfValues.contains(where: value.isPresent)
    }.map(\.path)
    if let successor = chart.successor(of: path),
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
