import SchemaSamples
import Schemas
import Testing
import Values

@Suite("Samples of kinds and their schemas")
struct SampleTests {
  @Test("what an API server accepts is accepted", arguments: Sample.allCases)
  func sound(sample: Sample) throws {
    #expect(try Self.found(in: sample.value) == [])
  }

  @Test("each mistake is found, and nothing else", arguments: Mistake.all)
  func broken(mistake: Mistake) throws {
    let text = mistake.sample.rawValue
    #expect(text.contains(mistake.original), "the sample has what is replaced")
    let value = Sample.read(
      text.replacing(mistake.original, with: mistake.broken, maxReplacements: 1))
    #expect(try Self.found(in: value) == [mistake.found])
  }

  /// Message and label of each problem.
  private static func found(in value: JSONValue) throws -> [String] {
    let object = try #require(value.object)
    let schema = try #require(
      SchemaSet.builtIn.schema(
        object["apiVersion"]?.string ?? "", object["kind"]?.string ?? ""))
    return schema.report(on: object).problems.map { problem in
      let label = problem.label.isEmpty ? "" : ": \(problem.label)"
      return problem.message(in: "it") + label
    }
  }
}
