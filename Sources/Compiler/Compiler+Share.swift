import Description
import Diagnostics
import Manifests
import Planning

extension Compiler {
  /// Says which files of the tree are for this share to compare, and, in the first one, what can only
  /// be known by a look at the clusters of the others.
  ///
  /// - Parameters:
  ///   - names: those of the share's clusters.
  ///   - bases: those that its clusters include.
  func divide(
    _ compilation: inout Compilation, giving names: Set<String>, _ passes: Passes,
    including bases: [RenderedBase]
  ) throws(CompilerError) {
    let tree = passes.fleet.spec.flux.path.value.text
    let all = Set(passes.fleet.clusters.map(\.name))
    let included = Set(bases.map(\.component))
    var elsewhere: Set<String> = []
    if share.hasRest {
      var ignored = Diagnostics()
      let others = all.subtracting(names)
      let locked = compilation.lock.bases(in: tree).subtracting(included)
      if !locked.isEmpty {
        let plan = passes.planner(only: others).plan(&ignored)
        elsewhere = passes.clusters(of: plan).basesIncluded(among: locked)
      }
      try compilation.reportUnusedAllowances { () throws(CompilerError) in
        try found(in: others, passes)
      }
    }
    compilation.treeShare = TreeShare(
      tree: tree, hasRest: share.hasRest, clusters: names, allClusters: all, bases: included,
      basesElsewhere: elsewhere)
  }

  /// Whatever is found in some clusters.
  private func found(
    in names: Set<String>, _ passes: Passes
  ) throws(CompilerError) -> Diagnostics {
    var diagnostics = Diagnostics()
    let plan = passes.planner(only: names).plan(&diagnostics)
    try judgeBootstrap(plan, &diagnostics)
    let outcome = passes.clusters(of: plan).run(&diagnostics)
    diagnostics.add(passes.explainer(only: names).diagnostics(for: outcome.findings))
    return diagnostics
  }
}
