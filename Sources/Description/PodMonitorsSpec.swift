import Diagnostics
import Fields
import Topology

/// The PodMonitors by which a Prometheus operator makes its Prometheus scrape the mesh.
package struct PodMonitorsSpec: Described, Sendable {
  package let namespace: Located<LabelName>
  package let labels: [(key: String, value: Located<String>)]
  package let prometheus: ScraperSpec?
  /// Where the mapping is written.
  package let place: Place?

  package init(_ fields: inout Fields) {
    place = fields.place
    namespace = fields.required(
      "namespace", LabelName.self, "their namespace: one in which that Prometheus looks for them")
    labels = fields.texts(
      "labels", "their labels: those that 'podMonitorSelector' of that Prometheus asks for")
    prometheus = fields.optional(
      "prometheus", ScraperSpec.self,
      "who that Prometheus is; with it the proxies let it, and nobody else, read their metrics")
  }
}

/// What proves that a request for metrics comes from Prometheus.
package struct ScraperSpec: Described, Sendable {
  package let serviceAccount: Located<ObjectName>?
  package let namespace: Located<LabelName>?
  package let networks: [Located<CIDRBlock>]

  package init(_ fields: inout Fields) {
    serviceAccount = fields.optional(
      "serviceAccount", ObjectName.self,
      "its ServiceAccount, where its pods are meshed: their identity proves it")
    namespace = fields.optional(
      "namespace", LabelName.self,
      "the namespace of the ServiceAccount, where that is not the PodMonitors'")
    networks = fields.oneOrMore(
      "networks", CIDRBlock.self, required: false,
      "the blocks that its requests come from, where its pods are not meshed")
    if (serviceAccount == nil) == networks.isEmpty {
      fields.reportIncomplete(
        "Prometheus is known by its ServiceAccount, or by the networks it is in",
        help: "write 'serviceAccount: NAME' where its pods are meshed, 'networks: BLOCK' else")
    } else if serviceAccount == nil && namespace != nil {
      fields.reportIncomplete(
        "a namespace of no ServiceAccount", help: "add 'serviceAccount', or remove 'namespace'")
    }
  }
}
