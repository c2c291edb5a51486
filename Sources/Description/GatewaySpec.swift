import Diagnostics
import Fields
import Topology

/// The gateway by which linked clusters reach services of this one.
package struct GatewaySpec: Described, Sendable {
  package let addresses: [Located<Host>]
  package let serviceType: Located<GatewayServiceType>
  package let nodePort: Located<NodePort>?
  package let probeNodePort: Located<NodePort>?
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    addresses = fields.oneOrMore(
      "addresses", Host.self, required: true,
      "where other clusters reach it: of the load balancer, or of nodes")
    serviceType = fields.optional(
      "serviceType", GatewayServiceType.self, default: .loadBalancer, shown: "LoadBalancer",
      "the type of its Service")
    nodePort = fields.optional(
      "nodePort", NodePort.self, "the port of nodes for traffic; with NodePort it has to be written"
    )
    probeNodePort = fields.optional(
      "probeNodePort", NodePort.self,
      "the port of nodes for liveness probes; with NodePort it has to be written")
  }
}
