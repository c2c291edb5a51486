import Commands
import Foundation
import TemporaryFolders
import Testing

@Suite("Findings that are allowed")
struct AllowedFindingTests {
  @Test("an error that the fleet allows keeps nothing from being built")
  func built() throws {
    let fixture = try #require(MistakeFixture.mistakes.first { $0.code == "immutable-job" })
    let folder = try fixture.repository()
    let fleet = URL(filePath: folder.path).appending(path: "clusters/fleet.yaml")
    let text = try String(contentsOf: fleet, encoding: .utf8)
    try (text + "  rules: {allow: {immutable-job: this one never changes}}\n")
      .write(to: fleet, atomically: true, encoding: .utf8)
    #expect(run("build", folder).status == .success)
    let check = run("check", folder)
    #expect(check.status == .success)
    #expect(check.errors == "1 allowed\n")
    let json = run("check", folder, "--format", "json")
    #expect(json.output.contains("\"allowed\": \"this one never changes\""))
  }

  @Test("'--strict' takes a warning for an error")
  func strict() throws {
    let fixture = try #require(MistakeFixture.mistakes.first { $0.code == "untested-kubernetes" })
    let folder = try fixture.repository()
    #expect(run("check", folder).status == .success)
    #expect(run("check", folder, "--strict").status == .findings)
  }

  private func run(
    _ command: String, _ folder: TemporaryFolder, _ options: String...
  ) -> (status: ExitCode, errors: String, output: String) {
    let terminal = Terminal.capturing()
    let status = Program(.mooring, version: Command.version)
      .run([command, "--root", folder.path] + options, on: terminal)
    return (status, terminal.errors.text, terminal.output.text)
  }
}
