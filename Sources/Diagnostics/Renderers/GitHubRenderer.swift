import Values

/// Shows a report in the log of a job of GitHub Actions: every finding as a line, and the worst ten of
/// each severity as annotations, which is what GitHub takes of one step.
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
///
/// What users wrote is quoted in both, and must not be taken for a command.
package struct GitHubRenderer: Sendable {
  /// How many annotations of a severity are shown of one step.
  private static let mostAnnotations = 10

  package init() {}

  package func render(_ report: Report) -> [UInt8] {
    var texts = SourceTexts(report.source)
    var log = StyledText(isColoured: false)
    for diagnostic in report.findings {
      let position = texts.position(of: diagnostic.primary.place)
      log.append(headerOf: diagnostic, in: report.run.folder, at: position)
    }
    var output = log.bytes.isEmpty ? [] : Self.withoutCommands(log.bytes)
    if let failure = report.run.failure {
      output.append(
        command: "error", properties: [("title", report.run.command)],
        message: [failure.message] + (failure.help.map { ["help: \($0)"] } ?? []))
    }
    var counts: [Severity: Int] = [:]
    for diagnostic in report.worstFirst {
      let count = counts[diagnostic.severity, default: 0] + 1
      counts[diagnostic.severity] = count
      if count <= Self.mostAnnotations { output.append(annotation: diagnostic, report, &texts) }
    }
    if !report.findings.isEmpty || !report.allowed.isEmpty {
      output += "\(report.outcome)\n".utf8
    }
    return output
  }

  /// Between commands that stop and resume the reading of commands, by a word that does not occur.
  private static func withoutCommands(_ lines: [UInt8]) -> [UInt8] {
    var number = 0
    while lines.holds("mooring-log-\(number)") { number += 1 }
    let word = "mooring-log-\(number)"
    return "::stop-commands::\(word)\n".utf8 + lines + "::\(word)::\n".utf8
  }
}

extension [UInt8] {
  fileprivate mutating func append(
    annotation diagnostic: Diagnostic, _ report: Report, _ texts: inout SourceTexts
  ) {
    let place = diagnostic.primary.place
    let path = report.path(of: place)
    var properties: [(String, String)] = []
    if !path.isEmpty {
      properties.append(("file", path))
      let text = texts[place.path]
      let start = text?.position(at: place.range.lowerBound)
      let end = text?.position(at: place.range.upperBound)
      properties.append(("line", String(start?.line ?? 1)))
      if let start, let end {
        properties.append(("endLine", String(end.line)))
        // Columns are for what lies on one line; the end is that of the last character, since without
        // one it is the start.
        if start.line == end.line {
          properties.append(("col", String(start.column)))
          properties.append(("endColumn", String(Swift.max(start.column, end.column - 1))))
        }
      }
    }
    properties.append(("title", diagnostic.code.name))
    let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.name
    append(command: command, properties: properties, message: report.lines(of: diagnostic, &texts))
  }

  /// `::command name=value,…::message`, on one line.
  fileprivate mutating func append(
    command: String, properties: [(name: String, value: String)], message: [String]
  ) {
    append(contentsOf: "::\(command)".utf8)
    for (index, property) in properties.enumerated() {
      append(contentsOf: "\(index == 0 ? " " : ",")\(property.name)=".utf8)
      append(escaping: property.value, isProperty: true)
    }
    append(contentsOf: "::".utf8)
    for (index, line) in message.enumerated() {
      if index > 0 { append(contentsOf: "%0A".utf8) }
      append(escaping: line, isProperty: false)
    }
    append(UInt8(ascii: "\n"))
  }

  /// As the runner reads it back.
  private mutating func append(escaping text: String, isProperty: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": append(contentsOf: "%25".utf8)
      case "\r": append(contentsOf: "%0D".utf8)
      case "\n": append(contentsOf: "%0A".utf8)
      case ":" where isProperty: append(contentsOf: "%3A".utf8)
      case "," where isProperty: append(contentsOf: "%2C".utf8)
      default:
        if isProperty { append(contentsOf: scalar.utf8) } else { _ = append(shown: scalar) }
      }
    }
  }
}
