import Compiler
import Diagnostics
import FixtureFleets
import Foundation
import SeededNumbers
import Sources
import Testing

/// Mistakes put into repositories of which nothing is to be said: each is found, and nothing else is.
///
/// `MOORING_RECORD=1` writes the table to docs/rules/mutations.md, and fails.
@Suite("Mistakes put into valid repositories")
struct SeededMutationTests {
  private static let isRecording =
    ProcessInfo.processInfo.environment["MOORING_RECORD"].map { !$0.isEmpty } ?? false
  /// More find more; these are what a run of all tests can bear, and what the table counts.
  private static let seeds: [UInt64] = [1, 2, 3]
  private static let recordedSeeds = UInt64(1)...8

  @Test("nothing is said of a repository without a mistake", arguments: MutationBase.all)
  func unmutated(base: MutationBase) throws {
    let found = try MutationTrial.findings(base.files)
    #expect(found.filter { $0.severity > .note }.map(\.message) == [])
  }

  @Test("each mistake is found", arguments: MutationOperator.all)
  func found(mutation: MutationOperator) throws {
    let row = try MutationTrial.row(of: mutation, seeds: Self.seeds)
    #expect(row.tried > 0, "no repository has a place for it")
    #expect(row.missed == [])
    #expect(row.others.isEmpty)
  }

  @Test("the table in docs/rules is of the mistakes that there are")
  func table() throws {
    let page = MistakeFixture.root.appending(path: "docs/rules/mutations.md")
    if Self.isRecording {
      let rows = try MutationOperator.all.map {
        try MutationTrial.row(of: $0, seeds: Array(Self.recordedSeeds))
      }
      try MutationTable.page(rows).write(to: page, atomically: true, encoding: .utf8)
      Issue.record("recorded")
      return
    }
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    for mutation in MutationOperator.all {
      #expect(text.contains("| `\(mutation.code)` | \(mutation.words) |"))
    }
  }
}

/// A repository of which nothing is to be said.
struct MutationBase: Sendable, CustomTestStringConvertible {
  let name: String
  let files: [String: [UInt8]]

  var testDescription: String { name }

  /// The layouts that people use, and repositories near the limit of a rule.
  static let all: [MutationBase] = {
    let layouts = LintFixture.repositories.map { name in
      MutationBase(name: name, files: read(["repositories/\(name)"]))
    }
    let near = LintFixture.valid.map { fixture in
      MutationBase(
        name: fixture.testDescription,
        files: read(["small-repository", "lint-valid/\(fixture.testDescription)"]))
    }
    return layouts + near
  }()

  private static func read(_ folders: [String]) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for folder in folders {
      let root = MistakeFixture.fixtures.appending(path: folder)
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
      for name in names {
        files[name] = FileManager.default.contents(atPath: root.appending(path: name).path)
          .map { Array($0) }
      }
      let removed = files.removeValue(forKey: "removed") ?? []
      for name in String(decoding: removed, as: UTF8.self).split(separator: "\n") {
        files[String(name)] = nil
      }
    }
    files["expected.txt"] = nil
    // Folders read as nothing.
    return files.filter { _, bytes in !bytes.isEmpty }
  }
}
