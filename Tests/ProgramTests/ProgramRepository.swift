import FixtureFleets
import Foundation
import Programs
import TemporaryFolders

/// A repository of one test, and the built program to run in it as a stranger would.
struct ProgramRepository: Sendable {
  let folder: TemporaryFolder

  /// A copy of a fixture's description and templates, without its tree.
  init(_ fleet: String) throws {
    folder = try TemporaryFolder()
    for (path, bytes) in try FixtureFleet.named(fleet).sources() {
      try folder.write(bytes, to: path)
    }
  }

  /// An empty folder.
  init() throws { folder = try TemporaryFolder() }

  /// Runs `mooring` in the repository's root, or in a folder below it.
  func mooring(
    _ arguments: String..., in subfolder: String = "", environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try mooring(arguments, in: subfolder, environment: environment)
  }

  func mooring(
    _ arguments: [String], in subfolder: String = "", environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun(
      Self.program, arguments, in: subfolder.isEmpty ? folder.path : folder.full(subfolder),
      environment: Self.environment.merging(environment) { $1 })
  }

  /// Runs a line of shell in which `mooring` is the program.
  func shell(_ line: String) throws -> ProgramRun {
    try ProgramRun(
      InstalledProgram.path("bash") ?? "/bin/bash",
      ["-c", "mooring() { '\(Self.program)' \"$@\"; }; \(line)"],
      in: folder.path, environment: Self.environment)
  }

  /// The files below a folder, with their text.
  func files(below prefix: String) throws -> [String: String] {
    try folder.contents().filter { $0.key.hasPrefix(prefix) && $0.value != "folder" }
  }

  func edit(_ path: String, _ original: String, _ replacement: String) throws {
    let text = folder.text(of: path) ?? ""
    guard text.contains(original) else { throw NothingToEdit(path: path, text: original) }
    try folder.write(text.replacing(original, with: replacement), to: path)
  }

  /// What the tests inherit, without what changes the program's output.
  static var environment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM"] {
      environment[name] = nil
    }
    return environment
  }

  static var program: String { BuiltProgram.path }
}

/// A test means to change text that is not there.
struct NothingToEdit: Error {
  let path: String
  let text: String
}
