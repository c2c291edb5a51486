import Commands
import Foundation
import TemporaryFolders
import Testing

/// A folder of Tests/Fixtures/lint/<code>/, or of Tests/Fixtures/lint-valid/: files that are laid over
/// the small repository of Tests/Fixtures/small-repository, and what `mooring lint` says of the two.
///
/// A file `removed` names files that are taken away, one a line.
struct LintFixture: Sendable, CustomTestStringConvertible {
  /// The name of the code that it shows.
  let code: String
  let slug: String
  let path: String

  var testDescription: String { "\(code)/\(slug)" }

  func lint() throws -> MistakeFixture.Outcome { Self.lint(try repository()) }

  static func lint(_ folder: TemporaryFolder) -> MistakeFixture.Outcome {
    let terminal = Terminal.capturing()
    let code = Program(.mooring, version: Command.version)
      .run(["lint", "--root", folder.path, folder.path], on: terminal)
    return MistakeFixture.Outcome(text: terminal.errors.text, exitCode: code.rawValue)
  }

  /// The repository as it is judged.
  func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try Self.copy(MistakeFixture.fixtures.appending(path: "small-repository"), to: folder)
    try Self.copy(URL(filePath: path), to: folder)
    let list = try? String(contentsOfFile: "\(path)/removed", encoding: .utf8)
    for name in (list ?? "").split(separator: "\n").map(String.init) { try folder.remove(name) }
    return folder
  }

  static func copy(_ source: URL, to folder: TemporaryFolder) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: source.path).sorted()
    where name != "expected.txt" && name != "removed" {
      let file = source.appending(path: name)
      if try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true { continue }
      try folder.write(Array(Data(contentsOf: file)), to: name)
    }
  }
}

extension LintFixture {
  /// Every mistake, found by itself.
  static let mistakes = find("lint")
  /// Repositories near a limit of a rule, of which nothing is to be said, by the rule's code.
  static let valid = find("lint-valid")
  /// Whole repositories in layouts that people use, of which nothing is to be said.
  static let repositories = MistakeFixture.names(
    in: MistakeFixture.fixtures.appending(path: "repositories"))

  private static func find(_ folder: String) -> [LintFixture] {
    let folder = MistakeFixture.fixtures.appending(path: folder)
    return MistakeFixture.names(in: folder).flatMap { code in
      MistakeFixture.names(in: folder.appending(path: code)).map { slug in
        LintFixture(
          code: code, slug: slug, path: folder.appending(path: "\(code)/\(slug)").path)
      }
    }
  }
}
