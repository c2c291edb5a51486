import Diagnostics
import Manifests
import Schemas
import Topology

/// A rule: what it judges, and what a reader has to know of it.
///
/// One file a rule, with its words, so that a reviewer sees the check and what it says together.
package protocol Rule: Sendable {
  /// The kinds of finding that the rule gives.
  static var codes: [Code] { get }
  /// What the rule means, why it hurts, an example, and the cure: a page of plain text.
  static var explanation: String { get }
}

/// Judges clusters, their address blocks, versions, namespaces and links.
package protocol TopologyRule: Rule {
  /// Whether it judges what little is known of the clusters of a repository without description.
  static var judgesRepositories: Bool { get }
  static func check(_ topology: Topology) -> [Diagnostic]
}

extension TopologyRule {
  package static var judgesRepositories: Bool { false }
}

/// Judges one object by itself, so that an object that many clusters get is judged once.
package protocol ObjectRule: Rule {
  /// Whether it judges what lies in a repository and what nobody applies, as far as can be seen: that
  /// may be a template, or half of an object.
  static var judgesUnapplied: Bool { get }
  static func check(_ object: ClusterObject) -> [Finding]
}

extension ObjectRule {
  package static var judgesUnapplied: Bool { false }
}

/// Judges one object by itself, with the schemas of all kinds at hand.
package protocol SchemaRule: Rule {
  static func check(_ object: ClusterObject, _ schemas: SchemaSet) -> [Finding]
}

/// Judges the objects that a cluster gets, one beside the other.
package protocol ClusterRule: Rule {
  static func check(_ view: ClusterView) -> [Finding]
}

/// Judges the folder that Flux was bootstrapped with.
package protocol BootstrapRule: Rule {
  static func check(_ folder: BootstrapFolder) -> [Diagnostic]
}
