import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// What README.md shows is what the program does.
@Suite("The README")
struct ReadmeTests {
  private static let example = "One input, one output"
  private static let failure = "What a failure looks like"

  @Test("the README's first example is run by a test, and prints what is shown there")
  func firstExample() throws {
    let repository = try Self.firstExample()
    let console = try #require(Self.blocks(of: Self.example).first { $0.language == "console" })
    let shown = try #require(console.run)
    let run = try repository.mooring(shown.words)
    #expect(run.exitCode == 0)
    #expect(run.errorText.isEmpty)
    #expect(run.outputText == shown.answer)
    #expect(try repository.mooring("check").exitCode == 0)
  }

  @Test("the folders that the README lists are those that the first example fills")
  func folders() throws {
    let repository = try Self.firstExample()
    _ = try repository.mooring("build")
    let list = try #require(Self.blocks(of: Self.example).first { $0.language.isEmpty }).text
    let listed = list.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    let filled = try repository.files(below: "flux/").keys.map { path in
      path == "flux/mooring.lock"
        ? path : String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
    }
    #expect(Set(listed.map(String.init)) == Set(filled))
    #expect(listed.count == Set(listed).count)
  }

  @Test("the failure that the README shows is what its three files give, to the letter")
  func failure() throws {
    let folder = "\(FixtureFleet.project)/Tests/Fixtures/readme/failure"
    let block = try #require(Self.blocks(of: Self.failure).first { $0.language == "console" })
    let shown = try #require(block.run)
    let run = try ProgramRun(
      ProgramRepository.program, shown.words + ["--root", folder],
      environment: ProgramRepository.environment)
    #expect(run.exitCode == 1)
    #expect(run.outputText.isEmpty)
    #expect(run.errorText == shown.answer)
  }

  @Test("every command of the README's table is one, and none is left out")
  func commands() throws {
    let text = String(decoding: try FixtureFleet.bytes(ofProject: "README.md"), as: UTF8.self)
    let listed = text.matches(of: /\n\| `mooring ([a-z]+)/).map { String($0.1) }
    let help = try ProgramRun(ProgramRepository.program, ["--help"]).outputText
    let rows = try #require(help.firstMatch(of: /\ncommands:\n((?:  \S[^\n]*\n)+)/)).1
    let commands = rows.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(Set(listed) == Set(commands.map(String.init)))
  }

  @Test("the README has fewer than 150 lines")
  func length() throws {
    let lines = try FixtureFleet.bytes(ofProject: "README.md").count { $0 == UInt8(ascii: "\n") }
    #expect(lines < 150)
  }

  private static func blocks(of section: String) -> [Readme.Block] {
    Readme.current?.blocks(of: section) ?? []
  }

  /// A folder with the files of the first example, named by the lines above them.
  private static func firstExample() throws -> ProgramRepository {
    let repository = try ProgramRepository()
    let files = blocks(of: example).filter { $0.language == "yaml" }
    try #require(files.count == 2)
    for block in files {
      try repository.folder.write(block.text, to: try #require(block.file))
    }
    return repository
  }
}
