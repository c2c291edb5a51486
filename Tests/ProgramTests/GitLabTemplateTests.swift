import Foundation
import Programs
import TemporaryFolders
import Testing
import Values
import YAML

@Suite("The template for GitLab", .enabled(if: CIRepository.isPossible, "git is not installed"))
struct GitLabTemplateTests {
  private static let template: JSONValue = {
    let path = "\(CIRepository.project)/ci/gitlab.yml"
    let bytes = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
    return YAMLFile(path: path, bytes: bytes).documents.first?.value ?? .null
  }()

  private static var job: JSONValue { template["mooring"] ?? .null }

  /// The scripts of the job, one after another, as a runner joins them.
  private func run(
    _ variables: [String: String], in repository: CIRepository, path: String? = nil
  ) throws -> ProgramRun {
    var environment: [String: String] = ["GITLAB_CI": "true"]
    for variable in Self.template["variables"]?.object?.members ?? [] {
      environment[variable.key] = variable.value.string
    }
    if let path { environment["PATH"] = path }
    let lines = (Self.job["before_script"]?.array ?? []) + (Self.job["script"]?.array ?? [])
    return try repository.script(
      lines.compactMap(\.string).joined(separator: "\n"), shell: ["bash", "-eo", "pipefail"],
      environment: environment.merging(variables) { $1 })
  }

  @Test("checks with the program of the image, and leaves the reports that it names")
  func image() throws {
    let repository = try CIRepository()
    #expect(try run([:], in: repository).exitCode == 0)
    let folder = repository.repository.folder
    let reports = Self.job["artifacts"]?["reports"]
    let quality = try #require(reports?["codequality"]?.string)
    let tests = try #require(reports?["junit"]?.string)
    #expect(folder.text(of: quality) == "[]\n")
    try folder.remove(quality)
    try folder.remove(tests)
    try repository.commitEdit()
    let failed = try run(["MOORING_ARGUMENTS": "--strict --format concise"], in: repository)
    #expect(failed.exitCode == 1)
    #expect(failed.errorText.contains("[edited-file]"))
    #expect(folder.text(of: quality)?.contains("\"check_name\": \"edited-file\"") == true)
    #expect(folder.text(of: tests)?.contains("<failure type=\"edited-file\"") == true)
  }

  @Test("says what is missing")
  func missing() throws {
    let repository = try CIRepository()
    let bare = try run([:], in: repository, path: "/usr/bin:/bin")
    #expect(bare.exitCode == 2)
    #expect(bare.errorText.contains("MOORING_SOURCE names no repository"))
    let sources = try TemporaryFolder()
    let run = try run(["MOORING_SOURCE": sources.path], in: repository)
    #expect(run.exitCode != 0)
  }

  @Test("builds a program from sources once for each commit of theirs")
  func sources() throws {
    let sources = try TemporaryFolder()
    try CIScriptTests.fakeSources(in: sources, program: "#!/bin/sh\necho first \"$1\"\n")
    func commit() throws {
      let line =
        "git -C '\(sources.path)' init --quiet --initial-branch main && git -C '\(sources.path)' add . "
        + "&& git -C '\(sources.path)' -c user.name=t -c user.email=t@example.com commit --quiet -m m"
      let run = try ProgramRun(
        "/bin/sh", ["-c", line], environment: CIRepository.environment())
      #expect(run.exitCode == 0, "\(run.errorText)")
    }
    try commit()
    let repository = try CIRepository()
    let path = "\(sources.full("bin")):/usr/bin:/bin"
    let variables = ["MOORING_SOURCE": sources.path]
    let first = try run(variables, in: repository, path: path)
    #expect(first.outputText.hasSuffix("first check\n"), "\(first.errorText)")
    let again = try run(variables, in: repository, path: path)
    #expect(again.outputText == "first check\n")
    #expect(sources.text(of: "calls")?.split(separator: "\n").count == 1)
    try sources.write("#!/bin/sh\necho second\n", to: "built/mooring")
    try commit()
    let moved = try run(variables, in: repository, path: path)
    #expect(moved.outputText.hasSuffix("second\n"))
    let unknown = try run(
      variables.merging(["MOORING_REF": "nowhere"]) { $1 }, in: repository, path: path)
    #expect(unknown.exitCode == 2)
    #expect(unknown.errorText.contains("has no branch or tag 'nowhere'"))
  }

  @Test("keeps its reports also of a job that failed, and its program from job to job")
  func artifacts() {
    #expect(Self.job["artifacts"]?["when"]?.string == "always")
    #expect(Self.job["cache"]?["paths"]?[0]?.string == ".mooring-program/")
  }
}

extension JSONValue {
  fileprivate subscript(index: Int) -> JSONValue? {
    array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
  }
}
