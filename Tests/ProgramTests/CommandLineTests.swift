import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

@testable import Commands

/// How the program answers people and shells.
@Suite("The program and its callers")
struct CommandLineTests {
  @Test(
    "in an empty folder each command says where a description belongs",
    arguments: [
      ["build"], ["check"], ["render", "a"], ["trace", "a"], ["templates", "list"],
    ])
  func emptyFolder(words: [String]) throws {
    let repository = try ProgramRepository()
    let run = try ProgramRun(
      ProgramRepository.program, words + ["--root", repository.folder.path])
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("there is no description in"))
    #expect(run.errorText.contains("= help: "))
    #expect(try repository.folder.contents().isEmpty)
  }

  @Test("a folder that holds an empty clusters/ is told what to write")
  func emptyDescription() throws {
    let repository = try ProgramRepository()
    try repository.folder.makeFolder("clusters")
    let run = try repository.mooring("build")
    #expect(run.exitCode == 1)
    #expect(run.errorText.contains("[missing-fleet]"))
    #expect(run.errorText.contains("clusters/fleet.yaml"))
  }

  @Test(
    "wrong usage ends with 2, says why, and names the help",
    arguments: [
      ["biuld"], ["--nonsense"], ["build", "--nonsense"], ["build", "extra"], ["render"],
      ["render", "a", "b"], ["check", "--format"], ["check", "--format", "xml"],
      ["build", "--upgrade=yes"], ["--root"], ["templates"], ["templates", "ejct", "a"],
      ["--color", "sometimes", "check"], [""],
    ])
  func usage(words: [String]) throws {
    let run = try ProgramRun(ProgramRepository.program, words)
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("--help") || run.errorText.contains("usage:"))
  }

  @Test("without a command it shows its help, and does not succeed")
  func nothing() throws {
    let run = try ProgramRun(ProgramRepository.program, [])
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("usage: mooring <command>"))
  }

  @Test("the help of every command fits 80 columns and names all of its options", arguments: pages)
  func help(path: [String]) throws {
    let run = try ProgramRun(ProgramRepository.program, path + ["--help"])
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    for line in run.outputText.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    let command = try #require(Self.command(at: path))
    for option in command.knownOptions { #expect(run.outputText.contains("--\(option.name)")) }
    for argument in command.arguments { #expect(run.outputText.contains(argument.name)) }
    for subcommand in command.subcommands { #expect(run.outputText.contains(subcommand.name)) }
  }

  @Test("colour is for terminals, unless it is asked for")
  func colour() throws {
    let repository = try ProgramRepository("no-mesh")
    let escape = "\u{1B}["
    let plain = try repository.mooring("check")
    #expect(!plain.errorText.contains(escape))
    #expect(!(try repository.mooring("check", "--color", "never")).errorText.contains(escape))
    let coloured = try repository.mooring("check", "--color", "always")
    #expect(coloured.errorText.contains(escape))
    #expect(coloured.exitCode == plain.exitCode)
    let unasked = try repository.mooring("check", environment: ["NO_COLOR": "1"])
    #expect(unasked.errorText == plain.errorText)
  }

  #if os(Linux)
    @Test(
      "on a terminal it is coloured, unless NO_COLOR is set",
      .enabled(if: InstalledProgram.path("script") != nil, "script is not installed"))
    func terminal() throws {
      let repository = try ProgramRepository("no-mesh")
      let line = "script --quiet --command \"'\(ProgramRepository.program)' check\" /dev/null"
      let coloured = try repository.shell("export TERM=xterm; \(line)")
      #expect(coloured.outputText.contains("\u{1B}["))
      let plain = try repository.shell("export TERM=xterm NO_COLOR=1; \(line)")
      #expect(plain.outputText.contains("[missing-file]"))
      #expect(!plain.outputText.contains("\u{1B}["))
    }
  #endif

  @Test("a reader who goes away ends it without a word")
  func closedPipe() throws {
    let repository = try ProgramRepository("namespaces")
    let gone = try repository.shell(
      "(sleep 0.5; mooring render many; echo $? >code) | true; cat code")
    #expect(gone.outputText == "141\n")
    #expect(gone.errors.isEmpty, "\(gone.errorText)")
    let head = try repository.shell("mooring render many | head -1")
    #expect(head.outputText == "---\n")
    #expect(head.errors.isEmpty, "\(head.errorText)")
  }

  @Test("findings go to stderr, what was asked for to stdout")
  func streams() throws {
    let repository = try ProgramRepository("releases")
    let render = try repository.mooring("render", "linkerd-2-16")
    #expect(render.exitCode == 0)
    #expect(render.outputText.hasPrefix("---\napiVersion: "))
    #expect(render.errorText.contains("[untested-kubernetes]"))
    let json = try repository.mooring("check", "--format", "json")
    #expect(json.exitCode == 1)
    #expect(json.errors.isEmpty)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.output)) }
  }

  @Test("it works from a folder below, and with a root that is elsewhere")
  func folders() throws {
    let repository = try ProgramRepository("no-mesh")
    try repository.folder.makeFolder("deep/down")
    let below = try repository.mooring("build", in: "deep/down")
    #expect(below.exitCode == 0, "\(below.errorText)")
    let tree = try repository.files(below: "flux/")
    #expect(!tree.isEmpty)
    for root in [repository.folder.path, repository.folder.path + "/"] {
      let elsewhere = try ProgramRun(
        ProgramRepository.program, ["check", "--root", root], in: "/")
      #expect(elsewhere.exitCode == 0, "\(elsewhere.errorText)")
    }
    #expect(try repository.mooring("check", "--root", "../..", in: "deep/down").exitCode == 0)
    let nowhere = try repository.mooring("check", "--root", "nowhere")
    #expect(nowhere.exitCode == 2)
    #expect(nowhere.errorText == "error: there is no folder 'nowhere'\n")
  }

  /// The words that lead to each page of help.
  static let pages: [[String]] = {
    func below(_ command: Command, _ path: [String]) -> [[String]] {
      [path] + command.subcommands.flatMap { below($0, path + [$0.name]) }
    }
    return below(.mooring, [])
  }()

  private static func command(at path: [String]) -> Command? {
    path.reduce(Command.mooring as Command?) { command, name in
      command?.subcommands.first { $0.name == name }
    }
  }
}
