import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// A real repository whose commits are checked by a hook, and the programs to work in it.
struct HookedRepository: Sendable {
  /// How the hook came to be there.
  enum Hook: CaseIterable, Sendable {
    /// `mooring hook install`
    case git
    /// The program pre-commit, told what to run by the repository itself.
    case preCommitLocal
    /// The program pre-commit, told by `.pre-commit-hooks.yaml` of another repository.
    case preCommitManifest
  }

  static let hasGit = InstalledProgram.path("git") != nil
  static let preCommit = InstalledProgram.path("pre-commit")

  /// What can be tested on this machine.
  static let hooks: [Hook] = preCommit == nil ? [.git] : Hook.allCases

  let folder: TemporaryFolder
  /// Of the description, from the top of the repository, with a slash behind it; or empty.
  let fleet: String

  /// A repository with one commit, whose tree is current, and the hook.
  init(_ hook: Hook?, fleet: String = "") throws {
    folder = try TemporaryFolder()
    self.fleet = fleet.isEmpty ? "" : "\(fleet)/"
    try folder.makeFolder("home")
    try folder.makeFolder("repository")
    try run("init", "--quiet")
    try describe(in: self.fleet)
    try mooring("build")
    if let hook { try install(hook) }
    try run("add", "--all")
    let first = try git("commit", "--quiet", "--message", "The first")
    try #require(first.exitCode == 0, "\(first.errorText)")
  }

  /// Writes a description to a folder of the repository.
  func describe(in fleet: String) throws {
    for (path, bytes) in try FixtureFleet.named("no-mesh").sources() {
      try folder.write(bytes, to: "repository/\(fleet)\(path)")
    }
  }

  private func install(_ hook: Hook) throws {
    switch hook {
    case .git: try mooring("hook", "install")
    case .preCommitLocal:
      let root = fleet.isEmpty ? "" : " --root \"\(fleet.dropLast())\""
      try configure(
        """
        - repo: local
          hooks:
            - id: mooring-check
              name: mooring check
              language: system
              entry: mooring check --staged\(root)
              pass_filenames: false
              always_run: true
        """)
    case .preCommitManifest:
      try folder.write(
        try FixtureFleet.bytes(ofProject: ".pre-commit-hooks.yaml"),
        to: "hooks/.pre-commit-hooks.yaml")
      for arguments in [
        ["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Hooks"],
        ["tag", "v1.0.0"],
      ] {
        try #require(try git(arguments, at: folder.full("hooks")).exitCode == 0)
      }
      let arguments = fleet.isEmpty ? "" : "\n      args: [--root, \"\(fleet.dropLast())\"]"
      try configure(
        """
        - repo: \(folder.full("hooks"))
          rev: v1.0.0
          hooks:
            - id: mooring-check\(arguments)
        """)
    }
  }

  private func configure(_ repositories: String) throws {
    let indented = repositories.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    try folder.write("repos:\n\(indented)\n", to: "repository/.pre-commit-config.yaml")
    let run = try ProgramRun(
      try #require(Self.preCommit),
      ["install", "--hook-type", "pre-commit", "--hook-type", "pre-merge-commit"],
      in: folder.full("repository"), environment: environment)
    try #require(run.exitCode == 0, "\(run.outputText)\(run.errorText)")
  }

  // MARK: - Working in it

  /// Runs git, by the names of the commit of whoever tests.
  @discardableResult
  func git(
    _ arguments: [String], at path: String? = nil, path search: String? = nil
  ) throws -> ProgramRun {
    var environment = self.environment
    if let search { environment["PATH"] = search }
    return try ProgramRun(
      try #require(InstalledProgram.path("git")),
      [
        "-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "init.defaultBranch=main",
        "-c", "commit.gpgSign=false",
      ] + arguments, in: path ?? folder.full("repository"), environment: environment)
  }

  func git(_ arguments: String...) throws -> ProgramRun { try git(arguments) }

  /// Runs a command of git that succeeds.
  func run(_ arguments: String...) throws {
    let run = try git(arguments)
    try #require(run.exitCode == 0, "git \(arguments): \(run.errorText)")
  }

  /// Runs mooring beside the description, where it succeeds.
  func mooring(_ arguments: String..., at path: String? = nil) throws {
    let run = try ProgramRun(
      BuiltProgram.path, arguments, in: path ?? folder.full("repository/\(fleet)"),
      environment: environment)
    try #require(run.exitCode == 0, "mooring \(arguments): \(run.errorText)")
  }

  /// Runs mooring beside the description, whatever comes of it.
  func trying(_ arguments: String..., at path: String? = nil) throws -> ProgramRun {
    try ProgramRun(
      BuiltProgram.path, arguments, in: path ?? folder.full("repository/\(fleet)"),
      environment: environment)
  }

  /// Commits what is staged; whether that went through, and what was said.
  func commit(_ arguments: String...) throws -> (isMade: Bool, words: String) {
    let before = try head()
    let run = try git(["commit", "--message", "Another"] + arguments)
    let isMade = try head() != before
    try #require(isMade == (run.exitCode == 0), "\(run.errorText)")
    return (isMade, run.errorText)
  }

  func head() throws -> String { try git("rev-parse", "HEAD").outputText }

  /// Edits a file of the description, or of its tree.
  func edit(
    _ path: String, _ original: String, _ replacement: String, in work: String = "repository"
  ) throws {
    let path = "\(work)/\(fleet)\(path)"
    let text = try #require(folder.text(of: path))
    try #require(text.contains(original), "\(path)")
    try folder.write(text.replacing(original, with: replacement), to: path)
  }

  /// The developer's own configuration is nobody's business here.
  private var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(BuiltProgram.folder):\(path)", "HOME": folder.full("home"),
      "PRE_COMMIT_HOME": folder.full("home/pre-commit"), "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true",
      "LC_ALL": "C.UTF-8",
    ]
  }
}

extension Trait where Self == ConditionTrait {
  static var withGit: Self {
    .enabled(if: HookedRepository.hasGit, "git is not installed here")
  }

  static var withPreCommit: Self {
    .enabled(
      if: HookedRepository.hasGit && HookedRepository.preCommit != nil,
      "the program pre-commit is not installed here: only hooks of plain git are tested")
  }
}
