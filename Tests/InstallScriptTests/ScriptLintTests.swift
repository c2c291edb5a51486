import Foundation
import Testing

@Suite("The scripts of the templates")
struct ScriptLintTests {
  static let scripts: [String] = {
    let templates = Project.root.appending(path: "templates")
    let paths = FileManager.default.enumerator(atPath: templates.path)?.allObjects ?? []
    return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".sh") }.sorted()
      .map { "templates/\($0)" }
  }()

  @Test(
    "shellcheck finds nothing, with every optional check on",
    .enabled(if: Userland.program("shellcheck") != nil, "shellcheck is not installed"),
    arguments: scripts)
  func isClean(script: String) throws {
    let findings = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: try #require(Userland.program("shellcheck")))
    process.arguments = [
      "--enable=all", "--external-sources", "--format=gcc",
      "--source-path=\(Project.root.appending(path: "templates/shared").path)",
      "--source-path=\(Project.root.appending(path: "templates/linkerd-viz/base").path)",
      Project.root.appending(path: script).path,
    ]
    process.standardOutput = findings
    try process.run()
    let text = String(decoding: findings.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.isEmpty, "\(text)")
    #expect(process.terminationStatus == 0)
  }

  @Test("each run stops at the first command that fails", arguments: scripts)
  func isStrict(script: String) throws {
    let text = try String(contentsOf: Project.root.appending(path: script), encoding: .utf8)
    #expect(text.hasPrefix("#!/usr/bin/env bash\n"))
    #expect(text.contains("\nset -euo pipefail\n"))
  }
}
