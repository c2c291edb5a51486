/// Shows a report as Markdown for a pull request or the summary of a job: a table, the worst first,
/// no longer than a comment may be.
package struct MarkdownRenderer: Sendable {
  /// In bytes: a comment on GitHub takes 65,536 characters, and its reader less.
  private static let longest = 60_000
  private static let mostRows = 100

  package init() {}

  package func render(_ report: Report) -> [UInt8] {
    var texts = SourceTexts(report.source)
    var output: [UInt8] = []
    output.append("### \(report.run.command): ")
    output.append(escaping: report.outcome)
    output.append("\n")
    if let help = report.run.failure?.help {
      output.append("\n")
      output.append(escaping: help)
      output.append("\n")
    }
    let findings = report.worstFirst
    if findings.isEmpty { return output }
    output.append("\n| | where | what |\n| --- | --- | --- |\n")
    var shown = 0
    for diagnostic in findings.prefix(Self.mostRows) {
      let row = Self.row(diagnostic, report, &texts)
      if output.count + row.count > Self.longest { break }
      output += row
      shown += 1
    }
    if shown < findings.count {
      let rest = findings.dropFirst(shown).summary
      output.append("\nAnd \(rest), which the log holds.\n")
    }
    return output
  }

  private static func row(
    _ diagnostic: Diagnostic, _ report: Report, _ texts: inout SourceTexts
  ) -> [UInt8] {
    var row: [UInt8] = []
    row.append("| \(diagnostic.severity.name) | ")
    let place = report.name(of: diagnostic.primary.place, &texts)
    if !place.isEmpty { row.append(code: place) }
    row.append(" | ")
    for (index, line) in report.lines(of: diagnostic, &texts).enumerated() {
      if index > 0 { row.append("<br>") }
      row.append(escaping: line)
      if index == 0 {
        row.append(" ")
        row.append(code: diagnostic.code.name)
      }
    }
    row.append(" |\n")
    return row
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// Text that reads as it was written: no part of it is markup, names a person or an issue, or leaves
  /// its row.
  fileprivate mutating func append(escaping text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": append("<br>")
      // A name or a number behind them would become a link, and somebody would be called.
      case "@", "#":
        append(contentsOf: scalar.utf8)
        append("<!-- -->")
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&", "$":
        append("\\")
        append(contentsOf: scalar.utf8)
      default: _ = append(shown: scalar)
      }
    }
  }

  /// Text in a span of code, with as many backquotes round it as it needs.
  fileprivate mutating func append(code text: String) {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = Swift.max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    append(fence)
    if longest > 0 { append(" ") }
    for scalar in text.unicodeScalars {
      // A table is cut into cells before spans of code are seen (GitHub Flavored Markdown, 4.10).
      if scalar == "|" { append("\\|") } else { _ = append(shown: scalar) }
    }
    if longest > 0 { append(" ") }
    append(fence)
  }
}
