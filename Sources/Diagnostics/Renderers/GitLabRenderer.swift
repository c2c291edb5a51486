/// Shows a report as GitLab's code quality: a JSON array, one finding a line.
/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
///
/// What is allowed is left out. A run that could not do its work is one entry of its own, since an
/// empty report would tell a merge request that all was mended.
package struct GitLabRenderer: Sendable {
  package init() {}

  package func render(_ report: Report) -> [UInt8] {
    var texts = SourceTexts(report.source)
    var output = JSONText()
    output.array { json in
      if let failure = report.run.failure {
        json.beginLine(indent: 2)
        json.appendEntry(
          description: "\(report.run.command) could not run: \(failure.message)",
          code: "run-failed",
          fingerprint: "run-failed: \(report.run.command)", severity: "blocker", path: ".", line: 1)
      }
      for (diagnostic, fingerprint) in zip(report.findings, report.fingerprints()) {
        let path = report.path(of: diagnostic.primary.place)
        json.beginLine(indent: 2)
        json.appendEntry(
          description: diagnostic.message, code: diagnostic.code.name, fingerprint: fingerprint,
          severity: Self.severity(of: diagnostic), path: path.isEmpty ? "." : path,
          line: texts.position(of: diagnostic.primary.place)?.line ?? 1)
      }
      if report.run.failure != nil || !report.findings.isEmpty { json.beginLine(indent: 0) }
    }
    return output.bytes + [UInt8(ascii: "\n")]
  }

  private static func severity(of diagnostic: Diagnostic) -> String {
    switch diagnostic.severity {
    case .note: "info"
    case .warning: "minor"
    case .error: "critical"
    }
  }
}

extension JSONText {
  fileprivate mutating func appendEntry(
    description: String, code: String, fingerprint: String, severity: String, path: String,
    line: Int
  ) {
    object { json in
      json.member("description", description)
      json.member("check_name", code)
      json.member("fingerprint", fingerprint)
      json.member("severity", severity)
      json.key("location")
      json.object { json in
        json.member("path", path)
        json.key("lines")
        json.object { json in json.member("begin", line) }
      }
    }
  }
}
