import Compiler
import Diagnostics
import Foundation
import Rules
import Sources
import TemporaryFolders
import Testing

@Suite("Mistakes, and what comes back")
struct MistakeFixtureTests {
  /// Set to write what comes back as what is expected: the run fails, and shows what changed.
  static let isRecording =
    ProcessInfo.processInfo.environment["MOORING_RECORD"].map { !$0.isEmpty } ?? false

  /// A folder that the reports of all mistakes are left in: what scripts/validate-reports.py reads.
  private static let keptReports = ProcessInfo.processInfo.environment["MOORING_KEEP_REPORTS"]

  @Test("a mistake is told as its folder expects", arguments: MistakeFixture.mistakes)
  func mistake(fixture: MistakeFixture) throws {
    let reports = try WrittenReports()
    let outcome = try fixture.check(writing: reports)
    let file = URL(filePath: fixture.path).appending(path: "expected.txt")
    let expected = fixture.expected
    if Self.isRecording {
      try outcome.text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded\n\(LineByLine.difference(from: expected, to: outcome.text))")
      return
    }
    let difference = LineByLine.difference(from: expected, to: outcome.text)
    #expect(outcome.text == expected, "\(difference)")
    #expect(outcome.text.contains(" [\(fixture.code)]\n"), "the code of the folder is not told")
    #expect(outcome.exitCode == Self.exitCode(after: outcome.text))
    try reports.expectSound(beside: outcome.text, exitCode: outcome.exitCode)
    if let kept = Self.keptReports {
      try reports.keep(as: "\(fixture.code)-\(fixture.slug)", in: kept)
    }
  }

  @Test("near the limit of a rule nothing is said", arguments: MistakeFixture.valid)
  func valid(fixture: MistakeFixture) throws {
    let outcome = try fixture.check()
    #expect(outcome == MistakeFixture.Outcome(text: "", exitCode: 0))
  }

  @Test("each code of a rule has a valid fleet near its limit", arguments: ruleCodes)
  func hasValid(code: String) {
    let isJudged =
      MistakeFixture.valid.contains { $0.code == code }
      || LintFixture.valid.contains { $0.code == code }
    #expect(isJudged)
  }

  @Test("a rule that is switched off says nothing of its mistakes", arguments: ruleCodes)
  func switchedOff(name: String) throws {
    let code = Code(name, .error, "")
    for fixture in MistakeFixture.mistakes.filter({ $0.code == name }) {
      let repository = try fixture.repository()
      let snapshot = try WorkingTree(root: repository.path)
      let all = try Compiler(snapshot).compile().diagnostics.sorted
      #expect(all.contains { $0.code == code }, "\(fixture.testDescription)")
      let others = try Compiler(snapshot, rules: RuleBook.standard.without(code)).compile()
      #expect(!others.diagnostics.sorted.contains { $0.code == code }, "\(fixture.testDescription)")
    }
  }

  private static let ruleCodes = RuleBook.standard.rules.flatMap { $0.codes.map(\.name) }

  /// 1 after an error, 0 after warnings alone.
  static func exitCode(after text: String) -> Int32 {
    let summary = text.split(separator: "\n").last ?? ""
    return summary.contains("error") ? 1 : 0
  }
}
