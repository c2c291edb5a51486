import Testing

@testable import Diagnostics

@Suite("Findings as Markdown")
struct MarkdownRendererTests {
  let samples = Samples(["a.yaml": "a: x\nb: y\n"])

  private func text(_ report: Report) -> String {
    String(decoding: MarkdownRenderer().render(report), as: UTF8.self)
  }

  @Test("are a table, the worst first")
  func table() {
    let report = samples.report(
      [
        Diagnostic(.doubt, "a|b <c>", at: samples.place(of: "x")),
        Diagnostic(
          .sample, "wrong", at: samples.place(of: "y"), label: "here",
          secondary: [Label(samples.place(of: "a"), "there")], help: ["ask @me"]),
      ], allowed: [Diagnostic(.sample, "m", at: samples.place(of: "b"))], in: "deploy/")
    #expect(
      text(report) == #"""
        ### mooring check: 1 error and 1 warning, 1 allowed

        | | where | what |
        | --- | --- | --- |
        | error | `deploy/a.yaml:2:4` | wrong `sample`<br>here<br>deploy/a.yaml:1:1: there<br>help: ask @<!-- -->me |
        | warning | `deploy/a.yaml:1:4` | a\|b \<c\> `doubt` |

        """#)
  }

  @Test("without findings are a heading")
  func none() {
    #expect(text(samples.report([])) == "### mooring check: nothing is wrong\n")
  }

  @Test("of a run that failed say so")
  func failure() {
    let report = samples.report([], failure: Report.Failure("no 'disk'", help: "buy one"))
    #expect(text(report) == "### mooring check: it could not run: no 'disk'\n\nbuy one\n")
  }

  @Test("are cut where a comment could not hold them", arguments: [(500, 10), (90, 1100)])
  func bounded(count: Int, length: Int) {
    let report = samples.report(
      (0..<count).map { index in
        Diagnostic(
          index.isMultiple(of: 2) ? .doubt : .sample, String(repeating: "m", count: length),
          at: .file("\(index).yaml"))
      })
    let text = text(report)
    #expect(text.utf8.count < 65_536)
    #expect(text.contains("which the log holds"))
    let rows = text.split(separator: "\n").filter {
      $0.hasPrefix("| error") || $0.hasPrefix("| warning")
    }
    #expect(rows.count <= 100)
    #expect(rows.first?.hasPrefix("| error") == true)
    let left = count - rows.count
    #expect(text.contains("And \(left) ") || text.contains(" and "))
  }

  @Test("keep each finding in its row, whatever it quotes", arguments: HostileText.all)
  func hostile(text: String) {
    let shown = self.text(
      samples.report([Diagnostic(.sample, text, at: .file(text), label: text, help: [text])]))
    let rows = shown.split(separator: "\n").dropFirst(3)
    #expect(rows.count == 1)
    // Bars that begin no cell are escaped.
    let bars = rows.joined().replacing("\\|", with: "").count { $0 == "|" }
    #expect(bars == 4)
    #expect(!shown.contains("\u{1B}"))
  }

  @Test("quote no markup and call nobody", arguments: HostileText.all)
  func markup(text: String) {
    let shown = self.text(samples.report([Diagnostic(.sample, text, at: .file("a.yaml"))]))
    for markup in ["@some", "#1", "<b>", "![", "[link"] where text.contains(markup) {
      #expect(!shown.replacing("\\\(markup)", with: "").contains(markup), "\(markup)")
    }
  }
}
