import Compiler
import Diagnostics

extension ByteSink {
  /// A line that may hold what others wrote, so that none of it steers the terminal.
  func write(line: String) {
    var text = StyledText(isColoured: false)
    text.append(quoting: line)
    text.endLine()
    write(bytes: text.bytes)
  }
}

/// How findings are shown to people.
enum ReadableFormat {
  /// Each finding with its source lines.
  case text
  /// A line for each finding.
  case concise
}

extension Terminal {
  /// Shows findings to people, and how many there are.
  func report(
    _ diagnostics: Diagnostics, as format: ReadableFormat,
    source: @escaping (String) -> [UInt8]?
  ) {
    let run = Report.Run("mooring", version: Command.version, exitCode: 0)
    show(Report(diagnostics, of: run, source: source), as: format)
  }

  func show(_ report: Report, as format: ReadableFormat) {
    let isColoured = errors.isColoured
    let (findings, source) = (report.findings, report.source)
    switch format {
    case .text: errors.write(TextRenderer(isColoured: isColoured).render(findings, source: source))
    case .concise:
      errors.write(ConciseRenderer(isColoured: isColoured).render(findings, source: source))
    }
    errors.write(report.counts)
  }

  /// Shows why a command could not do its work.
  func report(_ error: CommandError) { say(Report.Failure(error.message, help: error.help)) }

  func say(_ failure: Report.Failure) {
    var text = StyledText(isColoured: errors.isColoured)
    text.append(failure)
    errors.write(bytes: text.bytes)
  }
}

extension StyledText {
  /// Why a command could not do its work, and what to do.
  mutating func append(_ failure: Report.Failure) {
    append("error:", .error)
    append(" ")
    append(quoting: failure.message)
    endLine()
    if let help = failure.help {
      append("  = help: ")
      append(quoting: help)
      endLine()
    }
  }
}

extension Command {
  /// A command whose failures are shown, and end the program with 2.
  static func working(
    _ work: @escaping @Sendable (ParsedArguments, Terminal) throws(CommandError) -> ExitCode
  ) -> Run {
    { (arguments, terminal) throws(UsageError) in
      do throws(CommandError) {
        return try work(arguments, terminal)
      } catch {
        terminal.report(error)
        return .failure
      }
    }
  }
}

/// Runs a step of the compiler.
func compiling<Result>(
  _ work: () throws(CompilerError) -> Result
) throws(CommandError) -> Result {
  do throws(CompilerError) {
    return try work()
  } catch {
    throw CommandError(error)
  }
}
