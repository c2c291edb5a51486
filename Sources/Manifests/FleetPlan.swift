import Diagnostics
import Values

/// Facts for templates: a value, and where each part of it was written.
package struct Facts: Sendable {
  package private(set) var value: JSONObject
  /// By pointer into `value`; empty unless asked for.
  package private(set) var origins: [JSONPointer: [Place]]

  package init(_ value: JSONObject = [:], origins: [JSONPointer: [Place]] = [:]) {
    self.value = value
    self.origins = origins
  }

  /// The places that gave a fact: its own, or those of the nearest fact around it.
  package func origins(of pointer: JSONPointer) -> [Place] {
    var steps = pointer.steps[...]
    while true {
      if let found = origins[JSONPointer(Array(steps))] { return found }
      guard !steps.isEmpty else { return [] }
      steps = steps.dropLast()
    }
  }

  /// The places that gave parts of a fact, in the order of the files.
  package func origins(within pointer: JSONPointer) -> [Place] {
    var found: Set<Place> = []
    for (other, places) in origins
    where other.steps.count > pointer.steps.count && other.steps.starts(with: pointer.steps) {
      found.formUnion(places)
    }
    return found.sorted()
  }
}

/// A component as one cluster has it.
package struct PlannedComponent: Sendable {
  package let name: String
  /// The components that must be ready before it, present on this cluster; sorted.
  package let dependsOn: [String]

  package init(name: String, dependsOn: [String]) {
    self.name = name
    self.dependsOn = dependsOn
  }
}

package struct ClusterPlan: Sendable {
  package let name: String
  /// The file that describes the cluster.
  package let description: String
  /// What templates of `cluster/` and `flux/` read: the fleet's facts among them.
  package let facts: Facts
  /// Each after all that it depends on; else by name.
  package let components: [PlannedComponent]
  /// What the description changes in the objects, in its order.
  package let patches: [ObjectPatch]

  package init(
    name: String, description: String, facts: Facts, components: [PlannedComponent],
    patches: [ObjectPatch] = []
  ) {
    self.patches = patches
    self.name = name
    self.description = description
    self.facts = facts
    self.components = components
  }
}

/// What is to be rendered.
package struct FleetPlan: Sendable {
  /// The folder of the tree, relative to the root.
  package let tree: String
  /// The file that describes the fleet.
  package let description: String
  /// Whether each cluster's own folder holds all objects, also those that clusters share.
  package let leavesBasesOut: Bool
  /// What templates of `base/` read.
  package let facts: Facts
  /// Sorted by name.
  package let clusters: [ClusterPlan]
  /// Versions that were asked for loosely, and what they stand for.
  package let resolved: [ResolvedVersion]
  /// Files of the user's that a component may attach, by path.
  package let attachments: [String: AttachedFile]

  package init(
    tree: String, description: String, leavesBasesOut: Bool = false, facts: Facts,
    clusters: [ClusterPlan],
    resolved: [ResolvedVersion], attachments: [String: AttachedFile] = [:]
  ) {
    self.tree = tree
    self.description = description
    self.leavesBasesOut = leavesBasesOut
    self.facts = facts
    self.clusters = clusters
    self.resolved = resolved
    self.attachments = attachments
  }
}

/// A minor version and the release that it was resolved to, once: kept in the lock.
package struct ResolvedVersion: Hashable, Sendable {
  package let name: String
  package let requested: String
  package let resolved: String

  package init(name: String, requested: String, resolved: String) {
    self.name = name
    self.requested = requested
    self.resolved = resolved
  }
}
