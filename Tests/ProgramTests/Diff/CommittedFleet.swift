import FixtureFleets
import Foundation
import Programs
import TemporaryFolders

/// A copy of a fixture's fleet in a git repository of its own, with its tree built and committed.
struct CommittedFleet {
  let repository: ProgramRepository

  /// Without configuration of the developer's, and with a name of its own.
  private static let environment: [String: String] = {
    var environment = ProgramRepository.environment
    for name in environment.keys where name.hasPrefix("GIT_") || name == "CI" {
      environment[name] = nil
    }
    for name in ["GITHUB_ACTIONS", "GITLAB_CI", "FORGEJO_ACTIONS", "GITEA_ACTIONS"] {
      environment[name] = nil
    }
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    environment["GIT_CONFIG_SYSTEM"] = "/dev/null"
    return environment
  }()

  static let git = InstalledProgram.path("git")

  /// - Parameter fleet: of Tests/Fixtures/fleets.
  init(_ fleet: String = "download") throws {
    repository = try ProgramRepository(fleet)
    try git("init", "--quiet", "--initial-branch", "main")
    _ = try mooring("build")
    try commit("first")
  }

  /// A git repository without a commit.
  init(in repository: ProgramRepository) throws {
    self.repository = repository
    try git("init", "--quiet", "--initial-branch", "main")
  }

  func commit(_ message: String) throws {
    try git("add", "--all")
    try git(
      "-c", "user.name=Someone", "-c", "user.email=someone@example.org", "commit", "--quiet",
      "--message", message)
  }

  func git(_ arguments: String...) throws {
    let run = try ProgramRun(
      Self.git ?? "git", arguments, in: repository.folder.path, environment: Self.environment)
    if run.exitCode != 0 { throw FailedGit(words: run.errorText) }
  }

  func mooring(_ arguments: String...) throws -> ProgramRun {
    try ProgramRun(
      ProgramRepository.program, arguments, in: repository.folder.path,
      environment: Self.environment)
  }

  func edit(_ path: String, _ original: String, _ replacement: String) throws {
    try repository.edit(path, original, replacement)
  }
}

struct FailedGit: Error {
  let words: String
}
