import Diagnostics
import Manifests
import Topology

/// The rules that a compilation is judged by.
package struct RuleBook: Sendable {
  private var topologyRules: [any TopologyRule.Type]
  private var objectRules: [any ObjectRule.Type]
  private var clusterRules: [any ClusterRule.Type]
  private var bootstrapRules: [any BootstrapRule.Type]

  /// Every rule.
  package static let standard = RuleBook(
    topologyRules: [
      AppExportRule.self,
      AppFolderRule.self,
      AppMeshRule.self,
      AppMiddlewareRule.self,
      AppTargetRule.self,
      BootstrapSettingsRule.self,
      ChartValueRule.self,
      ClusterNetworksRule.self,
      DuplicateLinkRule.self,
      EndlessJobRule.self,
      ForeignNamespaceRule.self,
      GatewayAPIOwnerRule.self,
      GatewayAPIVersionRule.self,
      GatewayRule.self,
      IdentityIssuerRule.self,
      IneffectiveFieldRule.self,
      IngressModeRule.self,
      InjectionRule.self,
      IPFamilyRule.self,
      JobTerminationRule.self,
      KindClusterRule.self,
      KubernetesVersionRule.self,
      LinkCredentialsRule.self,
      LinkVersionRule.self,
      MiddlewareKindRule.self,
      MiddlewareReferenceRule.self,
      MissingInstallerRule.self,
      OverlappingBlocksRule.self,
      OverrideServiceRule.self,
      PodMonitorRule.self,
      ReachableAPIServerRule.self,
      ReservedKeyRule.self,
      ReservedNamespaceRule.self,
      SharedPortRule.self,
      TLSBackendRule.self,
      TraefikComponentRule.self,
      TrustAnchorRule.self,
      TrustAnchorValidityRule.self,
      UnknownNamespaceRule.self,
      VizRule.self,
      WriteOnlyStoreRule.self,
    ],
    objectRules: [
      FluxAnnotationRule.self,
      InjectLabelRule.self,
      JobRule.self,
      KustomizeAnnotationRule.self,
      MetadataSyntaxRule.self,
      ObjectNameRule.self,
      PlaintextSecretRule.self,
    ],
    clusterRules: [
      DependencyRule.self,
      DuplicateObjectRule.self,
      FluxKustomizationRule.self,
      TraefikObjectRule.self,
      TrustRootsRule.self,
      UndeclaredNamespaceRule.self,
      UnorderedResourceRule.self,
    ],
    bootstrapRules: [
      BootstrapFolderRule.self
    ])

  package var rules: [any Rule.Type] {
    topologyRules + objectRules + clusterRules + bootstrapRules
  }

  /// All but the rule that gives a code.
  package func without(_ code: Code) -> RuleBook {
    var book = self
    book.topologyRules.removeAll { $0.codes.contains(code) }
    book.objectRules.removeAll { $0.codes.contains(code) }
    book.clusterRules.removeAll { $0.codes.contains(code) }
    book.bootstrapRules.removeAll { $0.codes.contains(code) }
    return book
  }

  package func check(_ topology: Topology) -> [Diagnostic] {
    topologyRules.flatMap { $0.check(topology) }
  }

  package func check(_ view: ClusterView) -> [Finding] {
    view.objects.flatMap(check) + clusterRules.flatMap { $0.check(view) }
  }

  private func check(_ object: ClusterObject) -> [Finding] {
    if object.object.isSound { return [] }
    let found = objectRules.flatMap { $0.check(object) }
    if found.isEmpty { object.object.isSound = true }
    return found
  }

  package func check(_ folder: BootstrapFolder) -> [Diagnostic] {
    bootstrapRules.flatMap { $0.check(folder) }
  }
}
