import Compiler
import Diagnostics
import Difference

/// A comparison as one page that needs nothing else: no script, no font, no network.
struct DifferenceHTML {
  private let report: DifferenceReport
  private var text = ""

  static func text(of report: DifferenceReport) -> String {
    var page = DifferenceHTML(report: report)
    page.render()
    return page.text
  }

  private init(report: DifferenceReport) { self.report = report }

  private mutating func render() {
    let title = escaped(report.rows.isEmpty ? "Nothing changes" : report.heading)
    text += """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p><code>\(escaped(report.before))</code> → <code>\(escaped(report.after))</code></p>

      """
    if let note = report.note { text += "<p class=\"note\">\(escaped(note))</p>\n" }
    appendFindings()
    appendTable()
    for whole in report.removed { append(whole, "no longer described: its objects stay") }
    for whole in report.added { append(whole, "new") }
    for section in report.sections { append(section) }
    appendDocuments()
    text += "</body>\n</html>\n"
  }

  private mutating func appendFindings() {
    let findings = report.findings.sorted.sorted { $0.severity > $1.severity }
    if findings.isEmpty { return }
    text += "<ul class=\"findings\">\n"
    for finding in findings {
      text += "<li><b class=\"\(finding.severity.name)\">\(finding.severity.name)</b> "
      text += "\(escaped(finding.message)) <small>[\(finding.code.name)]</small>"
      if !finding.primary.place.path.isEmpty {
        text += " <code class=\"place\">\(escaped(report.position(of: finding)))</code>"
      }
      for help in finding.help { text += "<br><small>\(escaped(help))</small>" }
      text += "</li>\n"
    }
    text += "</ul>\n"
  }

  private mutating func appendTable() {
    if report.rows.isEmpty { return }
    let words = ChangeCounts.order.map { "<th>\($0.word)</th>" }.joined()
    text += "<table>\n<tr><th>cluster</th>\(words)<th>Jobs that run</th></tr>\n"
    for row in report.rows {
      let name = ClusterWords(row.clusters, of: report.clusterCount).text
      let counts = (ChangeCounts.order.map { row.counts[$0] } + [row.counts.jobs])
        .map { $0 == 0 ? "<td></td>" : "<td>\($0)</td>" }.joined()
      text += "<tr><td>\(escaped(name))\(row.presence.words)</td>\(counts)</tr>\n"
    }
    text += "</table>\n"
  }

  private mutating func append(_ whole: SharedDifference.WholeClusters, _ words: String) {
    text += "<details>\n<summary><b>\(names(whole.clusters))</b>: \(words), "
    text += "\(whole.objects.count) objects</summary>\n<ul>\n"
    for object in whole.objects {
      text += "<li><code>\(escaped("\(object.identity)"))</code></li>\n"
    }
    text += "</ul>\n</details>\n"
  }

  private mutating func append(_ section: DifferenceReport.Section) {
    text += "<details\(section.isLoud || report.sections.count == 1 ? " open" : "")>\n"
    text += "<summary><b>\(names(section.clusters))</b>: \(section.counts.text)</summary>\n"
    if ClusterWords(section.clusters, of: report.clusterCount).hasMore {
      text += "<p>on \(escaped(section.clusters.joined(separator: ", ")))</p>\n"
    }
    text += "<ul>\n"
    for change in section.changes { append(change) }
    text += "</ul>\n</details>\n"
  }

  private func names(_ clusters: [String]) -> String {
    escaped(ClusterWords(clusters, of: report.clusterCount).text)
  }

  private mutating func append(_ change: DifferenceReport.Change) {
    let difference = change.difference
    let kind = difference.isLoud ? "loud" : difference.change.word
    text += "<li><b class=\"\(kind)\">\(difference.change.word)</b> "
    text += "<code>\(escaped("\(difference.identity)"))</code>"
    for words in difference.consequences { text += "; \(escaped(words))" }
    if let place = change.place { text += " <code class=\"place\">\(escaped(place))</code>" }
    if !change.fields.isEmpty {
      text += "\n<ul>\n"
      for field in change.fields { append(field) }
      text += "</ul>\n"
    }
    text += "</li>\n"
  }

  private mutating func append(_ field: DifferenceReport.Field) {
    text += "<li><code>\(escaped(field.difference.path))</code>"
    if field.difference.isImmutable { text += " <small>immutable</small>" }
    for place in field.places { text += " <code class=\"place\">\(escaped(place))</code>" }
    switch field.value {
    case .line(let before, let after):
      text += "<br>"
      if let before { text += "<del>\(escaped(before))</del>" }
      if before != nil, after != nil { text += " → " }
      if let after { text += "<ins>\(escaped(after))</ins>" }
    case .lines: append(lines: field.value)
    }
    text += "</li>\n"
  }

  private mutating func appendDocuments() {
    if report.documents.isEmpty { return }
    text += "<details>\n<summary><b>files that Flux does not apply by itself</b></summary>\n<ul>\n"
    for document in report.documents {
      text += "<li><b class=\"\(document.change.word)\">\(document.word)</b> "
      text += "<code>\(escaped(document.path))</code>: \(document.consequence)"
      if document.clusters.count > 1 {
        text += "; also of \(escaped(document.clusters.dropFirst().joined(separator: ", ")))"
      }
      if document.change == .changed { append(lines: document.value) }
      text += "</li>\n"
    }
    text += "</ul>\n</details>\n"
  }

  private mutating func append(lines value: ChangedValue) {
    guard case .lines(let lines, let more) = value else { return }
    text += "\n<pre>"
    for (sign, line) in lines {
      let shown = escaped(line)
      switch sign {
      case "@": text += "<span>\(shown)</span>\n"
      case "-": text += "<del>- \(shown)</del>\n"
      default: text += "<ins>+ \(shown)</ins>\n"
      }
    }
    if more > 0 { text += "and \(more) more lines\n" }
    text += "</pre>"
  }

  private func escaped(_ text: String) -> String { HTMLText.escaped(text) }

  private static let style = """
    :root { color-scheme: light dark; --red: #b3261e; --green: #1a6b32; --amber: #7a4f00;
      --blue: #0b57a4; --line: #8886; }
    @media (prefers-color-scheme: dark) {
      :root { --red: #ff8a80; --green: #7fd99a; --amber: #ffcc66; --blue: #8ab8ff; }
    }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; }
    code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .8rem; }
    table { border-collapse: collapse; margin: 1rem 0; }
    th, td { border-bottom: 1px solid var(--line); padding: .2rem .8rem; text-align: right; }
    th:first-child, td:first-child { text-align: left; }
    details { border-top: 1px solid var(--line); padding: .6rem 0; }
    summary { cursor: pointer; }
    ul { padding-left: 1.2rem; }
    li { margin: .2rem 0; }
    del, ins { text-decoration: none; font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    del, .pruned, .refused, .error { color: var(--red); }
    ins, .created { color: var(--green); }
    .recreated, .changed, .warning { color: var(--amber); }
    .loud { color: var(--red); text-transform: uppercase; }
    .place, pre span { color: var(--blue); }
    """
}
