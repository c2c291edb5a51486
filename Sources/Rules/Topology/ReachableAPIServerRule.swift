import Diagnostics
import Topology

/// API servers that a linked cluster cannot reach.
enum ReachableAPIServerRule: TopologyRule {
  static let codes: [Code] = [.unreachableAPIServer, .missingAPIServer]

  static let explanation = """
    The service mirror of a source cluster watches the API server of its target, so the target's
    'network.apiServer' must be an address that means the same machine in both clusters. Loopback
    and 0.0.0.0, which kind and K3s write into their kubeconfig, mean the source's own pod. An
    address inside the source's pod or service block never leaves the source.

    Example: 'apiServer: https://127.0.0.1:6443' on a cluster that another one links to.

    Cure: the address of the host on the network that both clusters share; for kind set
    'networking.apiServerAddress' to it when the cluster is made.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for link in topology.links {
      guard let target = topology.cluster(link.target), let source = topology.cluster(link.source)
      else { continue }
      guard let apiServer = target.apiServer else {
        if topology.isComplete { found.append(missing(target, link)) }
        continue
      }
      guard let place = apiServer.place else { continue }
      if let reason = Reachability.obstacle(to: apiServer.value.host, from: source) {
        found.append(
          Diagnostic(
            .unreachableAPIServer,
            "cluster '\(link.source)' cannot reach the API server of '\(link.target)'",
            at: place, label: reason.words,
            secondary: [reason.cause, Label(link.place, "'\(link.source)' links to it here")]
              .compactMap { $0 },
            help: ["give the address of its host on the network that both clusters share"]))
      }
    }
    return found
  }

  private static func missing(
    _ target: Topology.Member, _ link: Topology.Link
  ) -> Diagnostic {
    Diagnostic(
      .missingAPIServer,
      "cluster '\(target.name)' is linked to, and does not say where its API server is",
      at: target.place, secondary: [Label(link.place, "'\(link.source)' links to it here")],
      help: ["add 'network.apiServer', such as 'https://10.0.0.1:6443'"])
  }
}

extension Code {
  static let unreachableAPIServer = Code(
    "unreachable-api-server", .error, "a linked cluster cannot reach an API server")
  static let missingAPIServer = Code(
    "missing-api-server", .error, "a cluster is linked to and has no API server's address")
}
