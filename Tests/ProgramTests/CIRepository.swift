import Foundation
import Programs
import TemporaryFolders

/// A real git repository as a job of continuous integration checks it out, in which a stranger's
/// commands are run.
struct CIRepository {
  static let isPossible = InstalledProgram.path("git") != nil
  /// The project's own folder, as a service lays it down.
  static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  let repository: ProgramRepository
  /// From the top of the repository, empty or with a slash at its end.
  private let folder: String

  /// A fleet with its tree, committed.
  init(_ fleet: String = "no-mesh", in folder: String = "") throws {
    repository = try ProgramRepository()
    self.folder = folder
    let description = try ProgramRepository(fleet)
    for (path, bytes) in try description.files(below: "") {
      guard bytes.hasPrefix("file: ") else { continue }
      try repository.folder.write(String(bytes.dropFirst(6)), to: folder + path)
    }
    try git("init", "--quiet", "--initial-branch", "main")
    try build()
    try commit("first")
  }

  var path: String { repository.folder.path }

  /// What passes.
  func build() throws {
    let run = try repository.mooring("build", in: folder)
    guard run.exitCode == 0 else { throw Unexpected(run.errorText) }
  }

  func commit(_ message: String) throws {
    try git("add", "--all")
    try git("commit", "--quiet", "--message", message)
  }

  /// A commit with a file of the tree that was edited by hand.
  func commitEdit() throws {
    let tree = try repository.files(below: "\(folder)flux/").keys.sorted()
    guard let file = tree.first(where: { $0.hasSuffix(".yaml") }) else {
      throw Unexpected("no tree")
    }
    try repository.folder.write((repository.folder.text(of: file) ?? "") + "# edited\n", to: file)
    try commit("an edit by hand")
  }

  func git(_ arguments: String...) throws {
    let run = try ProgramRun(
      InstalledProgram.path("git") ?? "git",
      ["-c", "user.name=tester", "-c", "user.email=tester@example.com"] + arguments, in: path,
      environment: Self.environment())
    guard run.exitCode == 0 else { throw Unexpected(run.errorText) }
  }

  /// Runs a script as services do: from a file, ending at the first command that fails.
  func script(
    _ text: String, shell: [String] = ["sh", "-e"], in subfolder: String = "",
    environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let scratch = try TemporaryFolder()
    try scratch.write(text, to: "script")
    return try ProgramRun(
      "/usr/bin/env", shell + [scratch.full("script")],
      in: subfolder.isEmpty ? path : repository.folder.full(subfolder),
      environment: Self.environment(environment))
  }

  /// What a job has, with `mooring` in PATH; nothing of the developer's, and of no service.
  static func environment(_ own: [String: String] = [:]) -> [String: String] {
    let programs = URL(filePath: ProgramRepository.program).deletingLastPathComponent().path
    return [
      "PATH": "\(programs):\(ProgramRepository.environment["PATH"] ?? "/usr/bin:/bin")",
      "HOME": "/nowhere", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
      "TMPDIR": NSTemporaryDirectory(),
    ].merging(own) { $1 }
  }

  struct Unexpected: Error {
    let text: String

    init(_ text: String) { self.text = text }
  }
}
