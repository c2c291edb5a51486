import Diagnostics
import Testing

@Suite("Collected findings")
struct DiagnosticsTests {
  private let place = Place("clusters/fleet.yaml", 10..<20)

  @Test(
    "a mistake that many clusters share is told once, and the others are counted",
    arguments: [(1, []), (2, ["and 1 other like it"]), (1000, ["and 999 others like it"])])
  func shared(count: Int, notes: [String]) {
    let clusters = (0..<count).map { "c\($0)" }.shuffled()
    let found = Diagnostics(clusters.map { finding("cluster '\($0)' is too old") }).sorted
    #expect(found.map(\.message) == ["cluster 'c0' is too old"])
    #expect(found.map(\.notes) == [notes])
  }

  @Test("the same finding twice is one, without a note")
  func same() {
    let found = Diagnostics([finding("too old"), finding("too old")]).sorted
    #expect(found == [finding("too old")])
  }

  @Test("another code, another place or another label is another mistake")
  func different() {
    var elsewhere = finding("too old")
    elsewhere.primary.place.range = 30..<31
    var other = finding("too old")
    other.code = Code("other", .error, "")
    var label = finding("too old")
    label.primary.message = "needs 1.33"
    #expect(Diagnostics([finding("too old"), elsewhere, other, label]).sorted.count == 4)
  }

  @Test("findings are sorted by path, place, code and message, however they were collected")
  func order() {
    let sorted = [
      Diagnostic(.sample, "b", at: Place("a.yaml", 0..<1)),
      Diagnostic(.sample, "a", at: Place("a.yaml", 5..<6), label: "one"),
      Diagnostic(.sample, "b", at: Place("a.yaml", 5..<6), label: "two"),
      Diagnostic(.sample, "a", at: Place("b.yaml", 0..<1)),
    ]
    #expect(Diagnostics(sorted.shuffled()).sorted == sorted)
  }

  private func finding(_ message: String) -> Diagnostic {
    Diagnostic(.sample, message, at: place, label: "too old")
  }
}
