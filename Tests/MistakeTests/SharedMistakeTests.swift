import Compiler
import Diagnostics
import Sources
import TemporaryFolders
import Testing

@Suite("Mistakes, found by shares of a fleet")
struct SharedMistakeTests {
  /// What is found, and whether an error is among it.
  private func findings(
    in folder: TemporaryFolder, _ share: Share
  ) throws -> (all: Set<String>, hasErrors: Bool) {
    do {
      var compilation = try Compiler(try WorkingTree(root: folder.path), share: share).compile()
      try compilation.judgeTree()
      let all = compilation.diagnostics.sorted.map { "\($0.code.name) \($0.primary.place)" }
      return (Set(all), compilation.diagnostics.hasErrors)
    } catch let error as CompilerError {
      return (["\(error.path): \(error.reason)"], true)
    }
  }

  private static let oneOfEachCode: [MistakeFixture] = {
    var codes: Set<String> = []
    return MistakeFixture.mistakes.filter { codes.insert($0.code).inserted }
  }()

  @Test(
    "what the whole finds some shard finds; more is found only where an error ended the whole",
    arguments: oneOfEachCode)
  func shards(fixture: MistakeFixture) throws {
    let folder = try fixture.repository()
    let whole = try findings(in: folder, .whole)
    let shards = try (1...3).map { try findings(in: folder, .shard($0, of: 3)) }
    let together = shards.reduce(into: Set()) { $0.formUnion($1.all) }
    #expect(whole.all.subtracting(together).isEmpty)
    #expect(shards.contains(where: \.hasErrors) == whole.hasErrors)
    if !whole.hasErrors { #expect(together.subtracting(whole.all).isEmpty) }
  }
}
