import CEL
import Patterns
import Testing
import Values

@Suite(
  "Conformance: patterns and rules of schemas",
  .enabled(if: SchemaCorpus.shared != nil, "../shared/schemas is not there"))
struct ConformanceSchemaCorpusTests {
  /// May grow, and never fall.
  @Test("the patterns and rules are all found")
  func corpusIsWhole() throws {
    let corpus = try #require(SchemaCorpus.shared)
    #expect(corpus.patterns.count >= 41)
    #expect(corpus.rules.count >= 128)
  }

  @Test("each pattern is read")
  func patternsAreRead() throws {
    for pattern in try #require(SchemaCorpus.shared).patterns {
      #expect(throws: Never.self, "\(pattern)") { try Pattern(pattern) }
    }
  }

  @Test("each rule is read and supported")
  func rulesAreRead() throws {
    for rule in try #require(SchemaCorpus.shared).rules.values {
      #expect(throws: Never.self, "\(rule.source)") { try CELRule(rule.source) }
    }
  }

  @Test("only rules about change are not checked where values are empty")
  func emptyValues() throws {
    for rule in try #require(SchemaCorpus.shared).rules.values {
      let compiled = try CELRule(rule.source, optionalOldSelf: rule.optionalOldSelf)
      for value in [[:], [], "", 1] as [JSONValue] {
        let outcome = compiled.evaluate(value, typed: CELUntyped())
        if case .notChecked = outcome {
          #expect(compiled.readsOldSelf && !rule.optionalOldSelf, "\(rule.source)")
        }
      }
    }
  }
}
