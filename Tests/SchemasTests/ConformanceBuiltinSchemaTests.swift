import Testing

@testable import Schemas

@Suite(
  "Schemas of the program, beside those of their projects",
  .enabled(if: Shared.folder != nil, "../shared/schemas is not there"))
struct ConformanceBuiltinSchemaTests {
  @Test("every custom kind is as its definition has it")
  func customKinds() throws {
    let theirs = SchemaSet.builtIn.adding(try Shared.definitions().compactMap(SchemaDocument.init))
    var compared = 0
    for name in SchemaSet.builtInKinds {
      let (apiVersion, kind) = Self.parts(name)
      let ours = try #require(SchemaSet.builtIn.schema(apiVersion, kind))
      guard ours.root.graph.isCustom else { continue }
      let other = try #require(theirs.schema(apiVersion, kind), "\(name)")
      // Some projects' definitions are not there.
      if other === ours { continue }
      #expect(ours.isNamespaced == other.isNamespaced)
      var comparison = SchemaComparison(mayAdd: false)
      comparison.compare(ours.root, other.root, kind)
      #expect(comparison.differences == [], "\(name)")
      compared += 1
    }
    #expect(compared > 60)
  }

  @Test("every kind of Kubernetes' own is as its document has it")
  func kubernetes() throws {
    let document = try #require(try Shared.openAPI())
    var compared = 0
    for name in SchemaSet.builtInKinds {
      let (apiVersion, kind) = Self.parts(name)
      let ours = try #require(SchemaSet.builtIn.schema(apiVersion, kind))
      if ours.root.graph.isCustom { continue }
      let other = try #require(document.schema(apiVersion, kind), "\(name)")
      #expect(ours.isNamespaced == other.isNamespaced, "\(name)")
      var comparison = SchemaComparison(mayAdd: true)
      comparison.compare(ours.root, other.root, kind)
      // What has no metadata is no object, whatever its schema says.
      let differences = comparison.differences.filter { $0 != "\(kind): required [\"metadata\"]" }
      #expect(differences == [], "\(name)")
      compared += 1
    }
    #expect(compared > 40)
  }

  @Test("every pattern can be read")
  func patterns() throws {
    for name in SchemaSet.builtInKinds {
      let (apiVersion, kind) = Self.parts(name)
      let graph = try #require(SchemaSet.builtIn.schema(apiVersion, kind)).root.graph
      for pattern in graph.constraints.compactMap(\.pattern) {
        #expect(pattern.isFound(in: "") != nil, "\(pattern.source) of \(name)")
      }
    }
  }

  private static func parts(_ name: String) -> (apiVersion: String, kind: String) {
    let parts = name.split(separator: " ")
    return (String(parts[0]), String(parts[1]))
  }
}
