import Foundation
import Testing

@testable import Diagnostics

@Suite("Findings as SARIF")
struct SARIFRendererTests {
  let samples = Samples([
    "a.yaml": "a: u\u{308}x #\nb: [x,\n  y]\n", "sp ace/ü%.yaml": "k: v\n", "c:d.yaml": "k: v\n",
  ])

  private func run(_ report: Report) throws -> ReadJSON {
    try ReadJSON(SARIFRenderer().render(report)).runs[0]
  }

  @Test("without findings is a run with an empty list of results")
  func none() throws {
    let bytes = SARIFRenderer().render(samples.report([]))
    #expect(
      String(decoding: bytes, as: UTF8.self) == #"""
        {"$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json", "version": "2.1.0", "runs": [{
          "tool": {"driver": {"name": "mooring", "version": "1.2.3", "rules": []}},
          "columnKind": "unicodeCodePoints",
          "invocations": [{"executionSuccessful": true, "exitCode": 1}],
          "results": []
        }]}

        """#)
  }

  @Test("holds the rules that occur, once each, with what they mean")
  func rules() throws {
    let run = try run(
      samples.report([
        Diagnostic(.doubt, "m", at: samples.place(of: "x,")),
        Diagnostic(.sample, "m", at: samples.place(of: "y]")),
        Diagnostic(.doubt, "m", at: samples.place(of: "b:")),
      ]))
    let rules = run.tool.driver.rules.elements
    #expect(rules.map { $0.id.string } == ["doubt", "sample"])
    #expect(rules[0].defaultConfiguration.level.string == "warning")
    #expect(rules[0].shortDescription.text.string == "a sample of a doubt")
    #expect(rules[0].fullDescription.text.string == "a sample of a doubt")
    #expect(rules[0].help.value == nil)
    #expect(rules[1].fullDescription.text.string == "It is wrong in two lines.")
    #expect(rules[1].help.markdown.string == "It is wrong\nin two lines.\n\nCure: none.")
    #expect(run.results.elements.map { $0.ruleIndex.number } == [0, 0, 1])
    #expect(run.results.elements.map { $0.ruleId.string } == ["doubt", "doubt", "sample"])
  }

  @Test("counts columns in code points, the end behind the last one")
  func region() throws {
    let run = try run(
      samples.report([
        Diagnostic(.sample, "m", at: samples.place(of: "x #")),
        Diagnostic(.sample, "m", at: samples.place(of: "[x,\n  y]")),
      ]))
    func region(_ index: Int) -> [Int?] {
      let region = run.results[index].locations[0].physicalLocation.region
      return [
        region.startLine.number, region.startColumn.number, region.endLine.number,
        region.endColumn.number,
      ]
    }
    // 'u' and the mark on it are two.
    #expect(region(0) == [1, 6, 1, 9])
    #expect(region(1) == [2, 4, 3, 5])
  }

  @Test("gives the first line of a file that is not known")
  func unknownFile() throws {
    let place = try run(samples.report([Diagnostic(.sample, "m", at: .file("gone.yaml"))]))
      .results[0].locations[0].physicalLocation
    #expect(place.artifactLocation.uri.string == "gone.yaml")
    #expect(place.region.keys == ["startLine"])
    #expect(place.region.startLine.number == 1)
    let nowhere = try run(samples.report([Diagnostic(.sample, "m", at: .file(""))]))
    #expect(
      nowhere.results[0].locations[0].physicalLocation.artifactLocation.uri.string == ".")
  }

  @Test(
    "names files by relative references, from the top of the repository",
    arguments: [
      ("sp ace/ü%.yaml", "deploy/", "deploy/sp%20ace/%C3%BC%25.yaml"),
      ("c:d.yaml", "", "c%3Ad.yaml"),
    ])
  func uri(path: String, folder: String, uri: String) throws {
    let report = samples.report(
      [Diagnostic(.sample, "m", at: samples.place(of: "v", in: path))], in: folder)
    let location = try run(report).results[0].locations[0].physicalLocation
    #expect(location.artifactLocation.uri.string == uri)
    #expect(location.artifactLocation.uriBaseId.string == "%SRCROOT%")
    #expect(location.region.startColumn.number == 4)
  }

  @Test("says all: the message, what is said of the place, notes and help, and other places")
  func words() throws {
    let result = try run(
      samples.report([
        Diagnostic(
          .sample, "message", at: samples.place(of: "x,"), label: "label",
          secondary: [Label(samples.place(of: "y"), "there"), Label(.file("gone.yaml"))],
          notes: ["note"], help: ["do it"])
      ])
    ).results[0]
    #expect(result.message.text.string == "message\nlabel\nnote\nhelp: do it")
    #expect(result.level.string == "error")
    let related = result.relatedLocations.elements
    #expect(related.map { $0.id.number } == [1, 2])
    #expect(related.map { $0.message.text.string } == ["there", nil])
    #expect(related[0].physicalLocation.region.startLine.number == 3)
  }

  @Test("suppresses what is allowed, with the reason")
  func suppressions() throws {
    let run = try run(
      samples.report(
        [Diagnostic(.sample, "m", at: samples.place(of: "x,"))],
        allowed: [Diagnostic(.sample, "m", at: samples.place(of: "a:"))]))
    #expect(run.results[0].suppressions.value == nil)
    let suppression = run.results[1].suppressions
    #expect(suppression.elements.count == 1)
    #expect(suppression[0].kind.string == "inSource")
    #expect(suppression[0].justification.string == "because")
  }

  @Test("of a run that failed has no results, and says why")
  func failure() throws {
    let run = try run(samples.report([], failure: Report.Failure("no disk", help: "buy one")))
    let invocation = run.invocations[0]
    #expect(invocation.executionSuccessful.truth == false)
    #expect(invocation.exitCode.number == 2)
    let notification = invocation.toolExecutionNotifications[0]
    #expect(notification.level.string == "error")
    #expect(notification.message.text.string == "no disk\nhelp: buy one")
    #expect(run.results.elements.isEmpty)
    #expect(run.results.value != nil)
  }

  @Test("holds no more results than code scanning takes, and those are the worst")
  func bounded() throws {
    let line = "k: v\n"
    let count = SARIFRenderer.mostResults + 10
    let samples = Samples(["a.yaml": String(repeating: line, count: count)])
    let diagnostics = (0..<count).map { index in
      let start = index * line.utf8.count
      return Diagnostic(
        index.isMultiple(of: 2) ? .sample : .doubt, "m", at: Place("a.yaml", start..<(start + 1)))
    }
    let run = try run(samples.report(diagnostics, allowed: [diagnostics[0]]))
    let results = run.results.elements
    #expect(results.count == SARIFRenderer.mostResults)
    #expect(results.count { $0.level.string == "error" } == count / 2 - 1)
    #expect(results.allSatisfy { $0.suppressions.value == nil })
    #expect(
      run.invocations[0].toolExecutionNotifications[0].message.text.string
        == "10 more results are left out")
    #expect(Set(results.map { $0.partialFingerprints["mooringFinding/v1"].string }).count == 5000)
  }

  @Test("is read back as what was written", arguments: HostileText.all)
  func hostile(text: String) throws {
    let run = try run(samples.report([Diagnostic(.sample, text, at: .file("\(text).yaml"))]))
    #expect(run.results[0].message.text.string == text)
    let uri = run.results[0].locations[0].physicalLocation.artifactLocation.uri.string
    #expect(uri?.removingPercentEncoding == "\(text).yaml")
  }
}
