import FixtureFleets
import Programs
import TemporaryFolders
import Testing

/// What docs/observability.md shows is a whole repository, but for the trust anchor.
@Suite("The page on observability")
struct ObservabilityPageTests {
  @Test("its example is built, and passes the check without a word")
  func example() throws {
    let text = String(
      decoding: try FixtureFleet.bytes(ofProject: "docs/observability.md"), as: UTF8.self)
    let repository = try ProgramRepository()
    for block in Readme(text).blocks(of: "An example") {
      try repository.folder.write(Array(block.text.utf8), to: try #require(block.file))
    }
    let anchor = "Tests/Fixtures/fleets/observed/anchors/root.crt"
    try repository.folder.write(
      try FixtureFleet.bytes(ofProject: anchor), to: "anchors/homelab.crt")
    let build = try repository.mooring("build")
    #expect(build.exitCode == 0, "\(build.errorText)")
    let check = try repository.mooring("check")
    #expect(check.exitCode == 0)
    #expect(check.errorText.isEmpty, "\(check.errorText)")
  }
}
