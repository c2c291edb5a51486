import Diagnostics
import Topology

/// Ports of one address that two API servers or gateways are to listen on.
enum SharedPortRule: TopologyRule {
  static let codes: [Code] = [.sharedPort]

  static let explanation = """
    Clusters on one machine, as kind makes them, share its addresses, so each of their API servers and
    gateways has a port of its own there. The second one on a port does not start, or a client
    reaches the wrong cluster and fails at its certificate.

    Example: 'apiServer: https://10.0.0.1:6443' in two clusters.

    Cure: another port for one of them.
    """

  /// Something that listens on a port of an address.
  private struct Listener {
    var host: String
    var port: Int
    var place: Place
    /// What listens, for a message.
    var name: String
  }

  static func check(_ topology: Topology) -> [Diagnostic] {
    var first: [String: Listener] = [:]
    var found: [Diagnostic] = []
    for listener in topology.clusters.flatMap(listeners) {
      let key = "\(listener.host) \(listener.port)"
      guard let other = first[key] else {
        first[key] = listener
        continue
      }
      found.append(
        Diagnostic(
          .sharedPort,
          "\(listener.name) and \(other.name) are both to listen on port \(listener.port) of \(listener.host)",
          at: listener.place,
          secondary: other.place == listener.place
            ? [] : [Label(other.place, "\(other.name), here")],
          help: ["give one of them another port"]))
    }
    return found
  }

  private static func listeners(of cluster: Topology.Member) -> [Listener] {
    var listeners: [Listener] = []
    if let apiServer = cluster.apiServer, let place = apiServer.place,
      isShared(apiServer.value.host)
    {
      listeners.append(
        Listener(
          host: apiServer.value.host, port: apiServer.value.port, place: place,
          name: "the API server of '\(cluster.name)'"))
    }
    guard let gateway = cluster.gateway, gateway.serviceType.value == .nodePort else {
      return listeners
    }
    for host in gateway.addresses.map(\.value.text) where isShared(host) {
      for port in [gateway.nodePort, gateway.probeNodePort].compactMap(\.self) {
        guard let place = port.place else { continue }
        listeners.append(
          Listener(
            host: host, port: port.value.number, place: place,
            name: "the gateway of '\(cluster.name)'"))
      }
    }
    return listeners
  }

  /// Whether the host means the same machine to whoever says it.
  private static func isShared(_ host: String) -> Bool {
    guard let address = IPAddress(host) else { return host != "localhost" }
    return !address.isLoopback && !address.isUnspecified
  }
}

extension Code {
  static let sharedPort = Code(
    "shared-port", .error, "two API servers or gateways are to listen on one port of one address")
}
