import Diagnostics
import Topology

/// Networks that kind cannot make as they are described.
enum KindClusterRule: TopologyRule {
  static let codes: [Code] = [.ipv6BeforeIPv4, .missingListenAddress]

  static let explanation = """
    A node of kind with addresses of both families has its IPv4 address first, and its API server is
    advertised by that one. kube-apiserver does not start where the first block of services is of
    another family ("service IP family must match public address family"). So IPv4 comes first.

    kind opens the API server on one address of the machine, 127.0.0.1 unless it is told another. A
    name in 'network.apiServer' does not say which.

    Example: 'services: [fd00:10:96::/112, 10.96.0.0/16]' with 'distribution: kind'.

    Cure: IPv4 first; 'bootstrap.listenAddress' with the address that the name stands for.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.filter { $0.distribution?.value == .kind }.flatMap { cluster in
      [disorder(of: cluster), topology.isComplete ? unlistened(cluster) : nil].compactMap(\.self)
    }
  }

  private static func disorder(of cluster: Topology.Member) -> Diagnostic? {
    let blocks = cluster.blocks.filter { $0.use == .services }
    guard blocks.count == 2, blocks[0].block.family == .v6, blocks[1].block.family == .v4 else {
      return nil
    }
    return Diagnostic(
      .ipv6BeforeIPv4, "kind makes no cluster whose first block of services is IPv6",
      at: blocks[0].place, label: "comes first",
      secondary: [Label(blocks[1].place, "IPv4 comes after it")],
      help: ["write '[\(blocks[1].block), \(blocks[0].block)]'"])
  }

  private static func unlistened(_ cluster: Topology.Member) -> Diagnostic? {
    guard let apiServer = cluster.apiServer, let place = apiServer.place,
      apiServer.value.address == nil, cluster.bootstrap?.listenAddress == nil
    else { return nil }
    return Diagnostic(
      .missingListenAddress,
      "kind would open the API server of cluster '\(cluster.name)' on 127.0.0.1 alone", at: place,
      label: "a name does not say on which address",
      help: [
        "add 'bootstrap.listenAddress': the machine's address that '\(apiServer.value.host)' stands for"
      ])
  }
}

extension Code {
  static let ipv6BeforeIPv4 = Code(
    "ipv6-before-ipv4", .error, "a cluster of kind has its IPv6 block before its IPv4 block")
  static let missingListenAddress = Code(
    "missing-listen-address", .error,
    "a cluster of kind does not say where it is reached")
}
