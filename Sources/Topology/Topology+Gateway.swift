import Diagnostics

extension Topology {
  /// The gateway by which other clusters reach services of a cluster.
  package struct Gateway: Sendable {
    package var addresses: [Located<Host>]
    package var serviceType: Located<GatewayServiceType>
    package var nodePort: Located<NodePort>?
    package var probeNodePort: Located<NodePort>?
    /// Where it is described.
    package var place: Place

    package init(
      addresses: [Located<Host>], serviceType: Located<GatewayServiceType>,
      nodePort: Located<NodePort>? = nil, probeNodePort: Located<NodePort>? = nil, at place: Place
    ) {
      self.addresses = addresses
      self.serviceType = serviceType
      self.nodePort = nodePort
      self.probeNodePort = probeNodePort
      self.place = place
    }
  }

  /// What a cluster says of its link to another.
  package struct LinkEnd: Sendable {
    package var target: String
    /// Where the name of the target is written.
    package var place: Place

    package init(to target: String, at place: Place) {
      self.target = target
      self.place = place
    }
  }
}

/// How a gateway is reached from outside its cluster: the type of its Service.
package enum GatewayServiceType: String, Sendable, CaseIterable {
  /// At the addresses of a load balancer, by the gateway's own ports.
  case loadBalancer = "LoadBalancer"
  /// At the addresses of nodes, by two ports of theirs.
  case nodePort = "NodePort"
}
