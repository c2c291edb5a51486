import Diagnostics
import Manifests
import Schemas
import Topology

/// The rules that a compilation is judged by.
package struct RuleBook: Sendable {
  private var topologyRules: [any TopologyRule.Type]
  private var objectRules: [any ObjectRule.Type]
  private var schemaRules: [any SchemaRule.Type]
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
      PublicIssuerRule.self,
      ReachableAPIServerRule.self,
      ReservedKeyRule.self,
      ReservedNamespaceRule.self,
      SharedPortRule.self,
      TLSBackendRule.self,
      TraefikComponentRule.self,
      TrustAnchorRule.self,
      TrustAnchorSetRule.self,
      TrustAnchorValidityRule.self,
      TrustBundleRule.self,
      UnknownNamespaceRule.self,
      VizRule.self,
      WriteOnlyStoreRule.self,
    ],
    objectRules: [
      AnchorRenewalRule.self,
      ExportValueRule.self,
      FluxAnnotationRule.self,
      IdentityIssuerRule.self,
      IssuerCertificateRule.self,
      JobRule.self,
      KustomizeAnnotationRule.self,
      MeshAnnotationRule.self,
      MeshLabelRule.self,
      MetadataSyntaxRule.self,
      ObjectNameRule.self,
      PlaintextSecretRule.self,
      PolicyShapeRule.self,
    ],
    schemaRules: [
      ObjectSchemaRule.self
    ],
    clusterRules: [
      AbsentKeyRule.self,
      AdminPortRule.self,
      ChartIdentityRule.self,
      ChartReleaseRule.self,
      ChartValueRule.self,
      ChartVizRule.self,
      DecryptionRule.self,
      DependencyRule.self,
      DuplicateObjectRule.self,
      EarlyAnnotationRule.self,
      EndlessJobRule.self,
      ExtensionRule.self,
      FluxKustomizationRule.self,
      HealthRule.self,
      HelmValuesRule.self,
      IngressMeshRule.self,
      InstallJobAccessRule.self,
      InstallScriptRule.self,
      IssuerSecretRule.self,
      JobRule.self,
      LinkObjectRule.self,
      MiddlewareReferenceRule.self,
      MissingSourceRule.self,
      ObjectNamespaceRule.self,
      OpaquePortRule.self,
      OverrideServiceRule.self,
      PolicyReferenceRule.self,
      PruneRule.self,
      PublicIssuerRule.self,
      RemovedAPIRule.self,
      RoutingAnnotationRule.self,
      SelfSignedIssuerRule.self,
      TLSBackendRule.self,
      TraefikObjectRule.self,
      TrustAnchorRule.self,
      TrustAnchorValidityRule.self,
      TrustRootsRule.self,
      UncheckedObjectRule.self,
      UndeclaredNamespaceRule.self,
      UninjectablePodRule.self,
      UnknownKindRule.self,
      UnorderedResourceRule.self,
      UnselectedMonitorRule.self,
      VizRule.self,
      WebhookSecretRule.self,
      WriteOnlyStoreRule.self,
    ],
    bootstrapRules: [
      BootstrapFolderRule.self
    ])

  /// No rule: for whoever wants what a description gives, and no opinion of it.
  package static let none = RuleBook(
    topologyRules: [], objectRules: [], schemaRules: [], clusterRules: [], bootstrapRules: [])

  /// Each once, also where it judges the description and objects.
  package var rules: [any Rule.Type] {
    let all: [any Rule.Type] =
      topologyRules + objectRules + schemaRules + clusterRules + bootstrapRules
    var seen: Set<ObjectIdentifier> = []
    return all.filter { seen.insert(ObjectIdentifier($0)).inserted }
  }

  /// What may be wrong with trust anchors, bundles of them, and issuers.
  package static let identityCodes: Set<Code> = {
    let rules: [any Rule.Type] = [
      PublicIssuerRule.self, TrustAnchorRule.self, TrustAnchorSetRule.self,
      TrustAnchorValidityRule.self, TrustBundleRule.self,
    ]
    return Set(rules.flatMap { $0.codes })
  }()

  /// All but the rule that gives a code.
  package func without(_ code: Code) -> RuleBook {
    var book = self
    book.topologyRules.removeAll { $0.codes.contains(code) }
    book.objectRules.removeAll { $0.codes.contains(code) }
    book.schemaRules.removeAll { $0.codes.contains(code) }
    book.clusterRules.removeAll { $0.codes.contains(code) }
    book.bootstrapRules.removeAll { $0.codes.contains(code) }
    return book
  }

  package func check(_ topology: Topology) -> [Diagnostic] {
    topologyRules.flatMap { $0.check(topology) }
  }

  /// Judges the clusters of a repository without description.
  package func check(repository topology: Topology) -> [Diagnostic] {
    topologyRules.filter { $0.judgesRepositories }.flatMap { $0.check(topology) }
  }

  package func check(_ view: ClusterView) -> [Finding] {
    view.objects.flatMap { check($0, view.schemas) } + clusterRules.flatMap { $0.check(view) }
  }

  /// Judges what nobody applies, as far as can be seen.
  package func check(unapplied object: ClusterObject) -> [Finding] {
    objectRules.filter { $0.judgesUnapplied }.flatMap { $0.check(object) }
  }

  private func check(_ object: ClusterObject, _ schemas: SchemaSet) -> [Finding] {
    if object.object.isSound { return [] }
    let found =
      objectRules.flatMap { $0.check(object) }
      + schemaRules.flatMap { $0.check(object, schemas) }
    if found.isEmpty { object.object.isSound = true }
    return found
  }

  package func check(_ folder: BootstrapFolder) -> [Diagnostic] {
    bootstrapRules.flatMap { $0.check(folder) }
  }
}
