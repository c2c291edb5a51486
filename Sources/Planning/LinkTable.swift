import Description
import Diagnostics
import Fields
import Topology

/// The links of a fleet by the clusters that they join; made once, since a fleet may have one for
/// every two clusters.
struct LinkTable: Sendable {
  struct Direction: Sendable {
    let target: Cluster
    let mode: Located<LinkMode>
    /// Where the target is named.
    let place: Located<LabelName>
    /// What the source says of it; nil where it says nothing.
    let credentials: LinkCredentials?
  }

  /// The links that go out of each cluster, sorted by target.
  private var outgoing: [String: [Direction]] = [:]
  /// The links by which each cluster is reached.
  private var incoming: [String: [Located<LinkMode>]] = [:]

  init(_ fleet: Fleet) {
    let clusters = Dictionary(
      fleet.clusters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let ends = clusters.mapValues { cluster in
      Dictionary(
        cluster.spec.links.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    for link in fleet.spec.links {
      for (from, to) in link.directions {
        guard let target = clusters[to.value.text] else { continue }
        outgoing[from.value.text, default: []].append(
          Direction(
            target: target, mode: link.mode, place: to,
            credentials: ends[from.value.text]?[to.value.text]?.credentials))
        incoming[to.value.text, default: []].append(link.mode)
      }
    }
    for name in outgoing.keys {
      outgoing[name]?.sort { $0.target.name < $1.target.name }
    }
  }

  func links(from cluster: Cluster) -> [Direction] { outgoing[cluster.name] ?? [] }

  func links(to cluster: Cluster) -> [Located<LinkMode>] { incoming[cluster.name] ?? [] }
}
