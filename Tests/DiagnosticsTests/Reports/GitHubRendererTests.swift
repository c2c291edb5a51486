import Testing

@testable import Diagnostics

@Suite("Findings in the log of GitHub Actions")
struct GitHubRendererTests {
  let samples = Samples(["a.yaml": "a: x\nb: [x,\n  y]\n"])

  private func lines(_ report: Report) -> [String] {
    String(decoding: GitHubRenderer().render(report), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("are lines of the log, then annotations, then how many there are")
  func log() {
    let report = samples.report(
      [
        Diagnostic(.doubt, "50% of it", at: samples.place(of: "x")),
        Diagnostic(
          .sample, "wrong", at: samples.place(of: "[x,\n  y]"), label: "here",
          secondary: [Label(samples.place(of: "a"), "there")], notes: ["n"], help: ["do it"]),
      ], allowed: [Diagnostic(.sample, "m", at: samples.place(of: "y"))], in: "d,e/")
    #expect(
      lines(report) == [
        "::stop-commands::mooring-log-0",
        "d,e/a.yaml:1:4: warning: 50% of it [doubt]",
        "d,e/a.yaml:2:4: error: wrong [sample]",
        "::mooring-log-0::",
        "::error file=d%2Ce/a.yaml,line=2,endLine=3,title=sample"
          + "::wrong%0Ahere%0Ad,e/a.yaml:1:1: there%0An%0Ahelp: do it",
        "::warning file=d%2Ce/a.yaml,line=1,endLine=1,col=4,endColumn=4,title=doubt::50%25 of it",
        "1 error and 1 warning, 1 allowed",
        "",
      ])
  }

  @Test("are annotations for the worst ten of each severity, and lines for all")
  func worst() {
    let note = Code("n", .note, "a note")
    let report = samples.report(
      (0..<15).flatMap { index in
        [note, .doubt, .sample].map { Diagnostic($0, "m", at: .file("\(index).yaml")) }
      })
    let lines = lines(report)
    #expect(lines.count { $0.hasPrefix("::error ") } == 10)
    #expect(lines.count { $0.hasPrefix("::warning ") } == 10)
    #expect(lines.count { $0.hasPrefix("::notice ") } == 10)
    #expect(lines.count { $0.hasSuffix("]") } == 45)
    #expect(lines.contains("::error file=0.yaml,line=1,title=sample::m"))
  }

  @Test("without findings are nothing")
  func none() { #expect(GitHubRenderer().render(samples.report([])).isEmpty) }

  @Test("of a run that failed are an error of the run")
  func failure() {
    let report = samples.report([], failure: Report.Failure("no disk: %", help: "buy one"))
    #expect(
      lines(report) == ["::error title=mooring check::no disk: %25%0Ahelp: buy one", ""])
  }

  @Test("give no command but their own, whatever they quote", arguments: HostileText.all)
  func hostile(text: String) {
    let report = samples.report([
      Diagnostic(.sample, text, at: .file(text), label: text, notes: [text], help: [text])
    ])
    let commands = ActionsRunner.commands(in: GitHubRenderer().render(report))
    #expect(commands.map(\.name) == ["error"])
    let properties = commands.first?.properties ?? [:]
    #expect(Set(properties.keys) == ["file", "line", "title"])
    #expect(properties["file"] == text)
  }

  @Test("stop commands by a word that no line holds")
  func word() {
    let report = samples.report([
      Diagnostic(.sample, "mooring-log-0", at: .file("a")),
      Diagnostic(.sample, "mooring-log-1", at: .file("b")),
    ])
    #expect(lines(report).first == "::stop-commands::mooring-log-2")
  }
}

/// What the runner takes for commands, as far as we know it: at the start of a line `::name`, and
/// anywhere in it `##[name]`; none between a stop and its word.
private enum ActionsRunner {
  struct Command: Equatable {
    let name: String
    var properties: [String: String] = [:]
  }

  static func commands(in bytes: [UInt8]) -> [Command] {
    var commands: [Command] = []
    var stop: String?
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let (command, data) = command(in: String(line)) else { continue }
      if stop != nil {
        if command.name == stop { stop = nil }
      } else if command.name == "stop-commands" {
        stop = data
      } else {
        commands.append(command)
      }
    }
    return commands
  }

  private static func command(in line: String) -> (Command, String)? {
    let trimmed = line.drop { $0.isWhitespace }
    if trimmed.hasPrefix("::"), let end = trimmed.dropFirst(2).firstRange(of: "::") {
      let head = trimmed.dropFirst(2)[..<end.lowerBound]
      let parts = head.split(separator: " ", maxSplits: 1)
      var command = Command(name: parts.first.map(String.init) ?? "")
      for property in parts.count > 1 ? parts[1].split(separator: ",") : [] {
        let pair = property.split(separator: "=", maxSplits: 1)
        let value = pair.count > 1 ? String(pair[1]) : ""
        command.properties[String(pair[0])] = [
          ("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%"),
        ].reduce(value) { $0.replacing($1.0, with: $1.1) }
      }
      return (command, String(trimmed[end.upperBound...]))
    }
    guard let start = line.firstRange(of: "##["),
      let end = line[start.upperBound...].firstIndex(of: "]")
    else { return nil }
    return (Command(name: String(line[start.upperBound..<end])), "")
  }
}
