import Manifests
import Schemas
import Topology
import Values

/// What one cluster gets, whoever made it.
package struct ClusterView: Sendable {
  /// Who brings something that a cluster needs.
  package enum Installer: Hashable, Sendable {
    case kustomization(KustomizationReference)
    /// There before Flux is.
    case outsideFlux
  }

  package let name: String
  /// Every object, in the order in which Flux applies them.
  package let objects: [ClusterObject]
  /// Who applies more than is known here: what is not found among their objects may still be there.
  package let incomplete: Set<Applier>
  /// What is not in it, and who brings it.
  package let installers: [Requirement: Installer]
  /// What is known of kinds: also of those that the cluster's own objects define.
  package let schemas: SchemaSet
  package let versions: ClusterVersions
  package let graph: FluxGraph
  /// What manifests hold that Flux does not apply, as far as is seen: somebody else may.
  package var elsewhere: Set<ObjectIdentity> = []
  /// Seconds since 1970, by which certificates in manifests are judged; nil where time is not to
  /// matter.
  package var now: Int64?
  /// The HelmReleases, and what each waits for.
  package let releases: FluxGraph
  /// Those that make pods, in the order of the objects.
  let pods: [PodTemplate]
  private let positions: [ObjectIdentity: Int]
  /// The objects of each kind, whatever their groups.
  private let kinds: [String: [ClusterObject]]

  package init(
    name: String, objects: [ClusterObject], incomplete: Set<Applier> = [],
    installers: [Requirement: Installer] = [:], versions: ClusterVersions = ClusterVersions(),
    schemas: SchemaSet = .builtIn
  ) {
    self.name = name
    self.objects = objects
    self.incomplete = incomplete
    self.installers = installers
    self.versions = versions
    self.schemas = schemas.adding(
      objects.compactMap { object in
        object.identity.kind == "CustomResourceDefinition"
          ? SchemaDocument(.object(object.object.value)) : nil
      })
    graph = FluxGraph(objects)
    releases = FluxGraph(objects, of: .helmRelease)
    pods = objects.compactMap(PodTemplate.init)
    kinds = Dictionary(grouping: objects, by: \.identity.kind)
    positions = Dictionary(
      objects.enumerated().map { ($1.identity, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is known of something that may be on the cluster.
  package enum LookUp: Sendable {
    case found(ClusterObject)
    case absent
    /// Nothing can be said: somebody applies what cannot be read here.
    case unknown
  }

  /// All objects of one kind.
  func objects(_ group: String, _ kind: String) -> [ClusterObject] {
    (kinds[kind] ?? []).filter { $0.identity.group == group }
  }

  package func lookUp(_ identity: ObjectIdentity) -> LookUp {
    if let position = positions[identity] { return .found(objects[position]) }
    return incomplete.isEmpty && !elsewhere.contains(identity) ? .absent : .unknown
  }
}
