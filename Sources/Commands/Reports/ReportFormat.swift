import Compiler
import Diagnostics

/// The formats in which findings are shown, on the terminal or in a file.
enum ReportFormat: String, CaseIterable {
  /// Each finding with its source lines.
  case text
  /// A line for each finding.
  case concise
  /// For programs of one's own.
  case json
  /// SARIF 2.1.0, as code scanning and editors read it.
  case sarif
  /// The log of a job of GitHub Actions, with annotations and a summary.
  case github
  /// GitLab's code quality.
  case gitlab
  /// JUnit XML, as most services of continuous integration show it.
  case junit
  /// A table for a pull request.
  case markdown

  static let option = Command.Option.value(
    "format", "FORMAT", choices: allCases.map(\.rawValue), default: text.rawValue,
    "how findings are shown")

  /// Of a command that judges: what its findings are shown as, and what else they are written to.
  static let options = [option, ReportFile.option]

  /// Whether it is a file for others, of which nothing may be missing and to which nothing is added.
  var isDocument: Bool {
    switch self {
    case .text, .concise, .github: false
    case .json, .sarif, .gitlab, .junit, .markdown: true
    }
  }

  func render(_ report: Report) -> [UInt8] {
    switch self {
    case .text: report.text(TextRenderer().render(report.findings, source: report.source))
    case .concise: report.text(ConciseRenderer().render(report.findings, source: report.source))
    case .json:
      Array(
        JSONRenderer().render(report.findings, allowed: report.allowed, source: report.source).utf8)
    case .sarif: SARIFRenderer().render(report)
    case .github: GitHubRenderer().render(report)
    case .gitlab: GitLabRenderer().render(report)
    case .junit: JUnitRenderer().render(report)
    case .markdown: MarkdownRenderer().render(report)
    }
  }
}

extension Report {
  /// Findings for people, and how many there are.
  fileprivate func text(_ findings: String) -> [UInt8] {
    if let failure = run.failure {
      var text = StyledText(isColoured: false)
      text.append(failure)
      return text.bytes
    }
    return Array("\(findings)\(counts)".utf8)
  }

  /// A line, or nothing where nothing was found.
  var counts: String {
    let parts = [findings.summary, allowed.isEmpty ? "" : "\(allowed.count) allowed"]
    let line = parts.filter { !$0.isEmpty }.joined(separator: ", ")
    return line.isEmpty ? "" : "\(line)\n"
  }
}
