import Diagnostics
import Topology
import Versions

/// Addresses of pods and services that a mesh does not take for its own.
enum ClusterNetworksRule: TopologyRule {
  static let codes: [Code] = [.outsideClusterNetworks]

  static let explanation = """
    Linkerd's proxy looks up only those destinations that lie in 'clusterNetworks'; everything else
    it takes for the outside, and passes on without mTLS and without metrics. The default is the
    private blocks of IPv4 and fd00::/8. 'linkerd check' fails where pods or services lie outside.
    Over flat and federated links the pods of the other cluster are destinations, too.

    Example: 'pods: 198.18.0.0/16'.

    Cure: a private block; or 'linkerd.clusterNetworks' with that block beside the others.
    """

  /// What holds where nothing is written.
  static let assumed = LinkerdRelease.clusterNetworks.compactMap {
    try? (CIDRBlock.parse($0) as Result<CIDRBlock, CIDRBlock.ParseError>).get()
  }

  static func check(_ topology: Topology) -> [Diagnostic] {
    let routed = topology.links.filter(\.mode.routesPodToPod)
    return topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard cluster.hasMesh, let networks = networks(of: cluster) else { return [] }
      return cluster.blocks.filter(\.use.isInternal).compactMap {
        finding($0, of: cluster, networks, cluster, link: nil)
      }
    }
      + routed.flatMap { link -> [Diagnostic] in
        guard let source = topology.cluster(link.source),
          let target = topology.cluster(link.target),
          let networks = networks(of: source)
        else { return [] }
        let own = Self.networks(of: target)
        return target.blocks.filter { block in
          // Outside its own mesh's networks it has been told already.
          block.use == .pods && (own?.contains { $0.contains(block.block) } ?? true)
        }
        .compactMap { finding($0, of: target, networks, source, link: link) }
      }
  }

  /// nil where one of them could not be read.
  private static func networks(of cluster: Topology.Member) -> [CIDRBlock]? {
    if cluster.clusterNetworks.isEmpty { return assumed }
    return cluster.clusterNetworks.allSatisfy(\.isKnown)
      ? cluster.clusterNetworks.map(\.value) : nil
  }

  private static func finding(
    _ block: Topology.Block, of owner: Topology.Member, _ networks: [CIDRBlock],
    _ cluster: Topology.Member, link: Topology.Link?
  ) -> Diagnostic? {
    guard !networks.contains(where: { $0.contains(block.block) }) else { return nil }
    let secondary = [
      cluster.clusterNetworks.first?.place.map {
        Label($0, "the networks of '\(cluster.name)' are here")
      },
      link.map { Label($0.place, "'\(cluster.name)' reaches them by this link") },
    ].compactMap { $0 }
    let mesh = link == nil ? "its mesh" : "the mesh of '\(cluster.name)'"
    let all = (networks + [block.block]).map(\.description).joined(separator: ", ")
    return Diagnostic(
      .outsideClusterNetworks,
      "'\(block.use.rawValue)' of cluster '\(owner.name)' lie outside the networks of \(mesh)",
      at: block.place, label: "traffic to these addresses has no mTLS", secondary: secondary,
      help: ["write 'linkerd.clusterNetworks: [\(all)]' in cluster '\(cluster.name)'"])
  }
}

extension Code {
  static let outsideClusterNetworks = Code(
    "outside-cluster-networks", .error,
    "pods or services lie outside the networks that a mesh takes for its own")
}
