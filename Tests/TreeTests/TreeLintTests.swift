import Compiler
import FixtureFleets
import Manifests
import Programs
import TemporaryFolders
import Testing

/// What linters of others say of the tree.
@Suite("Linting a tree")
struct TreeLintTests {
  @Test(
    "yamllint has nothing to say, by its default rules",
    .enabled(if: InstalledProgram.path("yamllint") != nil, "yamllint is not installed"),
    arguments: FixtureFleet.all)
  func yamllint(fleet: FixtureFleet) throws {
    let compiled = try CompiledFleet(fleet)
    // Files of the user's lie there byte by byte, in whatever style.
    let attached = Set(
      compiled.output.fleet.clusters.flatMap(\.components).flatMap(\.attached).map(\.name))
    let ignored = attached.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    let run = try ProgramRun(
      try #require(InstalledProgram.path("yamllint")),
      [
        "--strict", "--format", "parsable", "-d", "{extends: default, ignore: [\(ignored)]}",
        compiled.tree,
      ],
      in: compiled.folder.path)
    #expect(run.exitCode == 0, "\(run.outputText)")
  }

  @Test(
    "shellcheck has nothing to say of the scripts",
    .enabled(if: InstalledProgram.path("shellcheck") != nil, "shellcheck is not installed"),
    arguments: FixtureFleet.all)
  func shellcheck(fleet: FixtureFleet) throws {
    let compiled = try CompiledFleet(fleet)
    let scripts = compiled.output.files.map(\.file.path).filter { $0.hasSuffix(".sh") }
    guard !scripts.isEmpty else { return }
    let run = try ProgramRun(
      try #require(InstalledProgram.path("shellcheck")),
      ["--external-sources", "--source-path=SCRIPTDIR", "--format=gcc"] + scripts,
      in: compiled.folder.path)
    #expect(run.exitCode == 0, "\(run.outputText)")
  }
}
