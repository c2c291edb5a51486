import Description
import Diagnostics
import FileTree
import Layout
import Manifests

/// The part of a fleet that a run answers for: it plans, renders, judges and compares that alone.
///
/// The shares of one commit together are the whole. What is of no cluster falls to the first shard;
/// what clusters share, to whoever has one of them.
package enum Share: Hashable, Sendable {
  case whole
  /// What some clusters get, by their names.
  case clusters(Set<String>)
  /// One of several equal parts, counted from one.
  case shard(Int, of: Int)

  /// The clusters of the share; nil for all of them.
  ///
  /// Clusters are dealt out in the order of their names, so that no shard has two more than another.
  /// A cluster that comes moves others to another shard, which no run can tell: shards meet only
  /// those of the same commit.
  func clusters(among all: [Cluster]) -> Set<String>? {
    switch self {
    case .whole: nil
    case .clusters(let names): Set(all.map(\.name).filter(names.contains))
    case .shard(let number, let count):
      Set(stride(from: number - 1, to: all.count, by: count).map { all[$0].name })
    }
  }

  /// Whether what is of no cluster is judged here.
  var hasRest: Bool {
    switch self {
    case .whole: true
    case .clusters: false
    case .shard(let number, _): number == 1
    }
  }
}

/// Which files of the tree a share answers for, by their paths.
struct TreeShare: Sendable {
  /// The folder of the tree.
  let tree: String
  let hasRest: Bool
  let clusters: Set<String>
  /// The clusters of the description.
  let allClusters: Set<String>
  /// The components whose bases the share's clusters include.
  let bases: Set<String>
  /// Of the other bases in the lock, those that other clusters include.
  let basesElsewhere: Set<String>

  func holds(_ path: String) -> Bool {
    switch TreeOwner(of: path, in: tree) {
    case .cluster(let name): clusters.contains(name) || hasRest && !allClusters.contains(name)
    case .base(let component):
      bases.contains(component) || hasRest && !basesElsewhere.contains(component)
    case .fleet: hasRest
    }
  }
}

extension Lock {
  /// The components whose bases it names files of.
  func bases(in tree: String) -> Set<String> {
    Set(
      files.compactMap { file in
        guard case .base(let component) = TreeOwner(of: file.path, in: tree) else { return nil }
        return component
      })
  }
}

extension Compilation {
  /// Leaves out what was told before there was a plan, as far as it is for others to tell: for the
  /// first shard, or for whoever has the cluster that it is about.
  mutating func leaveOut(_ told: Diagnostics, forWhoeverHas share: Share, of fleet: Fleet) {
    struct Finding: Hashable {
      let code: Code
      let place: Place
    }
    let isMine: (Diagnostic) -> Bool
    switch share {
    case .whole, .shard(1, _): return
    case .shard: isMine = { _ in false }
    case .clusters(let names):
      let mine = fleet.clusters.filter { names.contains($0.name) }.map(\.place.path)
      let others = Set(fleet.clusters.map(\.place.path)).subtracting(mine + [fleet.place.path])
      isMine = { diagnostic in
        ([diagnostic.primary] + diagnostic.secondary).contains { !others.contains($0.place.path) }
      }
    }
    let all = told.sorted + told.sortedAllowed.map(\.diagnostic)
    let left = Set(
      all.filter { !isMine($0) }.map {
        Finding(code: $0.code, place: $0.primary.place)
      })
    diagnostics.keep { !left.contains(Finding(code: $0.code, place: $0.primary.place)) }
  }
}
