import FixtureFleets
import Foundation
import Programs
import Testing

/// Tests/Fixtures/comparisons: two folders, and what is said of them in each format.
@Suite("What 'mooring diff' says of two folders")
struct DiffGoldenTests {
  private static let folder = URL(filePath: FixtureFleet.project)
    .appending(path: "Tests/Fixtures/comparisons")
  private static let isRecording =
    ProcessInfo.processInfo.environment["MOORING_RECORD"].map { !$0.isEmpty } ?? false

  private static let formats = [
    ("text", "txt"), ("markdown", "md"), ("json", "json"), ("html", "html"),
  ]
  private static var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test("is what is recorded, in every format", arguments: names, formats)
  func golden(name: String, format: (name: String, ending: String)) throws {
    let folder = Self.folder.appending(path: name)
    let run = try ProgramRun(
      ProgramRepository.program, ["diff", "--format", format.name, "before", "after"],
      in: folder.path, environment: ProgramRepository.environment)
    #expect(run.exitCode == 0 || run.exitCode == 1, "\(run.errorText)")
    var said = [("expected.\(format.ending)", run.outputText)]
    if format.name == "text" { said.append(("expected.errors.txt", run.errorText)) }
    for (file, text) in said {
      let url = folder.appending(path: file)
      if Self.isRecording {
        try text.write(to: url, atomically: true, encoding: .utf8)
        Issue.record("recorded \(file)")
      } else {
        let expected = try? String(contentsOf: url, encoding: .utf8)
        #expect(text == expected, "\(name)/\(file)")
      }
    }
  }
}
