import Diagnostics
import Layout
import Manifests
import Rendering
import Rules

/// Renders, judges and lays out: first what clusters share, then each cluster by itself.
struct ClusterCompilation {
  let renderer: Renderer
  let plan: FleetPlan

  struct Outcome {
    let fleet: RenderedFleet
    /// Sorted by path.
    let files: [TreeFile]
    let findings: [Finding]
  }

  func run(_ diagnostics: inout Diagnostics) -> Outcome {
    let bases = renderer.bases(of: plan, &diagnostics)
    let shared = RenderedFleet(
      tree: plan.tree, description: plan.description, bases: bases, clusters: [])
    let layout = TreeLayout(shared)
    var files = layout.sharedFiles(&diagnostics)
    var clusters: [RenderedCluster] = []
    var findings: [Finding] = []
    for cluster in plan.clusters {
      let rendered = renderer.cluster(cluster, of: plan, bases: bases, &diagnostics)
      findings += RuleBook.check(
        ClusterView(name: cluster.name, objects: shared.objects(of: rendered)))
      files += layout.files(of: rendered, &diagnostics)
      clusters.append(rendered)
    }
    return Outcome(
      fleet: RenderedFleet(
        tree: plan.tree, description: plan.description, bases: bases, clusters: clusters),
      files: files.sorted { $0.file.path.utf8.lexicographicallyPrecedes($1.file.path.utf8) },
      findings: findings)
  }
}
