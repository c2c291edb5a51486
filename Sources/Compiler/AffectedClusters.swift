import FileTree
import Layout
import Manifests
import Values

/// The clusters that a change reaches: those that get something else than before.
///
/// What counts is what a cluster gets: the objects of its own, the bases that it includes, its
/// bootstrap configuration and its kustomize Components. How the description says it does not.
package struct AffectedClusters: Sendable {
  package enum Reason: String, Sendable {
    /// Was not there before.
    case created
    /// Gets something else than before.
    case changed
    /// Has files in the tree that are not what the description gives.
    case drifted
    /// What it got before cannot be told.
    case unknown
  }

  package struct Cluster: Sendable {
    package let name: String
    package let reason: Reason
    /// How many of its files differ, those of its bases among them.
    package let files: Int
  }

  /// Sorted by name.
  package let clusters: [Cluster]
  /// Those that left the description, sorted by name.
  package let removed: [String]
  /// How many clusters there are now.
  package let total: Int

  /// - Parameters:
  ///   - before: the tree before the change, beside what is compiled now; nil where that cannot be
  ///     told.
  ///   - now: the tree as it is now, beside what is compiled; nil where there is none.
  package init(
    _ compiled: Compilation.Output, before: TreeComparison?, now: TreeComparison?
  ) {
    let changes = FileCounts(before, tree: compiled.plan.tree) { $0.isChange }
    let drifts = FileCounts(now, tree: compiled.plan.tree) { $0.change != .unchanged }
    let old = FileCounts(before, tree: compiled.plan.tree) { $0.wasThere }
    let names = compiled.fleet.clusters.map(\.name)
    total = names.count
    clusters = compiled.fleet.clusters.compactMap { cluster in
      let changed = changes.count(for: cluster)
      let drifted = drifts.count(for: cluster)
      let reason: Reason? =
        if before == nil {
          .unknown
        } else if old.count(of: .cluster(cluster.name)) == 0 {
          .created
        } else if changed > 0 {
          .changed
        } else {
          drifted > 0 ? .drifted : nil
        }
      return reason.map {
        Cluster(name: cluster.name, reason: $0, files: $0 == .drifted ? drifted : changed)
      }
    }
    removed = old.clusters.subtracting(names).sorted { $0.precedesInBytes($1) }
  }
}

/// How many files of a comparison are of a kind, by whose they are.
private struct FileCounts {
  private var counts: [TreeOwner: Int] = [:]

  init(
    _ comparison: TreeComparison?, tree: String, where isCounted: (TreeComparison.Entry) -> Bool
  ) {
    for entry in comparison?.entries ?? [] where isCounted(entry) {
      counts[TreeOwner(of: entry.path, in: tree), default: 0] += 1
    }
  }

  var clusters: Set<String> {
    Set(
      counts.keys.compactMap { owner in
        guard case .cluster(let name) = owner else { return nil }
        return name
      })
  }

  func count(of owner: TreeOwner) -> Int { counts[owner] ?? 0 }

  /// Of the cluster's own files, and of those of the bases that it includes.
  func count(for cluster: RenderedCluster) -> Int {
    cluster.components.filter(\.includesBase).reduce(count(of: .cluster(cluster.name))) {
      $0 + count(of: .base($1.name))
    }
  }
}

extension TreeComparison.Entry {
  fileprivate var wasThere: Bool { change == .unchanged || present != nil }

  /// Whether Flux gets something else by it, whatever its comments are.
  fileprivate var isChange: Bool {
    if change == .unchanged { return false }
    guard let present, let desired else { return true }
    return ManifestText.body(of: present) != ManifestText.body(of: desired)
  }
}
