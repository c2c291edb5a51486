import Difference
import Manifests
import Values

/// A comparison of fleets, with what happens on several clusters alike said once.
package struct SharedDifference: Sendable {
  /// Changes that happen on the same clusters.
  package struct Section: Sendable {
    /// Sorted; values, where they name the cluster, are those of the first.
    package let clusters: [String]
    package let changes: [ObjectDifference]

    fileprivate var worst: Int { changes.map(\.rank).min() ?? .max }
  }

  /// Clusters that one side alone has, with as many objects each.
  package struct WholeClusters: Sendable {
    package let clusters: [String]
    /// Those of the first.
    package let objects: [ObjectDifference]
  }

  /// Worst first.
  package let sections: [Section]
  package let added: [WholeClusters]
  package let removed: [WholeClusters]
  /// Every cluster on which something differs.
  package let clusters: [ClusterDifference]

  package init(_ difference: FleetDifference) {
    clusters = difference.clusters
    added = Self.whole(clusters.filter { $0.presence == .added })
    removed = Self.whole(clusters.filter { $0.presence == .removed })
    sections = Self.sections(clusters.filter { $0.presence == .kept })
  }

  /// A change of one object, and the clusters that have it.
  private struct Change {
    let difference: ObjectDifference
    /// As positions among the clusters.
    var clusters: [Int]
  }

  private static func sections(_ clusters: [ClusterDifference]) -> [Section] {
    var positions: [ChangeSignature: Int] = [:]
    var changes: [Change] = []
    for (number, cluster) in clusters.enumerated() {
      for object in cluster.objects {
        let signature = ChangeSignature(object, on: cluster.name)
        if let position = positions[signature] {
          changes[position].clusters.append(number)
        } else {
          positions[signature] = changes.count
          changes.append(Change(difference: object, clusters: [number]))
        }
      }
    }
    var order: [[Int]] = []
    var bySet: [[Int]: [ObjectDifference]] = [:]
    for change in changes {
      if bySet[change.clusters] == nil { order.append(change.clusters) }
      bySet[change.clusters, default: []].append(change.difference)
    }
    let sections = order.map { set in
      // Met on the first of the clusters, in the order of that one: worst first.
      Section(clusters: set.map { clusters[$0].name }, changes: bySet[set] ?? [])
    }
    return sections.sorted { a, b in
      let (first, second) = (a.worst, b.worst)
      if first != second { return first < second }
      if a.clusters.count != b.clusters.count { return a.clusters.count > b.clusters.count }
      return (a.clusters.first ?? "").precedesInBytes(b.clusters.first ?? "")
    }
  }

  private static func whole(_ clusters: [ClusterDifference]) -> [WholeClusters] {
    var order: [Set<ObjectIdentity>] = []
    var groups: [Set<ObjectIdentity>: [ClusterDifference]] = [:]
    for cluster in clusters {
      let identities = Set(cluster.objects.map(\.identity))
      if groups[identities] == nil { order.append(identities) }
      groups[identities, default: []].append(cluster)
    }
    return order.map { identities in
      let clusters = groups[identities] ?? []
      return WholeClusters(
        clusters: clusters.map(\.name), objects: clusters.first?.objects ?? [])
    }
  }
}

extension ObjectDifference {
  /// The lower the worse.
  package var rank: Int {
    if isLoud { return 0 }
    return switch change {
    case .refused: 1
    case .recreated: 2
    case .pruned: 3
    case .changed: 4
    case .created: 5
    case .orphaned: 6
    }
  }

  /// Whether more is lost than the object itself.
  package var isLoud: Bool {
    effects.contains { effect in
      switch effect {
      case .deletesNamespace, .deletesDefinition, .deletesData, .uninstalls, .renamed: true
      default: false
      }
    }
  }

  /// Whether the Pods of a Job run, for the first time or once more.
  package var runsJob: Bool { effects.contains(.runs) || effects.contains(.runsAgain) }
}
