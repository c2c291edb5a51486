import Testing

@testable import Diagnostics

@Suite("Findings as GitLab's code quality")
struct GitLabRendererTests {
  let samples = Samples(["a.yaml": "a: x\nb: x\n"])

  @Test("is an entry for each finding, with its place from the top of the repository")
  func entries() {
    let report = samples.report(
      [
        Diagnostic(.sample, "one", at: samples.place(of: "x"), label: "l", help: ["h"]),
        Diagnostic(.doubt, "two", at: .file("gone.yaml")),
      ], allowed: [Diagnostic(.sample, "three", at: samples.place(of: "b"))], in: "deploy/")
    let known = report.fingerprints()
    #expect(
      String(decoding: GitLabRenderer().render(report), as: UTF8.self) == """
        [
          {"description": "one", "check_name": "sample", "fingerprint": "\(known[0])", \
        "severity": "critical", "location": {"path": "deploy/a.yaml", "lines": {"begin": 1}}},
          {"description": "two", "check_name": "doubt", "fingerprint": "\(known[1])", \
        "severity": "minor", "location": {"path": "deploy/gone.yaml", "lines": {"begin": 1}}}
        ]

        """)
  }

  @Test("without findings is an empty array")
  func none() {
    #expect(GitLabRenderer().render(samples.report([])) == Array("[]\n".utf8))
  }

  @Test("of a run that failed is not empty, which would say that all was mended")
  func failure() throws {
    let json = try ReadJSON(
      GitLabRenderer().render(samples.report([], failure: Report.Failure("no disk"))))
    #expect(json.elements.count == 1)
    #expect(json[0].severity.string == "blocker")
    #expect(json[0].description.string == "mooring check could not run: no disk")
  }

  @Test("knows errors, warnings and notes by severities of its own")
  func severities() throws {
    let note = Code("n", .note, "a note")
    let json = try ReadJSON(
      GitLabRenderer().render(
        samples.report(
          [.sample, .doubt, note].enumerated().map {
            Diagnostic($1, "m", at: .file("\($0).yaml"))
          })))
    #expect(json.elements.map { $0.severity.string } == ["critical", "minor", "info"])
  }

  @Test("is read back as what was written", arguments: HostileText.all)
  func hostile(text: String) throws {
    let report = samples.report([Diagnostic(.sample, text, at: .file("\(text).yaml"))])
    let json = try ReadJSON(GitLabRenderer().render(report))
    #expect(json[0].description.string == text)
    #expect(json[0].location.path.string == "\(text).yaml")
  }
}
