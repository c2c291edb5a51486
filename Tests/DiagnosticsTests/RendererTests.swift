import Diagnostics
import Foundation
import Testing

@Suite("Findings for lists and programs")
struct RendererTests {
  let samples = Samples(["a.yaml": "a: ü\nb: [x,\n  y]\n"])

  @Test("the concise form is one line for each finding")
  func concise() {
    let text = ConciseRenderer().render(
      [
        Diagnostic(.sample, "two\nlines", at: samples.place(of: "[x"), help: ["not shown"]),
        Diagnostic(.doubt, "wrong", at: .file("gone.yaml")),
      ], source: samples.bytes)
    #expect(
      text == """
        a.yaml:2:4: error: two\\nlines [sample]
        gone.yaml: warning: wrong [doubt]

        """)
  }

  @Test("the JSON form gives all that is known, one finding a line")
  func json() {
    let text = JSONRenderer().render(
      [
        Diagnostic(
          .sample, "'\"\\\u{1B}'\n", at: samples.place(of: "[x,\n  y]"), label: "this",
          secondary: [Label(.file("gone.yaml"))], notes: ["n"], help: ["h", "ü"]),
        Diagnostic(.doubt, "w", at: samples.place(of: "ü")),
      ], source: samples.bytes)
    #expect(
      text == #"""
        [
          {"code": "sample", "severity": "error", "message": "'\"\\\u001b'\n", "file": "a.yaml", "line": 2, "column": 4, "endLine": 3, "endColumn": 5, "labels": [{"file": "a.yaml", "line": 2, "column": 4, "endLine": 3, "endColumn": 5, "message": "this", "primary": true}, {"file": "gone.yaml", "line": null, "column": null, "endLine": null, "endColumn": null, "message": "", "primary": false}], "notes": ["n"], "help": ["h", "ü"]},
          {"code": "doubt", "severity": "warning", "message": "w", "file": "a.yaml", "line": 1, "column": 4, "endLine": 1, "endColumn": 5, "labels": [{"file": "a.yaml", "line": 1, "column": 4, "endLine": 1, "endColumn": 5, "message": "", "primary": true}], "notes": [], "help": []}
        ]

        """#)
  }

  @Test("the JSON form is read by others as what was said", arguments: 0..<0x120)
  func jsonRoundTrip(value: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(value)))
    let text = JSONRenderer().render(
      [Diagnostic(.sample, "<\(scalar)>", at: .file(""))], source: { _ in nil })
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    #expect(read?.first?["message"] as? String == "<\(scalar)>")
  }

  @Test("no findings are an empty array")
  func noJSON() { #expect(JSONRenderer().render([], source: { _ in nil }) == "[]\n") }

  @Test(
    "the summary counts errors and warnings apart",
    arguments: [
      (0, 0, ""), (1, 0, "1 error"), (0, 2, "2 warnings"), (2, 1, "2 errors and 1 warning"),
    ])
  func summary(errors: Int, warnings: Int, text: String) {
    let diagnostics =
      Array(repeating: Diagnostic(.sample, "", at: .file("")), count: errors)
      + Array(repeating: Diagnostic(.doubt, "", at: .file("")), count: warnings)
    #expect(diagnostics.summary == text)
  }
}
