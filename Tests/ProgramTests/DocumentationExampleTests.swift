import FixtureFleets
import Programs
import TemporaryFolders
import Testing

/// What pages of docs/ show as a whole repository is one.
@Suite("Examples of the documentation")
struct DocumentationExampleTests {
  @Test(
    "are built and pass the check without a word",
    arguments: ["docs/bootstrap.md", "docs/ingress.md"])
  func example(page: String) throws {
    let text = String(decoding: try FixtureFleet.bytes(ofProject: page), as: UTF8.self)
    let blocks = Readme(text).blocks(of: "An example")
    let repository = try ProgramRepository()
    for block in blocks {
      let file = try #require(block.file)
      try repository.folder.write(Array(block.text.utf8), to: file)
    }
    let build = try repository.mooring("build")
    #expect(build.exitCode == 0, "\(build.errorText)")
    let check = try repository.mooring("check")
    #expect(check.exitCode == 0)
    #expect(check.errorText.isEmpty, "\(check.errorText)")
  }
}
