import Compiler
import FixtureFleets
import Manifests
import SchemaWalk
import Testing
import Values

@Suite(
  "The objects of a tree and their schemas",
  .enabled(if: SchemaCatalogue.shared != nil, "../shared/schemas is not there"))
struct ConformanceTreeSchemaTests {
  @Test("an API server accepts every object", arguments: FixtureFleet.all)
  func objects(fleet: FixtureFleet) throws {
    let catalogue = try #require(SchemaCatalogue.shared)
    let output = try fleet.compile()
    for cluster in output.fleet.clusters {
      for object in output.fleet.objects(of: cluster) {
        var value = object.object.value
        // Flux takes it away when it decrypts, before the API server sees the Secret.
        value["sops"] = nil
        let violations = SchemaWalk.violations(in: .object(value), by: catalogue)
        #expect(violations.isEmpty, "\(object.object.identity) of \(cluster.name)")
      }
    }
  }
}
