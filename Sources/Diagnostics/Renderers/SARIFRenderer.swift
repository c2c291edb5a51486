/// Shows a report as SARIF 2.1.0 (OASIS), within what GitHub's code scanning takes: one run, one
/// result a line.
///
/// Columns count code points. What is allowed is a result that is suppressed, with the reason. A run
/// that could not do its work has no results, and says so in its invocation.
package struct SARIFRenderer: Sendable {
  /// Of more results of one run code scanning keeps the worst.
  /// https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
  package static let mostResults = 5000
  /// Of one result code scanning keeps so many locations.
  private static let mostLocations = 100
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

  package init() {}

  package func render(_ report: Report) -> [UInt8] {
    let results = Result.all(of: report)
    let shown = Array(results.prefix(Self.mostResults))
    var rules = Rules()
    for result in shown { rules.add(result.diagnostic.code) }
    var texts = SourceTexts(report.source)
    var output = JSONText()
    output.object { json in
      json.member("$schema", Self.schema)
      json.member("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.beginLine(indent: 2)
          json.appendTool(report.run, rules)
          json.beginLine(indent: 2)
          json.member("columnKind", "unicodeCodePoints")
          json.beginLine(indent: 2)
          json.appendInvocation(report.run, omitted: results.count - shown.count)
          json.beginLine(indent: 2)
          json.key("results")
          json.array { json in
            for result in shown {
              json.beginLine(indent: 4)
              json.append(result, report, rules, &texts)
            }
            if !shown.isEmpty { json.beginLine(indent: 2) }
          }
          json.beginLine(indent: 0)
        }
      }
    }
    return output.bytes + [UInt8(ascii: "\n")]
  }

  /// A finding, allowed or not, and by what it is known.
  fileprivate struct Result {
    let diagnostic: Diagnostic
    let allowance: String?
    let fingerprint: String

    /// As they are shown; the worst first where some are to be left out.
    static func all(of report: Report) -> [Result] {
      let found =
        report.findings.map { ($0, nil) } + report.allowed.map { ($0.diagnostic, $0.reason) }
      let results = zip(found, report.fingerprints()).map {
        Result(diagnostic: $0.0, allowance: $0.1, fingerprint: $1)
      }
      guard results.count > mostResults else { return results }
      let ranked = results.map { ($0, $0.allowance == nil ? $0.diagnostic.severity.rawValue : -1) }
      return ranked.enumerated().sorted { a, b in
        a.element.1 == b.element.1 ? a.offset < b.offset : a.element.1 > b.element.1
      }.map(\.element.0)
    }
  }

  /// The codes that occur, in the order in which they do.
  fileprivate struct Rules {
    private(set) var codes: [Code] = []
    private(set) var indices: [Code: Int] = [:]

    mutating func add(_ code: Code) {
      guard indices[code] == nil else { return }
      indices[code] = codes.count
      codes.append(code)
    }
  }

  fileprivate static func related(to diagnostic: Diagnostic) -> ArraySlice<Label> {
    diagnostic.secondary.prefix(mostLocations - 1)
  }
}

extension JSONText {
  fileprivate mutating func appendTool(_ run: Report.Run, _ rules: SARIFRenderer.Rules) {
    key("tool")
    object { json in
      json.key("driver")
      json.object { json in
        json.member("name", "mooring")
        json.member("version", run.version)
        json.key("rules")
        json.array { json in
          for code in rules.codes {
            json.beginLine(indent: 4)
            json.append(code, run.explanation(code))
          }
          if !rules.codes.isEmpty { json.beginLine(indent: 2) }
        }
      }
    }
  }

  private mutating func append(_ code: Code, _ explanation: String?) {
    object { json in
      json.member("id", code.name)
      json.appendMessage("shortDescription", code.summary)
      if let explanation {
        json.appendMessage("fullDescription", explanation.firstParagraph)
        json.key("help")
        json.object { json in
          json.member("text", explanation)
          json.member("markdown", explanation)
        }
      } else {
        json.appendMessage("fullDescription", code.summary)
      }
      json.key("defaultConfiguration")
      json.object { json in json.member("level", code.severity.name) }
    }
  }

  /// - Parameter omitted: how many results are left out.
  fileprivate mutating func appendInvocation(_ run: Report.Run, omitted: Int) {
    key("invocations")
    array { json in
      json.object { json in
        json.key("executionSuccessful")
        json.value(run.failure == nil)
        json.member("exitCode", run.exitCode)
        guard run.failure != nil || omitted > 0 else { return }
        json.key("toolExecutionNotifications")
        json.array { json in
          if let failure = run.failure {
            let lines = [failure.message] + (failure.help.map { ["help: \($0)"] } ?? [])
            json.appendNotification("error", lines.joined(separator: "\n"))
          }
          if omitted > 0 {
            json.appendNotification("warning", "\(omitted) more results are left out")
          }
        }
      }
    }
  }

  private mutating func appendNotification(_ level: String, _ text: String) {
    object { json in
      json.member("level", level)
      json.appendMessage("message", text)
    }
  }

  fileprivate mutating func append(
    _ result: SARIFRenderer.Result, _ report: Report, _ rules: SARIFRenderer.Rules,
    _ texts: inout SourceTexts
  ) {
    let diagnostic = result.diagnostic
    object { json in
      json.member("ruleId", diagnostic.code.name)
      json.member("ruleIndex", rules.indices[diagnostic.code])
      json.member("level", diagnostic.severity.name)
      json.appendMessage(
        "message", (diagnostic.ownLines + diagnostic.advice).joined(separator: "\n"))
      json.key("locations")
      json.array { json in
        json.object { json in json.append(diagnostic.primary.place, report, &texts) }
      }
      let related = SARIFRenderer.related(to: diagnostic)
      if !related.isEmpty {
        json.key("relatedLocations")
        json.array { json in
          for (index, label) in related.enumerated() {
            json.object { json in
              json.member("id", index + 1)
              json.append(label.place, report, &texts)
              if !label.message.isEmpty { json.appendMessage("message", label.message) }
            }
          }
        }
      }
      json.key("partialFingerprints")
      json.object { json in json.member("mooringFinding/v1", result.fingerprint) }
      guard let allowance = result.allowance else { return }
      json.key("suppressions")
      json.array { json in
        json.object { json in
          json.member("kind", "inSource")
          json.member("justification", allowance)
        }
      }
    }
  }

  /// The member that says where a place is. Code scanning wants a line of everything: of what is in
  /// no file that is known, the first.
  private mutating func append(_ place: Place, _ report: Report, _ texts: inout SourceTexts) {
    let path = report.path(of: place)
    let region = texts[place.path].map { ($0, $0.codePointRange(of: place.range)) }
    key("physicalLocation")
    object { json in
      json.key("artifactLocation")
      json.object { json in
        json.member("uri", path.isEmpty ? "." : path.percentEncoded)
        json.member("uriBaseId", "%SRCROOT%")
      }
      json.key("region")
      json.object { json in
        json.member("startLine", region?.1.start.line ?? 1)
        guard let region else { return }
        json.member("startColumn", region.1.start.column)
        json.member("endLine", region.1.end.line)
        json.member("endColumn", region.1.end.column)
      }
    }
  }

  private mutating func appendMessage(_ name: String, _ text: String) {
    key(name)
    object { json in json.member("text", text) }
  }
}

extension SourceText {
  /// Where a range begins and where the next character would be, with columns in code points.
  fileprivate func codePointRange(of range: Range<Int>) -> (start: Position, end: Position) {
    (codePointPosition(at: range.lowerBound), codePointPosition(at: range.upperBound))
  }

  private func codePointPosition(at offset: Int) -> Position {
    let line = line(at: offset)
    let range = range(ofLine: line)
    let end = min(max(offset, range.lowerBound), range.upperBound)
    return Position(
      line: line, column: bytes[range.lowerBound..<end].count { $0 & 0xC0 != 0x80 } + 1)
  }
}

extension String {
  /// In one line, and no longer than code scanning takes (1024 characters).
  fileprivate var firstParagraph: String {
    var paragraph: [UInt8] = []
    for byte in utf8 {
      if byte != UInt8(ascii: "\n") {
        paragraph.append(byte)
      } else if paragraph.last == UInt8(ascii: " ") {
        paragraph.removeLast()
        break
      } else {
        paragraph.append(UInt8(ascii: " "))
      }
    }
    return String(decoding: paragraph, as: UTF8.self).prefixOfCharacters(1000)
  }

  private func prefixOfCharacters(_ count: Int) -> String {
    unicodeScalars.count > count ? String(unicodeScalars.prefix(count)) + " …" : self
  }

  /// As a relative reference of RFC 3986: all but unreserved characters and slashes encoded.
  fileprivate var percentEncoded: String {
    var encoded: [UInt8] = []
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        encoded.append(byte)
      default:
        encoded += (byte < 0x10 ? "%0" : "%").utf8
        encoded += String(byte, radix: 16, uppercase: true).utf8
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
