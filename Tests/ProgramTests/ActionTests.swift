import Foundation
import Programs
import TemporaryFolders
import Testing
import Values
import YAML

@Suite("The action for GitHub", .enabled(if: CIRepository.isPossible, "git is not installed"))
struct ActionTests {
  @Test("passes a sound commit")
  func clean() throws {
    let run = try ActionRun([:], in: CIRepository())
    #expect(run.last?.exitCode == 0, "\(run.last?.errorText ?? "")")
    #expect(run.outputs["steps.check.outputs.exit-code"] == "0")
    #expect(run.outputs["steps.check.outputs.sarif"] == nil)
    #expect(run.last?.outputText.hasSuffix("flux/ is current\n") == true)
    #expect(run.summary == "### mooring check: nothing is wrong\n")
  }

  @Test("fails a commit with an error, and shows it at its line and in the summary")
  func failing() throws {
    let repository = try CIRepository()
    try repository.commitEdit()
    let run = try ActionRun(["reports": "out"], in: repository)
    #expect(run.last?.exitCode == 1)
    #expect(run.outputs["steps.check.outputs.exit-code"] == "1")
    #expect(run.last?.outputText.contains("\n::error file=flux/") == true)
    #expect(run.summary.contains("| error | `flux/"))
    let sarif = try #require(run.outputs["steps.check.outputs.sarif"])
    #expect(sarif.hasSuffix("/out/mooring.sarif"))
    let folder = repository.repository.folder
    #expect(folder.text(of: "out/mooring.sarif")?.contains("edited-file") == true)
    for name in ["mooring-code-quality.json", "mooring-junit.xml", "mooring.md"] {
      #expect(folder.text(of: "out/\(name)")?.contains("edited-file") == true, "\(name)")
    }
  }

  @Test("works in a folder of the repository, and names files from its top")
  func folder() throws {
    let repository = try CIRepository(in: "deploy/")
    try repository.commitEdit()
    let run = try ActionRun(["working-directory": "deploy", "reports": "out"], in: repository)
    #expect(run.last?.outputText.contains("\n::error file=deploy/flux/") == true)
    #expect(
      run.outputs["steps.check.outputs.sarif"]?.hasSuffix("/deploy/out/mooring.sarif") == true)
  }

  @Test("takes options, another command and the name of a program")
  func inputs() throws {
    let repository = try CIRepository()
    let lint = try ActionRun(
      ["command": "lint", "strict": "true", "mooring": ProgramRepository.program], in: repository)
    #expect(lint.outputs["steps.find.outputs.program"] == ProgramRepository.program)
    #expect(lint.last?.exitCode == 0, "\(lint.last?.outputText ?? "")")
    #expect(lint.last?.outputText.contains("YAML file") == true)
    let other = try ActionRun(["arguments": "--format  concise --today *"], in: repository)
    #expect(other.last?.exitCode == 2)
    // No name of a file came in the place of the star.
    #expect(other.last?.errorText.contains("invalid value '*' of option '--today'") == true)
  }

  @Test(
    "leaves out of SARIF what is allowed, which code scanning would show",
    .enabled(if: InstalledProgram.path("jq") != nil, "jq is not installed"))
  func allowed() throws {
    let repository = try CIRepository("upkeep")
    let direct = try repository.repository.mooring("check", "--format", "sarif")
    let run = try ActionRun(["reports": "out"], in: repository)
    #expect(run.outputs["steps.check.outputs.exit-code"] == "0")
    let filtered = repository.repository.folder.text(of: "out/mooring.sarif") ?? ""
    #expect(direct.outputText.contains("\"suppressions\""))
    #expect(!filtered.contains("\"suppressions\""))
    let json = try JSONSerialization.jsonObject(with: Data(filtered.utf8)) as? [String: Any]
    #expect((json?["runs"] as? [[String: Any]])?.first?["results"] as? [Any] != nil)
  }

  @Test("looks for a program, and else names the sources that it has to be built from")
  func find() throws {
    let repository = try CIRepository()
    let found = try ActionRun([:], in: repository, steps: ["find"])
    #expect(found.outputs["steps.find.outputs.program"] == ProgramRepository.program)
    let bare = ["PATH": "/usr/bin:/bin"]
    let first = try ActionRun([:], in: repository, steps: ["find"], environment: bare)
    let second = try ActionRun([:], in: repository, steps: ["find"], environment: bare)
    #expect(first.outputs["steps.find.outputs.program"] == "")
    let digest = try #require(first.outputs["steps.find.outputs.digest"])
    #expect(digest.utf8.count == 16)
    #expect(second.outputs["steps.find.outputs.digest"] == digest)
  }

  @Test("holds nothing of its inputs in a script, where it would be a command")
  func scripts() {
    let scripts = ActionRun.steps.compactMap { $0["run"]?.string }
    #expect(scripts.count == 3)
    for script in scripts { #expect(!script.contains("${{")) }
  }

  @Test(
    "has scripts that shellcheck passes",
    .enabled(if: InstalledProgram.path("shellcheck") != nil, "shellcheck is not installed"))
  func shellcheck() throws {
    for script in ActionRun.steps.compactMap({ $0["run"]?.string }) {
      let folder = try TemporaryFolder()
      try folder.write(script, to: "script.sh")
      let run = try ProgramRun(
        "/usr/bin/env", ["shellcheck", "--shell=sh", folder.full("script.sh")])
      #expect(run.exitCode == 0, "\(run.outputText)")
    }
  }

  @Test(
    "is an action by the schema of GitHub's, and the template is GitLab's",
    .enabled(
      if: InstalledProgram.path("check-jsonschema") != nil, "check-jsonschema is not installed"),
    arguments: [
      ["vendor.github-actions", "action.yml"],
      ["vendor.gitlab-ci", "--data-transform", "gitlab-ci", "ci/gitlab.yml"],
    ])
  func schema(words: [String]) throws {
    let run = try ProgramRun(
      "/usr/bin/env", ["check-jsonschema", "--builtin-schema"] + words, in: CIRepository.project)
    #expect(run.exitCode == 0, "\(run.outputText)")
  }

  @Test("is used in docs/ci.md as it is, and each example there is YAML")
  func documentation() throws {
    let text = try String(contentsOfFile: "\(CIRepository.project)/docs/ci.md", encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.count >= 5)
    let inputs = Set(ActionRun.action["inputs"]?.object?.members.map(\.key) ?? [])
    for block in blocks {
      let file = YAMLFile(path: "ci.md", bytes: Array(block.utf8))
      #expect(file.diagnostics.isEmpty)
      let jobs = file.documents.first?.value["jobs"]?.object?.members.map(\.value) ?? []
      for step in jobs.flatMap({ $0["steps"]?.array ?? [] }) {
        guard step["uses"]?.string?.contains("OWNER/mooring@") == true else { continue }
        #expect(inputs.isSuperset(of: step["with"]?.object?.members.map(\.key) ?? []))
      }
    }
    for input in inputs { #expect(text.contains("`\(input)`"), "\(input) is not explained") }
  }
}
