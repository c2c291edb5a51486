import Manifests
import Values

/// What a change does to clusters, once Flux has applied it.
package struct FleetDifference: Sendable {
  /// Of every cluster on which something differs, sorted by name.
  package let clusters: [ClusterDifference]

  package init(clusters: [ClusterDifference]) { self.clusters = clusters }
}

package struct ClusterDifference: Sendable {
  package enum Presence: Hashable, Sendable {
    case added
    /// No side takes its objects away: nobody tells the cluster.
    case removed
    case kept
  }

  package let name: String
  package let presence: Presence
  /// Those that differ, worst first, then by identity.
  package let objects: [ObjectDifference]

  package init(name: String, presence: Presence, objects: [ObjectDifference]) {
    self.name = name
    self.presence = presence
    self.objects = objects
  }
}

/// One object before and after.
package struct ObjectDifference: Sendable {
  package enum Change: Hashable, Sendable, CaseIterable {
    /// Flux removes it from the cluster.
    case pruned
    /// Flux, or whoever watches it, removes it and makes it anew: a field that cannot change did.
    case recreated
    /// The API server refuses the change, and nothing makes the object anew: reconciliation fails.
    case refused
    case changed
    case created
    /// It is no longer applied, and stays on the cluster as it is.
    case orphaned
  }

  package let identity: ObjectIdentity
  package let change: Change
  /// nil where it is created.
  package let before: ClusterObject?
  /// nil where it is pruned or orphaned.
  package let after: ClusterObject?
  /// Of an object that both sides have, in the order of the side that has them.
  package let fields: [FieldDifference]
  package let effects: [Effect]

  /// What follows from the change beyond the object itself.
  package enum Effect: Hashable, Sendable {
    /// The Job's Pods run once more.
    case runsAgain
    /// Everything in the namespace goes with it.
    case deletesNamespace
    /// All objects of the kind go with their definition.
    case deletesDefinition
    /// A Flux Kustomization under another name: what the old one owns is pruned, what the new one
    /// lists is made.
    case renamed(to: String)
    /// A Flux Kustomization goes, and with it what it owns.
    case prunesOwned(count: Int)
  }

  package init(
    identity: ObjectIdentity, change: Change, before: ClusterObject?, after: ClusterObject?,
    fields: [FieldDifference], effects: [Effect]
  ) {
    self.identity = identity
    self.change = change
    self.before = before
    self.after = after
    self.fields = fields
    self.effects = effects
  }
}

/// One field before and after; at least one side has it.
package struct FieldDifference: Hashable, Sendable {
  /// For people: `spec.template.spec.containers[name=install].image`.
  package let path: String
  /// In the object before; nil where that lacks the field.
  package let pointerBefore: JSONPointer?
  /// In the object after; nil where the field vanishes.
  package let pointerAfter: JSONPointer?
  package let before: JSONValue?
  package let after: JSONValue?
  /// Whether the API server refuses to change it.
  package let isImmutable: Bool

  package init(
    path: String, pointerBefore: JSONPointer?, pointerAfter: JSONPointer?, before: JSONValue?,
    after: JSONValue?, isImmutable: Bool
  ) {
    self.path = path
    self.pointerBefore = pointerBefore
    self.pointerAfter = pointerAfter
    self.before = before
    self.after = after
    self.isImmutable = isImmutable
  }
}
