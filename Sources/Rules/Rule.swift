import Diagnostics
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

/// Judges clusters, their address blocks, versions and links.
package protocol TopologyRule: Rule {
  static func check(_ topology: Topology) -> [Diagnostic]
}

/// Judges the objects that a cluster gets.
package protocol ClusterRule: Rule {
  static func check(_ view: ClusterView) -> [Finding]
}

/// Every rule.
package enum RuleBook {
  package static let topologyRules: [any TopologyRule.Type] = [
    GatewayAPIOwnerRule.self,
    GatewayAPIVersionRule.self,
    InjectionRule.self,
    IPFamilyRule.self,
    KubernetesVersionRule.self,
    LinkVersionRule.self,
    OverlappingBlocksRule.self,
    ReachableAPIServerRule.self,
  ]

  package static let clusterRules: [any ClusterRule.Type] = [
    DuplicateObjectRule.self,
    FluxAnnotationRule.self,
    JobRule.self,
  ]

  package static var all: [any Rule.Type] { topologyRules + clusterRules }
}
