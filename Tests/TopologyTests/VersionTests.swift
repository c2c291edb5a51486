import Testing
import Versions

@Suite("Versions")
struct VersionTests {
  @Test(
    "a version that is written is read as itself", arguments: ["1.34", "0.0", "2.19.0", "10.20.30"])
  func roundTrip(text: String) {
    #expect(Version(text)?.description == text)
  }

  @Test(
    "what is no version is refused",
    arguments: [
      "", "1", "1.", ".1", "1..2", "1.2.3.4", "v1.2", "1.2-rc1", "01.2", "1.02", "1.2 ", "-1.2",
      "1.9999999999", "1.x",
    ])
  func refused(text: String) {
    #expect(Version(text) == nil)
  }

  @Test(
    "versions are compared by numbers",
    arguments: [("1.9", "1.10"), ("1.34", "2.0"), ("1.2.1", "1.2.10"), ("1.2", "1.2.1")])
  func order(older: String, newer: String) throws {
    #expect(try #require(Version(older)) < #require(Version(newer)))
  }

  @Test(
    "an edge tag that is written is read as itself",
    arguments: ["edge-25.10.7", "edge-24.8.2", "edge-24.12.1"])
  func tagRoundTrip(text: String) {
    #expect(EdgeTag(text)?.description == text)
  }

  @Test(
    "what is no edge tag is refused",
    arguments: [
      "", "edge-", "25.10.7", "edge-25.10", "edge-25.0.1", "edge-25.13.1", "edge-25.010.7",
      "edge-25.10.7.1", "Edge-25.10.7", "edge-25.10.7-rc1", "stable-2.14.10", "version-2.19",
    ])
  func tagRefused(text: String) {
    #expect(EdgeTag(text) == nil)
  }

  @Test(
    "an edge tag belongs to the release that came before it",
    arguments: [
      ("edge-24.8.1", nil), ("edge-24.8.2", "2.16"), ("edge-24.11.7", "2.16"),
      ("edge-24.11.8", "2.17"), ("edge-99.1.1", "2.20"),
    ])
  func release(tag: String, minor: String?) throws {
    let tag = try #require(EdgeTag(tag))
    #expect(LinkerdRelease.release(of: tag)?.minor.description == minor)
  }
}
