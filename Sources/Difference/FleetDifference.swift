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
///
/// The objects themselves are whole, secrets as well: only `fields` may be shown.
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
  /// Of an object that both sides have, in the order of the side that has them; empty where only
  /// who applies it changes.
  package let fields: [FieldDifference]
  package let effects: [Effect]

  /// What follows from the change beyond the object itself.
  package enum Effect: Hashable, Sendable {
    /// The Job is new, or no longer suspended: its Pods run.
    case runs
    /// The Job's Pods run once more.
    case runsAgain
    /// The Pods of a workload are replaced, one after the other.
    case restartsPods
    /// Everything in the namespace goes with it; so many objects of either side are known.
    case deletesNamespace(objects: Int)
    /// All objects of the kind go with their definition; so many of the side before are known.
    case deletesDefinition(objects: Int)
    /// What is stored is lost, unless whoever provides the storage keeps it.
    case deletesData
    /// A HelmRelease goes, or is of another release, and Helm uninstalls what it installed.
    case uninstalls
    /// A Flux Kustomization or a HelmRelease goes, and another of the same source and path, or chart,
    /// is new. What that does to what the old one owns is an effect of its own.
    case renamed(to: String)
    /// A Flux Kustomization goes, and with it what it owns: so many objects, or none that is known.
    case prunesOwned(count: Int)
    /// Another Flux Kustomization applies it now, and the old one may prune it first: then it is
    /// made anew.
    case moves(from: KustomizationReference, to: KustomizationReference)
    /// Flux leaves the object on the cluster as it is: an annotation says so, or its Flux
    /// Kustomization is suspended.
    case notApplied
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
///
/// Values of Secrets, and private keys wherever they are, are not in it: a mark stands for them. Where
/// the elements of a list change places, that is a difference of its own, whose values name the
/// elements.
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
  /// Whether marks stand for the values.
  package let isSecret: Bool

  /// What the path ends with where it is the order of a list that differs.
  package static let orderSuffix = " (order)"
  /// What stands for a secret.
  package static let hidden: JSONValue = "<secret>"
  /// What stands for the other value that a secret has after.
  package static let changed: JSONValue = "<changed>"

  package init(
    path: String, pointerBefore: JSONPointer?, pointerAfter: JSONPointer?, before: JSONValue?,
    after: JSONValue?, isImmutable: Bool = false, isSecret: Bool = false
  ) {
    self.path = path
    self.pointerBefore = pointerBefore
    self.pointerAfter = pointerAfter
    self.before = before
    self.after = after
    self.isImmutable = isImmutable
    self.isSecret = isSecret
  }

  /// The same field, which the API server refuses to change.
  var markedImmutable: FieldDifference {
    FieldDifference(
      path: path, pointerBefore: pointerBefore, pointerAfter: pointerAfter, before: before,
      after: after, isImmutable: true, isSecret: isSecret)
  }
}
