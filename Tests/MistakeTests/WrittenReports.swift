import Commands
import Foundation
import TemporaryFolders
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The reports of one run, in files; what has to hold of them whatever was found.
struct WrittenReports {
  private let folder: TemporaryFolder

  static let formats = ["sarif", "gitlab", "junit", "markdown", "github"]

  init() throws { folder = try TemporaryFolder() }

  /// The options that have them written.
  var options: [String] {
    Self.formats.flatMap { ["--report", "\($0)=\(folder.full($0))"] }
  }

  /// Has them written by a run that finds nothing to work on.
  func runWithoutDescription() {
    _ = Program(.mooring, version: Command.version)
      .run(["check", "--root", folder.path] + options, on: .capturing())
  }

  /// - Parameters:
  ///   - text: what the same run showed.
  ///   - exitCode: what it ended with.
  func expectSound(beside text: String, exitCode: Int32) throws {
    let headers = text.split(separator: "\n").filter { Self.isHeader($0) }
    let results = try expectSoundSARIF(exitCode: exitCode)
    #expect(results.count == headers.count)
    try expectSoundCodeQuality(headers.count, fingerprints: results)
    try expectSoundJUnit(headers.count)
    let markdown = folder.text(of: "markdown") ?? ""
    #expect(markdown.split(separator: "\n").first?.hasPrefix("### mooring check: ") == true)
    #expect(markdown.utf8.count < 65_536)
    let log = (folder.text(of: "github") ?? "").split(separator: "\n")
    #expect(log.count { Self.isHeader($0) } == headers.count)
    let annotations = log.count {
      $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") || $0.hasPrefix("::notice ")
    }
    #expect(annotations == headers.count || annotations >= 10)
  }

  /// Keeps them for somebody to look at.
  func keep(as name: String, in kept: String) throws {
    try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
    for format in Self.formats {
      try Data(folder.bytes(of: format) ?? []).write(to: URL(filePath: "\(kept)/\(name).\(format)"))
    }
  }

  /// `path:1:2: error: message [code]`, and not a line of a source or of help.
  private static func isHeader(_ line: Substring) -> Bool {
    line.hasSuffix("]") && !line.hasPrefix(" ") && !line.hasPrefix("::")
      && line.contains(#/(^|: )(error|warning|note): .* \[[a-z0-9-]+\]$/#)
  }

  /// Returns the fingerprints of what is not allowed.
  private func expectSoundSARIF(exitCode: Int32) throws -> Set<String> {
    let log = try json("sarif") as? [String: Any]
    #expect(log?["version"] as? String == "2.1.0")
    let run = try #require((log?["runs"] as? [[String: Any]])?.first)
    let invocation = (run["invocations"] as? [[String: Any]])?.first
    #expect(invocation?["exitCode"] as? Int32 == exitCode)
    #expect(invocation?["executionSuccessful"] as? Bool == true)
    let driver = (run["tool"] as? [String: [String: Any]])?["driver"]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    for rule in rules {
      #expect((rule["help"] as? [String: String])?["text"]?.isEmpty == false, "\(rule)")
      let words = (rule["fullDescription"] as? [String: String])?["text"] ?? ""
      #expect(!words.isEmpty && words.count <= 1024)
    }
    var fingerprints: Set<String> = []
    var allowed = 0
    for result in try #require(run["results"] as? [[String: Any]]) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect((result["message"] as? [String: String])?["text"]?.isEmpty == false)
      let related = result["relatedLocations"] as? [[String: Any]] ?? []
      for location in try #require(result["locations"] as? [[String: Any]]) + related {
        try expectSound(location: location)
      }
      let known = try #require(result["partialFingerprints"] as? [String: String]).values
      #expect(known.count == 1)
      if result["suppressions"] != nil { allowed += 1 } else { fingerprints.formUnion(known) }
    }
    let results = (run["results"] as? [Any])?.count ?? 0
    #expect(fingerprints.count == results - allowed, "a fingerprint is not one finding's")
    return fingerprints
  }

  private func expectSound(location: [String: Any]) throws {
    let place = try #require(location["physicalLocation"] as? [String: [String: Any]])
    let uri = try #require(place["artifactLocation"]?["uri"] as? String)
    #expect(!uri.isEmpty && !uri.hasPrefix("/") && URL(string: uri) != nil)
    let region = try #require(place["region"] as? [String: Int])
    let start = [region["startLine"] ?? 0, region["startColumn"] ?? 1]
    let end = [region["endLine"] ?? Int.max, region["endColumn"] ?? 1]
    #expect(start[0] >= 1 && start[1] >= 1)
    #expect(!end.lexicographicallyPrecedes(start))
  }

  private func expectSoundCodeQuality(_ count: Int, fingerprints: Set<String>) throws {
    let entries = try #require(try json("gitlab") as? [[String: Any]])
    #expect(entries.count == count)
    #expect(Set(entries.compactMap { $0["fingerprint"] as? String }) == fingerprints)
    for entry in entries {
      #expect((entry["description"] as? String)?.isEmpty == false)
      #expect((entry["check_name"] as? String)?.isEmpty == false)
      #expect(["info", "minor", "critical"].contains(entry["severity"] as? String))
      let location = try #require(entry["location"] as? [String: Any])
      let path = try #require(location["path"] as? String)
      #expect(!path.isEmpty && !path.hasPrefix("./") && !path.hasPrefix("/"))
      #expect(((location["lines"] as? [String: Int])?["begin"] ?? 0) >= 1)
    }
  }

  private func expectSoundJUnit(_ count: Int) throws {
    let tests = JUnitTests()
    let parser = XMLParser(data: Data(folder.bytes(of: "junit") ?? []))
    parser.delegate = tests
    #expect(parser.parse())
    #expect(tests.names.count == count + 1)
    #expect(Set(tests.names).count == tests.names.count, "a test is there twice")
  }

  private func json(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(folder.bytes(of: name) ?? []))
  }
}

/// The tests of a JUnit file, by suite and name.
private final class JUnitTests: NSObject, XMLParserDelegate {
  private(set) var names: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName qName: String?, attributes attributeDict: [String: String]
  ) {
    guard elementName == "testcase" else { return }
    names.append("\(attributeDict["classname"] ?? "")\n\(attributeDict["name"] ?? "")")
  }
}
