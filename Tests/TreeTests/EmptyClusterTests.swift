import Compiler
import Diagnostics
import FixtureFleets
import Testing

@Suite("A cluster that gets nothing")
struct EmptyClusterTests {
  @Test("is an error: Flux would take its empty folder as the order to delete everything")
  func error() throws {
    var files = MemorySnapshot(try FixtureFleet.named("no-mesh").sources())
    let text = String(decoding: try #require(files["clusters/kind.yaml"]), as: UTF8.self)
    files["clusters/kind.yaml"] = Array((text + "  namespaces: {shared: null}\n").utf8)
    let compilation = try Compiler(files).compile()
    let errors = compilation.diagnostics.sorted.filter { $0.severity == .error }
    #expect(errors.map(\.code.name) == ["empty-cluster"])
    #expect(errors.first?.primary.place.path == "clusters/kind.yaml")
    #expect(compilation.output == nil)
  }
}
