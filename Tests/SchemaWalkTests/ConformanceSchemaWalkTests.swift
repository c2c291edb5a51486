import SchemaSamples
import SchemaWalk
import Testing
import Values
import YAML

/// The walk must be able to fail: whatever it accepts is trusted by the tests of the tree.
@Suite(
  "Walking schemas", .enabled(if: SchemaCatalogue.shared != nil, "../shared/schemas is not there"))
struct ConformanceSchemaWalkTests {
  @Test("what an API server accepts is accepted", arguments: Sample.allCases)
  func sound(sample: Sample) throws {
    #expect(
      SchemaWalk.violations(in: sample.value, by: try #require(SchemaCatalogue.shared)).isEmpty)
  }

  @Test("each mistake is found, and nothing else", arguments: Mistake.all)
  func broken(mistake: Mistake) throws {
    let text = mistake.sample.rawValue
    #expect(text.contains(mistake.original), "the sample has what is replaced")
    let value = Sample.read(
      text.replacing(mistake.original, with: mistake.broken, maxReplacements: 1))
    let violations = SchemaWalk.violations(in: value, by: try #require(SchemaCatalogue.shared))
    #expect(violations.map(\.description) == [mistake.found])
  }
}
