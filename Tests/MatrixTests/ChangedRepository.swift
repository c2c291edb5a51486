import Commands
import Foundation
import Programs
import TemporaryFolders
import Testing

/// A real repository of one test, with nobody's configuration but its own.
struct ChangedRepository: Sendable {
  let folder: TemporaryFolder

  static let hasGit = InstalledProgram.path("git") != nil

  /// An empty repository on the branch `main`.
  init() throws {
    folder = try TemporaryFolder()
    try git("init -q .")
  }

  /// A clone of another one, made with these options of `git clone`.
  init(cloning other: ChangedRepository, _ options: String = "") throws {
    folder = try TemporaryFolder()
    // A path would be copied whole, whatever the depth.
    try git("clone -q \(options) file://\(other.folder.path) .")
  }

  /// Arguments are parted by spaces.
  @discardableResult
  func git(_ arguments: String) throws -> String {
    let settings = [
      "user.name=test", "user.email=test@localhost", "init.defaultBranch=main",
      "protocol.file.allow=always", "commit.gpgsign=false", "core.hooksPath=/dev/null",
      "advice.detachedHead=false", "core.autocrlf=false",
    ]
    let run = try ProgramRun(
      try #require(InstalledProgram.path("git")),
      settings.flatMap { ["-c", $0] } + arguments.split(separator: " ").map(String.init),
      in: folder.path,
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
      ])
    try #require(run.exitCode == 0, "git \(arguments): \(run.errorText)")
    return run.outputText.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Commits everything that there is, also where nothing changed; gives the commit.
  @discardableResult
  func commit(_ message: String = "change") throws -> String {
    try git("add -A")
    try git("commit -q --allow-empty -m \(message)")
    return try git("rev-parse HEAD")
  }

  /// How a run of the program ended.
  struct Run {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  func mooring(_ arguments: String..., environment: [String: String] = [:]) -> Run {
    mooring(arguments, environment: environment)
  }

  func mooring(_ arguments: [String], environment: [String: String] = [:]) -> Run {
    let terminal = Terminal.capturing(environment: environment)
    let code = Program(.mooring, version: Command.version)
      .run(arguments + ["--root", folder.path], on: terminal)
    return Run(exitCode: code.rawValue, output: terminal.output.text, errors: terminal.errors.text)
  }

  func edit(_ path: String, _ original: String, _ replacement: String) throws {
    let text = folder.text(of: path) ?? ""
    try #require(text.contains(original), "\(path) has no '\(original)'")
    try folder.write(text.replacing(original, with: replacement), to: path)
  }
}
