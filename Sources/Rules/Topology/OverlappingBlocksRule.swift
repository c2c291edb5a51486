import Diagnostics
import Topology

/// Blocks of addresses that overlap where traffic must tell them apart.
enum OverlappingBlocksRule: TopologyRule {
  static let codes: [Code] = [.overlappingCIDR, .overlappingCIDRAcrossClusters]
  static let judgesRepositories = true

  static let explanation = """
    The blocks of pods, services and nodes of one cluster must be disjoint: an address that lies in
    two of them is routed to one, and the other is unreachable, which shows as time-outs of some
    connections only. So must those of pods and services be from every network by which clusters
    reach each other, such as a VPN: an address of it that a cluster takes for its own never leaves.

    Between linked clusters it depends on the link. In flat and federated mode pods talk to pods of
    the other cluster by their own addresses, so a pod block must not overlap any block of the other
    cluster: that is an error. In gateway mode only the gateway's address is used; an overlap works
    until somebody changes the mode, so it is a warning. Service addresses never leave their cluster,
    so two equal service blocks are a warning too.

    Example: 'pods: 10.247.0.0/17' in studio and 'pods: 10.247.0.0/16' in pro, linked flat.

    Cure: give each cluster blocks of its own. The blocks of a running cluster cannot be changed; a
    new cluster can have them.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let free = FreeBlocks(in: topology)
    return topology.clusters.flatMap { within($0, free) }
      + pairs(of: topology).flatMap { across($0, topology, free) }
  }

  private static func within(
    _ cluster: Topology.Member, _ free: FreeBlocks
  ) -> [Diagnostic] {
    let blocks = blocks(of: cluster)
    return blocks.indices.flatMap { later in
      blocks[..<later].compactMap { earlier -> Diagnostic? in
        let block = blocks[later]
        guard block.block.overlaps(earlier.block), mustBeApart(block.use, earlier.use) else {
          return nil
        }
        return Diagnostic(
          .overlappingCIDR,
          "'\(block.use.rawValue)' of cluster '\(cluster.name)' overlap its '\(earlier.use.rawValue)'",
          at: block.place, label: relation(block, earlier),
          secondary: [
            Label(
              earlier.place,
              "its '\(earlier.use.rawValue)' \(earlier.use == .vpn ? "is" : "are") here")
          ],
          // The network of the nodes is there already; the others are chosen with the cluster.
          help: block.use == .nodes ? [] : help(free, after: block.block))
      }
    }
  }

  /// The blocks of a cluster; a VPN first, since it is there before the clusters are.
  private static func blocks(of cluster: Topology.Member) -> [Topology.Block] {
    cluster.blocks.filter { $0.use == .vpn } + cluster.blocks.filter { $0.use != .vpn }
  }

  /// Nodes may be members of the VPN.
  private static func mustBeApart(_ a: Topology.Block.Use, _ b: Topology.Block.Use) -> Bool {
    a != b && (a.isInternal || b.isInternal)
  }

  /// Two linked clusters, once for both directions, with the strictest mode between them.
  private struct Pair {
    var first: String
    var second: String
    var link: Topology.Link
  }

  private static func pairs(of topology: Topology) -> [Pair] {
    var pairs: [[String]: Pair] = [:]
    for link in topology.links {
      let names = [link.source, link.target].sorted()
      if let known = pairs[names], known.link.mode.routesPodToPod || !link.mode.routesPodToPod {
        continue
      }
      pairs[names] = Pair(first: names[0], second: names[1], link: link)
    }
    return pairs.values.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private static func across(
    _ pair: Pair, _ topology: Topology, _ free: FreeBlocks
  ) -> [Diagnostic] {
    guard let first = topology.cluster(pair.first), let second = topology.cluster(pair.second)
    else { return [] }
    return second.blocks.flatMap { block in
      first.blocks.compactMap { other -> Diagnostic? in
        guard block.block.overlaps(other.block), matters(block, other, pair.link.mode) else {
          return nil
        }
        if block.use == .vpn {
          return declares(first, block)
            ? nil : finding(other, of: first, block, of: second, pair, free)
        }
        if other.use == .vpn && declares(second, other) { return nil }
        return finding(block, of: second, other, of: first, pair, free)
      }
    }
  }

  /// Whether a cluster has the same VPN, so that its own blocks have been compared with it.
  private static func declares(_ cluster: Topology.Member, _ vpn: Topology.Block) -> Bool {
    cluster.blocks.contains { $0.use == .vpn && $0.block == vpn.block }
  }

  /// Nodes of two clusters may be in networks of the same addresses behind different hosts.
  private static func matters(
    _ block: Topology.Block, _ other: Topology.Block, _ mode: LinkMode
  ) -> Bool {
    let uses = [block.use, other.use]
    if uses.contains(.vpn) { return uses.contains(where: \.isInternal) }
    if uses.contains(.nodes) { return mode.routesPodToPod && uses.contains(.pods) }
    return true
  }

  private static func finding(
    _ block: Topology.Block, of cluster: Topology.Member, _ other: Topology.Block,
    of otherCluster: Topology.Member, _ pair: Pair, _ free: FreeBlocks
  ) -> Diagnostic {
    let mode = pair.link.mode
    let isError =
      other.use == .vpn || mode.routesPodToPod && (block.use == .pods || other.use == .pods)
    let code: Code = isError ? .overlappingCIDR : .overlappingCIDRAcrossClusters
    var diagnostic = Diagnostic(
      code,
      "'\(block.use.rawValue)' of cluster '\(cluster.name)' overlap '\(other.use.rawValue)' of linked cluster '\(otherCluster.name)'",
      at: block.place, label: relation(block, other),
      secondary: [
        Label(other.place, "'\(otherCluster.name)' declares it here"),
        Label(pair.link.place, "they are linked here, in \(mode.rawValue) mode"),
      ])
    if other.use == .vpn {
      diagnostic.notes = ["'\(cluster.name)' would take addresses of that network for its own"]
    } else if isError {
      diagnostic.notes = ["links in \(mode.rawValue) mode route from pod to pod"]
    } else if block.use == .services && other.use == .services {
      diagnostic.notes = ["service addresses stay in their cluster, so the link works"]
    } else {
      diagnostic.notes = ["a link in gateway mode works; in flat mode it would not"]
    }
    diagnostic.help = help(free, after: block.block)
    return diagnostic
  }

  private static func relation(_ block: Topology.Block, _ other: Topology.Block) -> String {
    if block.block == other.block { return "the same block" }
    return other.block.contains(block.block)
      ? "lies within \(other.block)" : "contains \(other.block)"
  }

  private static func help(_ free: FreeBlocks, after block: CIDRBlock) -> [String] {
    guard let next = free.next(after: block) else { return [] }
    // Beyond the private networks addresses are somebody's.
    let network = ClusterNetworksRule.assumed.first { $0.contains(block) }
    guard network?.contains(next) ?? true else { return [] }
    return ["the next free block is \(next)"]
  }
}

extension Code {
  static let overlappingCIDR = Code(
    "overlapping-cidr", .error, "two blocks of addresses overlap that must be disjoint")
  static let overlappingCIDRAcrossClusters = Code(
    "overlapping-cidr-across-clusters", .warning,
    "blocks of linked clusters overlap, which the link as it is bears")
}
