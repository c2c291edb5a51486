import Compiler
import Diagnostics

/// The formats of a report of findings.
enum ReportFormat: String, CaseIterable {
  /// Each finding with its source lines.
  case text
  /// A line for each finding.
  case concise
  /// For programs.
  case json

  static let option = Command.Option.value(
    "format", "FORMAT", choices: allCases.map(\.rawValue), default: text.rawValue,
    "how findings are shown")
}

extension ByteSink {
  /// A line that may hold what others wrote, so that none of it steers the terminal.
  func write(line: String) {
    var text = StyledText(isColoured: false)
    text.append(quoting: line)
    text.endLine()
    write(bytes: text.bytes)
  }
}

extension Terminal {
  /// Shows findings: to standard error for people, to standard output for programs.
  func report(
    _ diagnostics: Diagnostics, as format: ReportFormat, source: @escaping (String) -> [UInt8]?
  ) {
    let sorted = diagnostics.sorted
    switch format {
    case .json:
      output.write(
        JSONRenderer().render(sorted, allowed: diagnostics.sortedAllowed, source: source))
    case .concise:
      errors.write(
        ConciseRenderer(isColoured: errors.isColoured).render(sorted, source: source))
    case .text:
      errors.write(TextRenderer(isColoured: errors.isColoured).render(sorted, source: source))
    }
    if format == .json { return }
    let allowed = diagnostics.sortedAllowed.count
    let parts = [sorted.summary, allowed > 0 ? "\(allowed) allowed" : ""].filter { !$0.isEmpty }
    if !parts.isEmpty { errors.write("\(parts.joined(separator: ", "))\n") }
  }

  /// Shows why a command could not do its work.
  func report(_ error: CommandError) {
    var text = StyledText(isColoured: errors.isColoured)
    text.append("error:", .error)
    text.append(" ")
    text.append(quoting: error.message)
    text.endLine()
    if let help = error.help {
      text.append("  = help: ")
      text.append(quoting: help)
      text.endLine()
    }
    errors.write(bytes: text.bytes)
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
