import Foundation
import Programs
import TemporaryFolders
import Testing
import Values
import YAML

@Suite("The scripts for any service", .enabled(if: CIRepository.isPossible, "git is not installed"))
struct CIScriptTests {
  private func check(
    _ repository: CIRepository, _ words: String = "", _ environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try repository.script(
      "sh '\(CIRepository.project)/ci/check.sh' \(words)", environment: environment)
  }

  @Test("check as a person would, and end as the program does")
  func plain() throws {
    let repository = try CIRepository()
    let clean = try check(repository)
    #expect(clean.exitCode == 0)
    #expect(clean.outputText.hasSuffix("flux/ is current\n"))
    try repository.commitEdit()
    let failed = try check(repository)
    #expect(failed.exitCode == 1)
    #expect(failed.errorText.contains("[edited-file]"))
    #expect(failed.output.isEmpty)
    #expect(try check(repository, "--nonsense").exitCode == 2)
  }

  @Test("write every report to a folder that they make")
  func reports() throws {
    let repository = try CIRepository()
    try repository.commitEdit()
    let run = try check(repository, "--strict", ["MOORING_REPORTS": "out/reports"])
    #expect(run.exitCode == 1)
    let names = try repository.repository.files(below: "out/reports/").keys.sorted()
    #expect(
      names == [
        "out/reports/mooring-code-quality.json", "out/reports/mooring-junit.xml",
        "out/reports/mooring.md", "out/reports/mooring.sarif",
      ])
  }

  @Test(
    "annotate in GitHub Actions, unless another format is asked for, and nowhere else",
    arguments: [
      (["GITHUB_ACTIONS": "true"], "", true), (["GITHUB_ACTIONS": "true"], "--format text", false),
      (["GITHUB_ACTIONS": "true"], "--format=concise", false),
      (["GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true"], "", false),
      (["GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"], "", false),
      (["GITLAB_CI": "true"], "", false), ([:], "", false),
    ])
  func format(environment: [String: String], words: String, annotates: Bool) throws {
    let repository = try CIRepository()
    try repository.commitEdit()
    let run = try check(repository, words, environment)
    #expect(run.exitCode == 1)
    #expect(run.outputText.contains("::error ") == annotates)
    #expect(run.errorText.contains("[edited-file]") == !annotates)
  }

  @Test("run another program and another command, and say where there is none")
  func program() throws {
    let repository = try CIRepository()
    let lint = try check(
      repository, "-- .", ["MOORING": ProgramRepository.program, "MOORING_COMMAND": "lint"])
    #expect(lint.exitCode == 0, "\(lint.errorText)")
    #expect(lint.outputText.contains("YAML file"))
    let none = try check(repository, "", ["MOORING": "no-such-program"])
    #expect(none.exitCode == 2)
    #expect(none.errorText.hasPrefix("error: there is no program 'no-such-program'"))
  }

  @Test("build the program where they lie, and print where it is")
  func build() throws {
    let sources = try TemporaryFolder()
    try Self.fakeSources(in: sources)
    let repository = try CIRepository()
    let environment = ["PATH": "\(sources.full("bin")):/usr/bin:/bin"]
    let run = try repository.script(
      "sh '\(sources.path)/ci/build.sh'", environment: environment)
    #expect(run.outputText == "\(sources.path)/built/mooring\n", "\(run.errorText)")
    let copied = try repository.script(
      "sh '\(sources.path)/ci/build.sh' some/where/mooring", environment: environment)
    #expect(copied.outputText == "\(repository.path)/some/where/mooring\n")
    #expect(repository.repository.folder.text(of: "some/where/mooring") == "built\n")
  }

  /// Sources with the real script, and a compiler that makes a file at once.
  static func fakeSources(in sources: TemporaryFolder, program: String = "built\n") throws {
    let script = FileManager.default.contents(atPath: "\(CIRepository.project)/ci/build.sh")
    try sources.write(Array(script ?? Data()), to: "ci/build.sh")
    try sources.write("#!/bin/sh\n", to: "scripts/setup.sh")
    try sources.write(program, to: "built/mooring")
    try sources.write(
      """
      #!/bin/sh
      case "$*" in
        *--show-bin-path*) echo '\(sources.path)/built' ;;
        *) echo "$*" >>'\(sources.path)/calls' ;;
      esac

      """, to: "bin/swift")
    for name in ["ci/build.sh", "scripts/setup.sh", "built/mooring", "bin/swift"] {
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: sources.full(name))
    }
  }
}
