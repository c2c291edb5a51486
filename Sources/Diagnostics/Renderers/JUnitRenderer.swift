/// Shows a report as JUnit XML, valid by the schema of Ant's JUnit task and by that of Jenkins.
///
/// A finding is a test that is named by its code, its file and its message, and by no line, so that it
/// stays the same test when lines move: an error fails, warnings and notes are skipped, which keeps
/// them in sight. That the run came to its end is a test too, so that a report without findings is
/// not empty. What is allowed is left out.
package struct JUnitRenderer: Sendable {
  package init() {}

  package func render(_ report: Report) -> [UInt8] {
    var xml = XMLText()
    xml.append(markup: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite")
    xml.append(attribute: "name", report.run.command)
    xml.append(attribute: "package", "mooring")
    // What follows is demanded by the schema; equal findings give equal bytes, whenever and wherever.
    xml.append(attribute: "id", "0")
    xml.append(attribute: "timestamp", "1970-01-01T00:00:00")
    xml.append(attribute: "hostname", "localhost")
    let failures = report.findings.count { $0.severity == .error }
    xml.append(attribute: "tests", String(report.findings.count + 1))
    xml.append(attribute: "failures", String(failures))
    xml.append(attribute: "errors", report.run.failure == nil ? "0" : "1")
    xml.append(attribute: "skipped", String(report.findings.count - failures))
    xml.append(attribute: "time", "0")
    xml.append(markup: ">\n    <properties/>\n")
    xml.appendRun(report.run)
    // Of tests of one name GitLab shows the first alone.
    var names: [String: Int] = [:]
    var texts = SourceTexts(report.source)
    for diagnostic in report.findings {
      let path = report.path(of: diagnostic.primary.place)
      let name = path.isEmpty ? diagnostic.message : "\(path): \(diagnostic.message)"
      let count = names["\(diagnostic.code.name) \(name)", default: 0] + 1
      names["\(diagnostic.code.name) \(name)"] = count
      let place = report.name(of: diagnostic.primary.place, &texts)
      var text = StyledText(isColoured: false)
      TextRenderer().append(diagnostic, in: report.run.folder, to: &text, &texts)
      xml.append(
        diagnostic, named: count > 1 ? "\(name) (\(count))" : name,
        at: place.isEmpty ? "" : "\(place): ", text.text)
    }
    xml.append(markup: "    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n")
    return xml.bytes
  }
}

extension XMLText {
  fileprivate mutating func appendRun(_ run: Report.Run) {
    appendTestCase(named: "comes to its end", of: run.command)
    guard let failure = run.failure else { return append(markup: "/>\n") }
    append(markup: ">\n      <error")
    append(attribute: "type", "run-failed")
    append(attribute: "message", failure.message)
    append(markup: ">")
    append(lines: failure.help.map { "\(failure.message)\nhelp: \($0)" } ?? failure.message)
    append(markup: "</error>\n    </testcase>\n")
  }

  fileprivate mutating func append(
    _ diagnostic: Diagnostic, named name: String, at place: String, _ text: String
  ) {
    appendTestCase(named: name, of: diagnostic.code.name)
    if diagnostic.severity == .error {
      append(markup: ">\n      <failure")
      append(attribute: "type", diagnostic.code.name)
      append(attribute: "message", "\(place)\(diagnostic.message)")
    } else {
      append(markup: ">\n      <skipped")
      append(attribute: "message", "\(place)\(diagnostic.severity.name): \(diagnostic.message)")
    }
    append(markup: ">")
    append(lines: text)
    append(
      markup: diagnostic.severity == .error
        ? "</failure>\n    </testcase>\n" : "</skipped>\n    </testcase>\n")
  }

  private mutating func appendTestCase(named name: String, of suite: String) {
    append(markup: "    <testcase")
    append(attribute: "name", name)
    append(attribute: "classname", suite)
    append(attribute: "time", "0")
  }
}

/// XML under construction.
private struct XMLText {
  private(set) var bytes: [UInt8] = []

  mutating func append(markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func append(attribute name: String, _ value: String) {
    append(markup: " ")
    append(markup: name)
    append(markup: "=\"")
    for scalar in value.unicodeScalars { append(scalar) }
    append(markup: "\"")
  }

  /// Text of several lines.
  mutating func append(lines text: String) {
    for scalar in text.unicodeScalars {
      if scalar == "\n" { bytes.append(UInt8(ascii: "\n")) } else { append(scalar) }
    }
  }

  /// A scalar as a terminal may show it, since what XML may not hold is among what terminals may not.
  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": append(markup: "&amp;")
    case "<": append(markup: "&lt;")
    case ">": append(markup: "&gt;")
    case "\"": append(markup: "&quot;")
    // Of what a terminal may show, all that XML 1.0 forbids (2.2, production 2).
    case "\u{FFFE}", "\u{FFFF}": append(markup: "\u{FFFD}")
    default: _ = bytes.append(shown: scalar)
    }
  }
}
