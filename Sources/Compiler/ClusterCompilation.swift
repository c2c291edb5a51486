import Diagnostics
import Layout
import Manifests
import Rendering
import Rules
import Schemas
import Topology
import Values
import Versions
import Workers

/// Renders, judges and lays out: first what clusters share, then each cluster by itself, on as many
/// threads as there are cores.
struct ClusterCompilation {
  let renderer: Renderer
  let plan: FleetPlan
  let rules: RuleBook
  /// Who brings what clusters need.
  let installers: [Requirement: ClusterView.Installer]
  /// What is known of kinds.
  let schemas: SchemaSet

  struct Outcome {
    let fleet: RenderedFleet
    /// Sorted by path; nil where a finding is an error.
    var files: [TreeFile]?
    let findings: [Finding]
  }

  /// What comes of some of the clusters.
  private struct Part: Sendable {
    var clusters: [RenderedCluster] = []
    var files: [TreeFile] = []
    var findings: [Finding] = []
    var diagnostics = Diagnostics()
  }

  /// Clusters that a thread takes at once.
  private static let clustersAtOnce = 2

  func run(_ diagnostics: inout Diagnostics) -> Outcome {
    let bases = renderer.bases(of: plan, &diagnostics)
    let shared = RenderedFleet(
      tree: plan.tree, description: plan.description, bases: bases, clusters: [])
    let layout = TreeLayout(shared)
    var files: [TreeFile] = []
    var clusters: [RenderedCluster] = []
    var findings: [Finding] = []
    let (renderer, plan, rules, installers, schemas) = (
      renderer, plan, rules, installers, schemas
    )
    let parts = Workers.map(plan.clusters.count, by: Self.clustersAtOnce) { range in
      var part = Part()
      for cluster in plan.clusters[range] {
        let rendered = Self.rendered(cluster, of: plan, renderer, bases, &part.diagnostics)
        part.clusters.append(rendered)
        let found = rules.check(
          ClusterView(
            name: cluster.name, objects: shared.objects(of: rendered).map(ClusterObject.init),
            installers: installers, versions: ClusterVersions(of: cluster), schemas: schemas))
        part.findings += found
        // No tree comes of it, and its files may not even be possible.
        if found.contains(where: \.isError) { continue }
        part.files += layout.files(of: rendered, &part.findings)
      }
      return part
    }
    for part in parts {
      clusters += part.clusters
      files += part.files
      findings += part.findings
      diagnostics.add(part.diagnostics)
    }
    let included = Set(clusters.flatMap(\.components).filter(\.includesBase).map(\.name))
    let fleet = RenderedFleet(
      tree: plan.tree, description: plan.description,
      bases: bases.filter { included.contains($0.component) }, clusters: clusters)
    if findings.contains(where: \.isError) {
      return Outcome(fleet: fleet, files: nil, findings: findings)
    }
    files += TreeLayout(fleet).sharedFiles(&findings)
    return Outcome(fleet: fleet, files: Self.sorted(files), findings: findings)
  }

  private static func rendered(
    _ cluster: ClusterPlan, of plan: FleetPlan, _ renderer: Renderer, _ bases: [RenderedBase],
    _ diagnostics: inout Diagnostics
  ) -> RenderedCluster {
    renderer.cluster(cluster, of: plan, bases: bases, &diagnostics)
      .leavingOut(plan.leavesBasesOut ? bases : [])
      .patched(by: cluster.patches, over: bases, &diagnostics)
  }

  /// Of some components those whose base a cluster of the plan includes; no more clusters are
  /// rendered than it takes to know.
  func basesIncluded(among components: Set<String>) -> Set<String> {
    var ignored = Diagnostics()
    let bases = renderer.bases(of: plan, &ignored)
    var sought = components
    for cluster in plan.clusters
    where cluster.components.contains(where: { sought.contains($0.name) }) {
      let rendered = Self.rendered(cluster, of: plan, renderer, bases, &ignored)
      sought.subtract(rendered.components.filter(\.includesBase).map(\.name))
    }
    return components.subtracting(sought)
  }

  /// Lays out what was rendered, whatever was found in it; gives what is found in doing so.
  func layOut(_ outcome: inout Outcome) -> [Finding] {
    var findings: [Finding] = []
    let layout = TreeLayout(outcome.fleet)
    var files = outcome.fleet.clusters.flatMap { layout.files(of: $0, &findings) }
    files += layout.sharedFiles(&findings)
    if !findings.contains(where: \.isError) { outcome.files = Self.sorted(files) }
    return findings
  }

  /// Numbers are moved while sorting, not files: those are large.
  private static func sorted(_ files: [TreeFile]) -> [TreeFile] {
    let paths = files.map(\.file.path)
    return paths.indices.sorted { paths[$0].precedesInBytes(paths[$1]) }.map { files[$0] }
  }
}

extension ClusterVersions {
  /// What the description says of a cluster.
  fileprivate init(of cluster: ClusterPlan) {
    let facts = cluster.facts.value
    self.init(
      kubernetes: facts["cluster"]?["kubernetes"]?.string.flatMap { Version($0) },
      linkerd: facts["linkerd"]?["version"]?.string.flatMap { EdgeTag($0) }.map { .tag($0) })
  }
}
