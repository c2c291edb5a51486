import Diagnostics
import Testing

@Suite("Near names")
struct SimilarityTests {
  @Test(
    "a misspelt name finds the one that is meant",
    arguments: [
      ("formt", ["from", "format", "font"], "format"),
      ("chekc", ["check", "chess"], "check"),
      ("Metadata", ["metadat", "metadata"], "metadata"),
      ("certmanager", ["certManager", "manager"], "certManager"),
      ("podz", ["nodes", "pods"], "pods"),
      ("trustAnchors", ["trustAnchor", "anchors"], "trustAnchor"),
    ])
  func near(name: String, candidates: [String], meant: String) {
    #expect(closest(to: name, among: candidates) == meant)
    #expect(closest(to: name, among: candidates.reversed()) == meant)
  }

  @Test(
    "a name that is like none of them finds nothing",
    arguments: [
      ("zebra", ["format", "root"]), ("a", ["b", "c"]), ("", ["a", "ab"]), ("format", []),
      ("pods", ["services", "po", "endpoints"]),
    ])
  func far(name: String, candidates: [String]) {
    #expect(closest(to: name, among: candidates) == nil)
  }

  @Test("of equally near names the first in byte order is taken, whatever their order")
  func ties() {
    let candidates = ["cape", "cane", "cafe", "cave"]
    #expect(closest(to: "cake", among: candidates) == "cafe")
    #expect(closest(to: "cake", among: candidates.reversed()) == "cafe")
  }

  @Test("names of hostile length are not compared")
  func bounded() {
    let long = String(repeating: "a", count: 10_000_000)
    #expect(closest(to: long, among: [long, "a"]) == nil)
    #expect(closest(to: "a", among: [long]) == nil)
  }
}
