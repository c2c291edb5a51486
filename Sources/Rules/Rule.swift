import Diagnostics
import Manifests
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
  static func check(_ topology: Topology) -> [Diagnostic]
}

/// Judges one object by itself, so that an object that many clusters get is judged once.
package protocol ObjectRule: Rule {
  static func check(_ object: ClusterObject) -> [Finding]
}

/// Judges the objects that a cluster gets, one beside the other.
package protocol ClusterRule: Rule {
  static func check(_ view: ClusterView) -> [Finding]
}

/// Judges the folder that Flux was bootstrapped with.
package protocol BootstrapRule: Rule {
  static func check(_ folder: BootstrapFolder) -> [Diagnostic]
}
