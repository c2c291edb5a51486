import Compiler
import Diagnostics
import Difference

/// A comparison for a comment on a pull request: a table, what has to be known, and below each
/// heading that opens what changes, the worst first.
struct DifferenceMarkdown {
  private let report: DifferenceReport
  private var text = ""
  /// What did not fit.
  private var changesLeftOut = 0

  /// In bytes. GitHub refuses a comment of more than 65,536 characters, each at most as many as its
  /// bytes; what remains is for the end, and for whoever adds a line.
  private static let most = 60_000
  /// Kept for what is said of what is left out.
  private static let reserve = 400
  private static let mostRows = 25
  private static let mostFindings = 20
  private static let mostNames = 40

  static func text(of report: DifferenceReport) -> String {
    var markdown = DifferenceMarkdown(report: report)
    markdown.render()
    return markdown.text
  }

  private init(report: DifferenceReport) { self.report = report }

  private var room: Int { Self.most - Self.reserve - text.utf8.count }

  private mutating func render() {
    let code = MarkdownText.code
    text += report.rows.isEmpty ? "### Nothing changes\n\n" : "### \(report.heading)\n\n"
    text += "\(code(report.before)) → \(code(report.after))\n"
    if let note = report.note { text += "\nNote: \(MarkdownText.prose(note))\n" }
    appendFindings()
    appendTable()
    for whole in report.removed { append(whole, "no longer described: its objects stay") }
    for whole in report.added { append(whole, "new") }
    for section in report.sections { append(section) }
    appendDocuments()
    if changesLeftOut > 0 {
      text +=
        "\n**\(changesLeftOut) more changes are left out here**: `mooring diff` shows them all.\n"
    }
  }

  /// Errors and warnings, with their places.
  private mutating func appendFindings() {
    let findings = report.findings.sorted.sorted { $0.severity > $1.severity }
    if findings.isEmpty { return }
    text += "\n"
    for finding in findings.prefix(Self.mostFindings) {
      let place = finding.primary.place.path
      let line = place.isEmpty ? "" : " (\(MarkdownText.code(report.position(of: finding))))"
      let entry =
        "- **\(finding.severity.name)**: \(MarkdownText.prose(finding.message))\(line) "
        + "[\(finding.code.name)]\n"
      if entry.utf8.count < room { text += entry }
    }
    if findings.count > Self.mostFindings {
      text += "- and \(findings.count - Self.mostFindings) more\n"
    }
  }

  private mutating func appendTable() {
    if report.rows.isEmpty { return }
    let shown = ChangeCounts.order.filter { change in
      report.rows.contains { $0.counts[change] > 0 } || change == .created || change == .changed
        || change == .pruned || change == .recreated
    }
    text += "\n| cluster | \(shown.map(\.word).joined(separator: " | ")) | Jobs that run |\n"
    text += "| --- |\(shown.map { _ in " ---: |" }.joined()) ---: |\n"
    for row in report.rows.prefix(Self.mostRows) {
      let name = ClusterWords(row.clusters, of: report.clusterCount).text
      let counts = shown.map { "\(row.counts[$0])" }.joined(separator: " | ")
      text +=
        "| \(MarkdownText.code(name))\(row.presence.words) | \(counts) | \(row.counts.jobs) |\n"
    }
    if report.rows.count > Self.mostRows {
      text += "\nand \(report.rows.count - Self.mostRows) more rows\n"
    }
  }

  private mutating func append(_ whole: SharedDifference.WholeClusters, _ words: String) {
    let names = whole.clusters.prefix(Self.mostNames).joined(separator: ", ")
    let more = whole.clusters.count - Self.mostNames
    let part =
      "\n\(MarkdownText.code(names))\(more > 0 ? " and \(more) more" : ""): \(words), "
      + "\(whole.objects.count) objects: \(MarkdownText.code(whole.kinds))\n"
    if part.utf8.count < room { text += part } else { changesLeftOut += whole.objects.count }
  }

  private mutating func append(_ section: DifferenceReport.Section) {
    let words = ClusterWords(section.clusters, of: report.clusterCount)
    var head =
      "\n<details\(section.isLoud ? " open" : "")>\n<summary><b>"
      + "\(MarkdownText.code(words.text))</b>: \(section.counts.text)</summary>\n\n"
    if words.hasMore {
      let names = section.clusters.prefix(Self.mostNames).joined(separator: ", ")
      let more = section.clusters.count - Self.mostNames
      head += "on \(MarkdownText.code(names))\(more > 0 ? " and \(more) more" : "")\n\n"
    }
    append(head, section.changes.map(Self.entry))
  }

  /// As much of a part that opens as there is room for.
  private mutating func append(_ head: String, _ entries: [String]) {
    let end = "\n</details>\n"
    guard let first = entries.first, head.utf8.count + first.utf8.count + end.utf8.count < room
    else {
      changesLeftOut += entries.count
      return
    }
    text += head
    for (number, entry) in entries.enumerated() {
      guard entry.utf8.count + end.utf8.count < room else {
        changesLeftOut += entries.count - number
        break
      }
      text += entry
    }
    text += end
  }

  private mutating func appendDocuments() {
    if report.documents.isEmpty { return }
    let entries = report.documents.map { document in
      let others = document.clusters.count - 1
      let more = others > 0 ? " and of \(others) other \(others == 1 ? "cluster" : "clusters")" : ""
      return
        "- **\(document.word)** \(MarkdownText.code(document.path))\(more): \(document.consequence)\n"
        + (document.change == .changed ? Self.lines(document.value, indent: "  ") : "")
    }
    append(
      "\n<details>\n<summary>files that Flux does not apply by itself</summary>\n\n", entries)
  }

  private static func lines(_ value: ChangedValue, indent: String) -> String {
    guard case .lines(let lines, let more) = value else { return "" }
    var shown = lines.map { $0.sign == "@" ? "@@ \($0.text) @@" : "\($0.sign) \($0.text)" }
    if more > 0 { shown.append("and \(more) more lines") }
    return "\n\(MarkdownText.block(shown, indent: indent))\n"
  }

  private static func entry(_ change: DifferenceReport.Change) -> String {
    let difference = change.difference
    let code = MarkdownText.code
    let word = difference.isLoud ? difference.change.word.uppercased() : difference.change.word
    var entry = "- **\(word)** \(code("\(difference.identity)"))"
    for words in difference.consequences { entry += ", \(MarkdownText.prose(words))" }
    if let place = change.place { entry += " (\(code(place)))" }
    entry += "\n"
    for field in change.fields { entry += Self.entry(field) }
    return entry
  }

  private static func entry(_ field: DifferenceReport.Field) -> String {
    let code = MarkdownText.code
    let place = field.places.isEmpty ? "" : " (\(field.places.map(code).joined(separator: ", ")))"
    let immutable = field.difference.isImmutable ? ", immutable" : ""
    var entry = "  - \(code(field.difference.path))\(immutable)"
    switch field.value {
    case .line(nil, let after?): entry += " appears: \(code(after))\(place)\n"
    case .line(let before?, nil): entry += " vanishes: \(code(before))\(place)\n"
    case .line(let before, let after):
      entry += ": \(code(before ?? "")) → \(code(after ?? ""))\(place)\n"
    case .lines: entry += ":\(place)\n\(lines(field.value, indent: "    "))"
    }
    return entry
  }
}

extension DifferenceReport.Section {
  /// Whether it is shown opened: something is lost, or fails.
  var isLoud: Bool {
    changes.contains { $0.difference.isLoud || $0.difference.change == .refused }
  }
}

extension DifferenceReport {
  /// `2 of 3 clusters change`, as the beginning of a page.
  var heading: String {
    let words = summary
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `path:line:column` of a finding.
  func position(of finding: Diagnostic) -> String {
    let place = finding.primary.place
    guard let bytes = source(place.path) else { return place.path }
    let position = SourceText(bytes).position(at: place.range.lowerBound)
    return "\(place.path):\(position.line):\(position.column)"
  }
}
