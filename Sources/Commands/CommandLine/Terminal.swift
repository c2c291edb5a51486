#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a run shows its product and its findings: standard output and standard error, or memory.
package final class Terminal {
  /// The product of a command.
  package let output: ByteSink
  /// Findings, and everything that is said to people while a product is made.
  package let errors: ByteSink

  /// The variables of the process.
  let environment: (String) -> String?

  /// Ends the process; nil where it goes on after a run.
  private let end: ((ExitCode) -> Never)?

  /// Set from `--color` before a command runs.
  package var colour: ColourChoice = .auto {
    didSet { decideColours() }
  }

  init(
    output: ByteSink, errors: ByteSink, environment: @escaping (String) -> String?,
    end: ((ExitCode) -> Never)? = nil
  ) {
    self.output = output
    self.errors = errors
    self.environment = environment
    self.end = end
    decideColours()
  }

  /// The outputs of this process. A reader who goes away ends no process from here on.
  package static func standard() -> Terminal {
    signal(SIGPIPE, SIG_IGN)
    let output = ByteSink(descriptor: STDOUT_FILENO)
    return Terminal(
      output: output,
      errors: ByteSink(descriptor: STDERR_FILENO, isBuffered: false, after: output),
      environment: { name in getenv(name).map { String(cString: $0) } },
      end: { exit($0.rawValue) })
  }

  /// A terminal for tests, which keeps what is written.
  package static func capturing(
    isTerminal: Bool = false, environment: [String: String] = [:]
  ) -> Terminal {
    Terminal(
      output: ByteSink(inMemoryAsTerminal: isTerminal),
      errors: ByteSink(inMemoryAsTerminal: isTerminal), environment: { environment[$0] })
  }

  private func decideColours() {
    for sink in [output, errors] {
      sink.isColoured = colour.isColoured(isTerminal: sink.isTerminal, environment: environment)
    }
  }

  /// Ends the run, and with it the process where that is nothing else: what a large fleet was compiled
  /// to is not taken apart, object by object, just before the system takes it all.
  func leave<Value>(with code: ExitCode, holding value: borrowing Value) -> ExitCode {
    if let end { end(finish(with: code)) }
    return code
  }

  /// Writes out what is left, and gives the code to end with: that of the run, unless its product
  /// did not reach its reader.
  func finish(with code: ExitCode) -> ExitCode {
    output.flush()
    errors.flush()
    switch output.failure {
    case nil: return code
    case EPIPE?: return code == .success ? .closedPipe : code
    case let failure?:
      errors.write(
        "error: cannot write to standard output: \(String(cString: strerror(failure)))\n")
      return .failure
    }
  }
}
