import Diagnostics
import Topology

/// Gateways that linked clusters cannot reach.
enum GatewayRule: TopologyRule {
  static let codes: [Code] = [
    .missingGateway, .unreachableGateway, .incompleteGateway, .missingLoadBalancer,
  ]

  static let explanation = """
    In mode gateway every connection goes to the gateway of the target, so its addresses must mean
    the same machine in both clusters: not loopback, not 0.0.0.0, not an address inside the source's
    own pods or services.

    A gateway of type LoadBalancer is reached by its own ports at what a load balancer gives it; kind
    and minikube bring none. One of type NodePort is reached at the nodes, by two ports: one for
    traffic, one for the probes that tell whether it is alive.

    Example: 'gateway: {addresses: 127.0.0.1}', or 'serviceType: NodePort' without 'probeNodePort'.

    Cure: 'gateway: {addresses: 10.0.0.1, serviceType: NodePort, nodePort: 30143, probeNodePort:
    30191}', with the address of a node on the network that the clusters share.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let links = topology.links.filter { $0.mode == .gateway }
    return links.flatMap { link -> [Diagnostic] in
      guard let target = topology.cluster(link.target) else { return [] }
      guard let gateway = target.gateway else {
        return topology.isComplete ? [missing(target, link)] : []
      }
      guard let source = topology.cluster(link.source) else { return [] }
      return unreachable(gateway, link, from: source)
    }
      + topology.clusters.flatMap { cluster -> [Diagnostic] in
        guard let gateway = cluster.gateway else { return [] }
        return [
          incomplete(gateway, cluster, topology), samePort(gateway, cluster),
          withoutLoadBalancer(gateway, cluster),
        ].compactMap { $0 }
      }
  }

  private static func missing(_ target: Topology.Member, _ link: Topology.Link) -> Diagnostic {
    Diagnostic(
      .missingGateway,
      "cluster '\(target.name)' is reached by its gateway, and does not say where that is",
      at: target.place, label: "has no 'network.gateway'",
      secondary: [Label(link.place, "'\(link.source)' links to it here, in gateway mode")],
      help: ["add 'network.gateway.addresses' to '\(target.name)': those that other clusters reach"]
    )
  }

  private static func unreachable(
    _ gateway: Topology.Gateway, _ link: Topology.Link, from source: Topology.Member
  ) -> [Diagnostic] {
    gateway.addresses.compactMap { address in
      guard let place = address.place,
        let obstacle = Reachability.obstacle(to: address.value.text, from: source)
      else { return nil }
      return Diagnostic(
        .unreachableGateway,
        "cluster '\(link.source)' cannot reach the gateway of '\(link.target)'",
        at: place, label: obstacle.words,
        secondary: [obstacle.cause, Label(link.place, "'\(link.source)' links to it here")]
          .compactMap { $0 },
        help: ["give an address on the network that both clusters share"])
    }
  }

  private static func incomplete(
    _ gateway: Topology.Gateway, _ cluster: Topology.Member, _ topology: Topology
  ) -> Diagnostic? {
    guard topology.isComplete, gateway.serviceType.value == .nodePort,
      let place = gateway.serviceType.place
    else { return nil }
    let missing = [("nodePort", gateway.nodePort), ("probeNodePort", gateway.probeNodePort)]
      .filter { $0.1 == nil }.map { "'\($0.0)'" }
    guard !missing.isEmpty else { return nil }
    return Diagnostic(
      .incompleteGateway,
      "the gateway of cluster '\(cluster.name)' has no \(missing.joined(separator: " and no "))",
      at: place, label: "is reached by ports of the nodes, one for traffic and one for probes",
      help: ["add \(missing.joined(separator: " and ")), from 30000 to 32767"])
  }

  private static func samePort(
    _ gateway: Topology.Gateway, _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard let port = gateway.nodePort, let probe = gateway.probeNodePort, port.value == probe.value,
      let place = probe.place
    else { return nil }
    return Diagnostic(
      .incompleteGateway,
      "the gateway of cluster '\(cluster.name)' has one port for traffic and for probes", at: place,
      label: "the same port", secondary: port.place.map { [Label($0, "traffic comes here")] } ?? [],
      help: ["give the probes a port of their own"])
  }

  /// Whoever writes the type knows of one that was installed.
  private static func withoutLoadBalancer(
    _ gateway: Topology.Gateway, _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard gateway.serviceType.origin == .assumed, let distribution = cluster.distribution,
      [.kind, .minikube].contains(distribution.value)
    else { return nil }
    return Diagnostic(
      .missingLoadBalancer,
      "the gateway of cluster '\(cluster.name)' waits for a load balancer", at: gateway.place,
      label: "its type is LoadBalancer, where nothing else is written",
      secondary: distribution.place.map {
        [Label($0, "\(distribution.value.rawValue) brings no load balancer")]
      } ?? [],
      help: [
        "write 'serviceType: NodePort' with its two ports; or 'serviceType: LoadBalancer', where you have installed one"
      ])
  }
}

extension Code {
  static let missingGateway = Code(
    "missing-gateway", .error, "a cluster is reached by its gateway and does not say where that is")
  static let unreachableGateway = Code(
    "unreachable-gateway", .error, "a linked cluster cannot reach a gateway")
  static let incompleteGateway = Code(
    "incomplete-gateway", .error, "a gateway on nodes lacks one of its two ports")
  static let missingLoadBalancer = Code(
    "missing-load-balancer", .warning, "a gateway waits for a load balancer that nobody brings")
}
