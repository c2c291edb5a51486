import Foundation
import Testing

@testable import Commands

@Suite("Terminal")
struct TerminalTests {
  @Test(
    "colour is decided by the option, then by the environment, then by the terminal",
    arguments: [
      (ColourChoice.auto, true, [:], true),
      (.auto, false, [:], false),
      (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["NO_COLOR": ""], true),
      (.auto, true, ["TERM": "dumb"], false),
      (.auto, false, ["CLICOLOR_FORCE": "1"], true),
      (.auto, false, ["CLICOLOR_FORCE": "0"], false),
      (.auto, false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
      (.always, false, ["NO_COLOR": "1"], true),
      (.never, true, ["CLICOLOR_FORCE": "1"], false),
    ] as [(ColourChoice, Bool, [String: String], Bool)])
  func colour(choice: ColourChoice, isTerminal: Bool, environment: [String: String], result: Bool) {
    let terminal = Terminal.capturing(isTerminal: isTerminal, environment: environment)
    terminal.colour = choice
    #expect(terminal.output.isColoured == result)
    #expect(terminal.errors.isColoured == result)
  }

  @Test("what is written arrives whole, however slowly it is read")
  func slowReader() async throws {
    let pipe = Pipe()
    let writer = pipe.fileHandleForWriting.fileDescriptor
    _ = fcntl(writer, F_SETFL, fcntl(writer, F_GETFL) | O_NONBLOCK)
    let reader = Task.detached { try pipe.fileHandleForReading.readToEnd() }

    let sink = ByteSink(descriptor: writer)
    for _ in 0..<1000 { sink.write(String(repeating: "0123456789", count: 100)) }
    sink.flush()
    try pipe.fileHandleForWriting.close()

    #expect(sink.failure == nil)
    #expect(try await reader.value?.count == 1_000_000)
  }

  @Test("errors are written at once, after the output that came before them")
  func order() throws {
    let pipe = Pipe()
    let descriptor = pipe.fileHandleForWriting.fileDescriptor
    let output = ByteSink(descriptor: descriptor)
    let errors = ByteSink(descriptor: descriptor, isBuffered: false, after: output)
    output.write("first ")
    errors.write("second")
    #expect(pipe.fileHandleForReading.availableData == Data("first second".utf8))
  }

  @Test("a pipe that its reader closed ends the run quietly", .timeLimit(.minutes(1)))
  func closedPipe() throws {
    let result = try Self.run(["render", "studio"]) { pipe in
      try pipe.fileHandleForReading.close()
    }
    #expect(result == Outcome(code: .findings, failure: EPIPE))
    let help = try Self.run(["--help"]) { pipe in try pipe.fileHandleForReading.close() }
    #expect(help == Outcome(code: .closedPipe, failure: EPIPE))
  }

  struct Outcome: Equatable {
    let code: ExitCode
    let failure: Int32?
  }

  /// Runs the sample program with a pipe as its output.
  private static func run(
    _ arguments: [String], after prepare: (Pipe) throws -> Void
  ) throws -> Outcome {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try prepare(pipe)
    let output = ByteSink(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    let terminal = Terminal(output: output, errors: ByteSink(inMemoryAsTerminal: false)) { _ in nil
    }
    let code = SampleProgram.program.run(arguments, on: terminal)
    #expect(terminal.errors.text == "")
    return Outcome(code: code, failure: output.failure)
  }

  @Test("an output that cannot be written is said, and is a failure")
  func fullDisk() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let terminal = Terminal(
      output: ByteSink(descriptor: descriptor), errors: ByteSink(inMemoryAsTerminal: false)
    ) { _ in nil }
    #expect(SampleProgram.program.run(["render", "x"], on: terminal) == .failure)
    #expect(
      terminal.errors.text == "error: cannot write to standard output: No space left on device\n")
  }
}
