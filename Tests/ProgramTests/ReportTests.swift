import Foundation
import Programs
import TemporaryFolders
import Testing

/// What a run leaves for other programs.
@Suite("Reports of a run", .enabled(if: CIRepository.isPossible, "git is not installed"))
struct ReportTests {
  private static let formats = ["json", "sarif", "gitlab", "junit", "markdown", "text", "concise"]

  private func json(_ text: String?) throws -> Any {
    try JSONSerialization.jsonObject(with: Data((text ?? "").utf8))
  }

  @Test("go to files beside what the terminal shows, and are what it would show")
  func files() throws {
    let repository = try CIRepository()
    try repository.commitEdit()
    let folder = repository.repository.folder
    let words = Self.formats.flatMap { ["--report", "\($0)=mooring.\($0)"] }
    let run = try repository.repository.mooring(["check", "--format", "concise"] + words)
    #expect(run.exitCode == 1)
    #expect(run.output.isEmpty)
    #expect(folder.text(of: "mooring.concise") == run.errorText)
    for format in Self.formats {
      let alone = try repository.repository.mooring("check", "--format", format)
      #expect(alone.exitCode == 1)
      let shown = alone.outputText + alone.errorText
      #expect(folder.text(of: "mooring.\(format)") == shown, "\(format)")
    }
    #expect(!(try folder.contents().keys.contains { $0.hasPrefix(".mooring") }))
  }

  @Test("of programs are the whole of standard output, and nothing else is said")
  func outputs() throws {
    let repository = try CIRepository()
    for format in ["sarif", "gitlab", "junit", "markdown"] {
      let run = try repository.repository.mooring("check", "--format", format)
      #expect(run.exitCode == 0)
      #expect(run.errors.isEmpty)
      #expect(!run.output.isEmpty)
    }
    #expect(try repository.repository.mooring("check", "--format", "gitlab").outputText == "[]\n")
    let log = try repository.repository.mooring("check", "--format", "github")
    #expect(log.outputText.hasSuffix("flux/ is current\n"))
    #expect(log.outputText.split(separator: "\n").count == 1)
  }

  @Test("name files from the top of the git repository, wherever the description is")
  func paths() throws {
    let repository = try CIRepository(in: "deploy/here/")
    try repository.commitEdit()
    for words in [["--root", "deploy/here"], []] {
      let run = try repository.repository.mooring(
        ["check", "--format", "github"] + words, in: words.isEmpty ? "deploy/here/clusters" : "")
      #expect(run.exitCode == 1, "\(run.errorText)")
      #expect(run.outputText.contains("::error file=deploy/here/flux/"))
      #expect(run.outputText.contains("\ndeploy/here/flux/"))
    }
    let text = try repository.repository.mooring("check", in: "deploy/here")
    #expect(text.errorText.hasPrefix("flux/"))
  }

  @Test("replace what was there, through a link too")
  func replaced() throws {
    let repository = try CIRepository()
    let folder = repository.repository.folder
    try folder.write("old\n", to: "reports/old")
    try folder.link("link", to: "reports/old")
    let run = try repository.repository.mooring("check", "--report", "gitlab=link")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(folder.text(of: "reports/old") == "[]\n")
    #expect(try folder.contents()["link"] == "link: reports/old")
  }

  @Test(
    "that cannot be written end the run with 2, after the findings and the other reports",
    arguments: [
      ("/dev/null", "it is a device or a pipe"), ("flux", "it is a folder"),
      ("nowhere/file", "there is no folder 'nowhere'"),
      ("clusters/fleet.yaml/file", "a file is where a folder is expected"),
    ])
  func unwritable(path: String, reason: String) throws {
    let repository = try CIRepository()
    try repository.commitEdit()
    let run = try repository.repository.mooring(
      "check", "--report", "sarif=\(path)", "--report", "gitlab=good.json")
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("[edited-file]"))
    #expect(run.errorText.hasSuffix("error: cannot write the report '\(path)': \(reason)\n"))
    #expect(repository.repository.folder.text(of: "good.json")?.contains("edited-file") == true)
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test(
    "that cannot be meant are refused before anything is done",
    arguments: [
      ("sarif", "invalid value 'sarif' of option '--report'"),
      ("sarif=", "invalid value 'sarif=' of option '--report'"),
      ("srif=x", "the nearest name is 'sarif'"),
      ("gitlab=good.json", "option '--report' names the file 'good.json' twice"),
    ])
  func refused(value: String, words: String) throws {
    let repository = try CIRepository()
    let run = try repository.repository.mooring(
      "check", "--report", "sarif=good.json", "--report", value)
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains(words), "\(run.errorText)")
    #expect(run.errorText.contains("= help: ") || words.contains("twice"))
    #expect(repository.repository.folder.text(of: "good.json") == nil)
  }

  @Test("of a run that could not do its work say so, each as its readers know it")
  func failure() throws {
    let folder = try TemporaryFolder()
    let repository = try ProgramRepository()
    let words = Self.formats.flatMap { ["--report", "\($0)=\(folder.full($0))"] }
    let run = try repository.mooring(["check", "--format", "sarif", "--root", "nowhere"] + words)
    #expect(run.exitCode == 2)
    #expect(run.errorText == "error: there is no folder 'nowhere'\n")
    #expect(folder.text(of: "text") == run.errorText)
    #expect(folder.text(of: "sarif") == run.outputText)
    #expect(run.outputText.contains("\"executionSuccessful\": false, \"exitCode\": 2"))
    _ = try json(run.outputText)
    #expect((try json(folder.text(of: "gitlab")) as? [Any])?.count == 1)
    #expect(folder.text(of: "junit")?.contains("<error type=\"run-failed\"") == true)
    #expect(folder.text(of: "markdown")?.contains("it could not run: there is no folder") == true)

    let log = try repository.mooring("lint", "--format", "github", "nowhere")
    #expect(log.exitCode == 2)
    #expect(log.errors.isEmpty)
    #expect(
      log.outputText == "::error title=mooring lint::there is no file or folder 'nowhere'\n")
  }

  @Test("add to the summary of a job, where the environment names one")
  func summary() throws {
    let repository = try CIRepository()
    let summary = try TemporaryFolder()
    try summary.write("before\n", to: "summary")
    let environment = ["GITHUB_STEP_SUMMARY": summary.full("summary")]
    let clean = try repository.repository.mooring(
      "check", "--format", "github", environment: environment)
    #expect(clean.exitCode == 0)
    try repository.commitEdit()
    let failed = try repository.repository.mooring(
      "check", "--format", "github", environment: environment)
    #expect(failed.exitCode == 1)
    let text = summary.text(of: "summary") ?? ""
    #expect(
      text.hasPrefix(
        "before\n### mooring check: nothing is wrong\n### mooring check: 1 error\n"))
    // In other formats it is left alone.
    _ = try repository.repository.mooring("check", environment: environment)
    #expect(summary.text(of: "summary") == text)
  }

  @Test("leave a summary alone that is full, and tell of one that cannot be written")
  func fullSummary() throws {
    let repository = try CIRepository()
    let summary = try TemporaryFolder()
    let full = String(repeating: "x", count: 1 << 20)
    try summary.write(full, to: "summary")
    let run = try repository.repository.mooring(
      "check", "--format", "github", environment: ["GITHUB_STEP_SUMMARY": summary.full("summary")])
    #expect(run.exitCode == 0)
    #expect(summary.text(of: "summary") == full)
    let broken = try repository.repository.mooring(
      "check", "--format", "github", environment: ["GITHUB_STEP_SUMMARY": summary.path])
    #expect(broken.exitCode == 2)
    #expect(broken.errorText.contains("cannot write the summary of the job"))
  }

  @Test("are written by lint, too")
  func lint() throws {
    let repository = try CIRepository()
    let run = try repository.repository.mooring("lint", "--report", "sarif=lint.sarif")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(
      repository.repository.folder.text(of: "lint.sarif")?.contains("\"exitCode\": 0") == true)
  }
}
