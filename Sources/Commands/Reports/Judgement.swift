import Compiler
import Diagnostics

/// What a command found in what it was to judge.
struct Judgement {
  let diagnostics: Diagnostics
  /// The bytes of a file that a finding points into.
  let source: (String) -> [UInt8]?
  /// The folder that paths of findings begin in.
  let root: String
  /// What was looked at, said where there is no error; empty, or lines.
  let summary: String
}

extension Command {
  /// A command that judges files, and shows what it found in every format that was asked for; with
  /// what the command could not do, the report of a run that failed.
  static func judging(
    as name: String,
    _ judge: @escaping @Sendable (ParsedArguments) throws(CommandError) -> Judgement
  ) -> Run {
    working { (arguments, terminal) throws(CommandError) in
      let format = arguments.value(of: "format").flatMap(ReportFormat.init) ?? .text
      let files = try ReportFile.all(arguments)
      var judgement = Judgement(
        diagnostics: Diagnostics(), source: { _ in nil }, root: "", summary: "")
      var failure: CommandError?
      do throws(CommandError) { judgement = try judge(arguments) } catch { failure = error }

      var code: ExitCode = judgement.diagnostics.hasErrors ? .findings : .success
      if failure != nil { code = .failure }
      var run = Report.Run(
        "mooring \(name)", version: Command.version, exitCode: Int(code.rawValue))
      run.failure = failure.map { Report.Failure($0.message, help: $0.help) }
      if failure == nil { run.folder = RepositoryTop.prefix(of: judgement.root) }
      run.explanation = { Explanation.words(of: $0) }
      let report = Report(judgement.diagnostics, of: run, source: judgement.source)
      terminal.show(report, as: format, summary: judgement.summary)
      // One that cannot be written keeps no other from being written.
      var problems: [CommandError] = []
      for file in files {
        do throws(CommandError) { try file.write(report) } catch { problems.append(error) }
      }
      if format == .github, let jobSummary = JobSummary(terminal.environment) {
        do throws(CommandError) { try jobSummary.append(report) } catch { problems.append(error) }
      }
      for problem in problems { terminal.report(problem) }
      return terminal.leave(with: problems.isEmpty ? code : .failure, holding: judgement)
    }
  }
}

extension Terminal {
  /// Shows a report: to standard error for people, to standard output for programs.
  fileprivate func show(_ report: Report, as format: ReportFormat, summary: String) {
    switch format {
    case .text, .concise:
      if let failure = report.run.failure { return say(failure) }
      show(report, as: format == .text ? .text : .concise)
    default: output.write(bytes: format.render(report))
    }
    if format.isDocument {
      if let failure = report.run.failure { say(failure) }
    } else if report.run.exitCode == ExitCode.success.rawValue {
      output.write(summary)
    }
  }
}
