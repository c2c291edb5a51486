import Manifests
import Schemas

/// All objects of a cluster, as one side of a comparison has them.
package struct ClusterObjects: Sendable {
  package let name: String
  package let objects: [ClusterObject]

  package init(name: String, objects: [ClusterObject]) {
    self.name = name
    self.objects = objects
  }
}

/// Compares two fleets object by object; lists by the keys that their schemas merge them by.
package struct FleetComparison: Sendable {
  private let schemas: SchemaSet

  package init(schemas: SchemaSet = .builtIn) { self.schemas = schemas }

  package func difference(
    from before: [ClusterObjects], to after: [ClusterObjects]
  ) -> FleetDifference {
    FleetDifference(clusters: [])
  }
}
