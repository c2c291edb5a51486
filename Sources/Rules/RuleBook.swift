import Diagnostics
import Manifests
import Topology

/// The rules that a compilation is judged by.
package struct RuleBook: Sendable {
  private var topologyRules: [any TopologyRule.Type]
  private var clusterRules: [any ClusterRule.Type]
  private var bootstrapRules: [any BootstrapRule.Type]

  /// Every rule.
  package static let standard = RuleBook(
    topologyRules: [
      ChartValueRule.self,
      ForeignNamespaceRule.self,
      GatewayAPIOwnerRule.self,
      GatewayAPIVersionRule.self,
      IdentityIssuerRule.self,
      InjectionRule.self,
      IPFamilyRule.self,
      KubernetesVersionRule.self,
      LinkVersionRule.self,
      MissingInstallerRule.self,
      OverlappingBlocksRule.self,
      PodMonitorRule.self,
      ReachableAPIServerRule.self,
      ReservedKeyRule.self,
      ReservedNamespaceRule.self,
      TrustAnchorRule.self,
      VizRule.self,
    ],
    clusterRules: [
      DependencyRule.self,
      DuplicateObjectRule.self,
      FluxAnnotationRule.self,
      FluxKustomizationRule.self,
      InjectLabelRule.self,
      JobRule.self,
      KustomizeAnnotationRule.self,
      MetadataSyntaxRule.self,
      PlaintextSecretRule.self,
      ObjectNameRule.self,
      UndeclaredNamespaceRule.self,
      UnorderedResourceRule.self,
    ],
    bootstrapRules: [
      BootstrapFolderRule.self
    ])

  package var rules: [any Rule.Type] { topologyRules + clusterRules + bootstrapRules }

  /// All but the rule that gives a code.
  package func without(_ code: Code) -> RuleBook {
    var book = self
    book.topologyRules.removeAll { $0.codes.contains(code) }
    book.clusterRules.removeAll { $0.codes.contains(code) }
    book.bootstrapRules.removeAll { $0.codes.contains(code) }
    return book
  }

  package func check(_ topology: Topology) -> [Diagnostic] {
    topologyRules.flatMap { $0.check(topology) }
  }

  package func check(_ view: ClusterView) -> [Finding] {
    clusterRules.flatMap { $0.check(view) }
  }

  package func check(_ folder: BootstrapFolder) -> [Diagnostic] {
    bootstrapRules.flatMap { $0.check(folder) }
  }
}
