import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// A real git repository that holds a small fleet of the clusters `studio` and `pro` with its tree,
/// and both programs to run in it as a stranger would.
struct FleetInGit: Sendable {
  static let isPossible = InstalledProgram.path("git") != nil

  let folder: TemporaryFolder
  /// The fleet's own folder in it; empty for the top.
  let root: String

  /// - Parameter isCommitted: whether description and tree are committed; else nothing is even added.
  init(below root: String = "", isCommitted: Bool = true) throws {
    folder = try TemporaryFolder()
    self.root = root
    let source = "\(FixtureFleet.project)/Tests/Fixtures/small-fleet"
    let prefix = root.isEmpty ? "" : root + "/"
    for path in try FileManager.default.subpathsOfDirectory(atPath: source) {
      if let text = try? String(contentsOfFile: "\(source)/\(path)", encoding: .utf8) {
        try folder.write(text, to: prefix + path)
      }
    }
    try git("init")
    try build()
    if isCommitted { try commit("first") }
  }

  // MARK: Programs

  /// With nobody's configuration, and the words in English.
  static func environment(_ more: [String: String] = [:]) -> [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
      "HOME": "/nonexistent", "LC_ALL": "C",
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
    ].merging(more) { $1 }
  }

  /// Runs `git`; arguments are parted by spaces.
  @discardableResult
  func git(
    _ arguments: String, at path: String = "", status: Int32 = 0,
    environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let settings = [
      "user.name=test", "user.email=test@localhost", "init.defaultBranch=main",
      "protocol.file.allow=always", "advice.detachedHead=false", "core.safecrlf=false",
    ]
    let run = try ProgramRun(
      InstalledProgram.path("git") ?? "git",
      settings.flatMap { ["-c", $0] } + arguments.split(separator: " ").map(String.init),
      in: path.isEmpty ? folder.path : folder.full(path),
      environment: Self.environment(environment))
    try #require(run.exitCode == status, "git \(arguments): \(run.errorText)")
    return run
  }

  func mooring(
    _ arguments: String, at path: String? = nil, environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let place = path ?? root
    return try ProgramRun(
      BuiltProgram.path, arguments.split(separator: " ").map(String.init),
      in: place.isEmpty ? folder.path : folder.full(place),
      environment: Self.environment(environment))
  }

  /// Runs a line of shell in which `mooring` is the program.
  func shell(_ line: String) throws -> ProgramRun {
    try ProgramRun(
      InstalledProgram.path("bash") ?? "/bin/bash",
      ["-c", "mooring() { '\(BuiltProgram.path)' \"$@\"; }; \(line)"], in: folder.path,
      environment: Self.environment())
  }

  /// What `mooring check` says: its whole text, and how it ended.
  func check(
    _ arguments: String = "", at path: String? = nil, environment: [String: String] = [:]
  ) throws -> Answer {
    Answer(try mooring("check \(arguments)", at: path, environment: environment))
  }

  @discardableResult
  func build(_ arguments: String = "") throws -> ProgramRun {
    let run = try mooring("build \(arguments)")
    try #require(run.exitCode == 0, "\(run.errorText)")
    return run
  }

  func commit(_ message: String) throws {
    try git("add .")
    try git("commit --quiet -m \(message)")
  }

  // MARK: Files

  func edit(_ path: String, _ original: String, _ replacement: String) throws {
    let text = try #require(folder.text(of: path))
    try #require(text.contains(original), "\(path) holds no '\(original)'")
    try folder.write(text.replacing(original, with: replacement), to: path)
  }

  /// Describes a cluster like `studio`, of its own blocks.
  func addCluster(_ name: String, _ number: Int) throws {
    let text = try #require(folder.text(of: "clusters/studio.yaml"))
    try folder.write(
      text.replacing("name: studio", with: "name: \(name)")
        .replacing("10.246.", with: "10.\(number).").replacing("10.98.", with: "10.\(number + 1)."),
      to: "clusters/\(name).yaml")
  }

  /// Gives a cluster a namespace more.
  func addNamespace(_ name: String, to cluster: String = "studio") throws {
    let line = "    workloads: {}\n"
    try edit("clusters/\(cluster).yaml", line, line + "    \(name): {}\n")
  }

  /// A generated file, and its second but last line.
  static let generated = "flux/overlays/studio/namespaces/namespace-workloads.yaml"

  func editByHand() throws {
    try edit(Self.generated, "prune: disabled", "prune: enabled")
  }
}

/// How a check ended, and all that it said.
struct Answer: Equatable, CustomStringConvertible {
  let exitCode: Int32
  let text: String

  init(_ run: ProgramRun) {
    exitCode = run.exitCode
    text = run.errorText + run.outputText
  }

  init(_ exitCode: Int32, _ text: String) {
    self.exitCode = exitCode
    self.text = text
  }

  static func current(clusters: Int = 2, objects: Int = 4) -> Answer {
    Answer(0, "\(clusters) clusters, \(objects) objects: flux/ is current\n")
  }

  /// A failure that is no finding.
  static func failure(_ message: String, help: String? = nil) -> Answer {
    Answer(2, "error: \(message)\n" + (help.map { "  = help: \($0)\n" } ?? ""))
  }

  var description: String { "\(exitCode): \(text)" }

  /// The codes of what was found, in order.
  var codes: [String] {
    text.matches(of: /(?:error|warning): .*\[([a-z-]+)\]/).map { String($0.1) }
  }
}
