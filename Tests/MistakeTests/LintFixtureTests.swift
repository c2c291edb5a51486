import Compiler
import Diagnostics
import Foundation
import Rules
import Sources
import TemporaryFolders
import Testing

@Suite("Repositories of others, and what comes back")
struct LintFixtureTests {
  @Test("a mistake is told as its folder expects", arguments: LintFixture.mistakes)
  func mistake(fixture: LintFixture) throws {
    let outcome = try fixture.lint()
    let file = URL(filePath: fixture.path).appending(path: "expected.txt")
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let difference = LineByLine.difference(from: expected, to: outcome.text)
    if MistakeFixtureTests.isRecording {
      try outcome.text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded\n\(difference)")
      return
    }
    #expect(outcome.text == expected, "\(difference)")
    #expect(outcome.text.contains(" [\(fixture.code)]\n"), "the code of the folder is not told")
    #expect(outcome.exitCode == MistakeFixtureTests.exitCode(after: outcome.text))
  }

  @Test("near the limit of a rule nothing is said", arguments: LintFixture.valid)
  func valid(fixture: LintFixture) throws {
    #expect(try fixture.lint() == MistakeFixture.Outcome(text: "", exitCode: 0))
  }

  @Test("of layouts that people use nothing is said", arguments: LintFixture.repositories)
  func repository(name: String) throws {
    let folder = try TemporaryFolder()
    try LintFixture.copy(
      MistakeFixture.fixtures.appending(path: "repositories/\(name)"), to: folder)
    #expect(LintFixture.lint(folder) == MistakeFixture.Outcome(text: "", exitCode: 0))
  }

  @Test("of the small repository nothing is said")
  func smallRepository() throws {
    let folder = try TemporaryFolder()
    try LintFixture.copy(MistakeFixture.fixtures.appending(path: "small-repository"), to: folder)
    #expect(LintFixture.lint(folder) == MistakeFixture.Outcome(text: "", exitCode: 0))
  }

  @Test("a rule that is switched off says nothing of its mistakes", arguments: LintFixture.mistakes)
  func switchedOff(fixture: LintFixture) throws {
    let code = Code(fixture.code, .error, "")
    guard RuleBook.standard.rules.contains(where: { $0.codes.contains(code) }) else { return }
    // The folder lasts as long as its value.
    let folder = try fixture.repository()
    let others = try withExtendedLifetime(folder) {
      let snapshot = try WorkingTree(root: folder.path)
      return try Linter(snapshot, rules: RuleBook.standard.without(code)).lint()
    }
    #expect(!others.diagnostics.sorted.contains { $0.code == code })
  }
}
