import Diagnostics

/// The whole command line: the table of commands, and what all of them share.
package struct Program: Sendable {
  private let command: Command
  private let version: String

  /// `command` names the program and holds its commands.
  package init(_ command: Command, version: String) {
    self.command = command
    self.version = version
  }

  /// Runs what the arguments ask for; they begin after the program's own name.
  package func run(_ arguments: [String], on terminal: Terminal) -> ExitCode {
    var parser = ArgumentParser(command)
    do throws(UsageError) {
      switch try parser.parse(arguments) {
      case .help:
        terminal.output.write(HelpText(parser.path).text)
        return terminal.finish(with: .success)
      case .version:
        terminal.output.write("\(command.name) \(version)\n")
        return terminal.finish(with: .success)
      case .incomplete:
        // Not a success: a script whose command is an empty variable should hear of it.
        terminal.errors.write(HelpText(parser.path).text)
        return terminal.finish(with: .failure)
      case .run(let run, let parsed):
        terminal.colour = parsed.value(of: "color").flatMap(ColourChoice.init) ?? .auto
        return terminal.finish(with: try run(parsed, terminal))
      }
    } catch {
      report(error, path: parser.path, on: terminal)
      return terminal.finish(with: .failure)
    }
  }

  private func report(_ error: UsageError, path: [Command], on terminal: Terminal) {
    var text = StyledText(isColoured: terminal.errors.isColoured)
    text.append("error:", .error)
    text.append(" ")
    text.append(quoting: error.message)
    text.endLine()
    text.append("see '\(path.map(\.name).joined(separator: " ")) --help'")
    text.endLine()
    terminal.errors.write(bytes: text.bytes)
  }
}
