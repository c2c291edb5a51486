import Diagnostics
import Fields
import Topology
import Versions

/// One cluster: `spec` of a document of kind Cluster, over its groups' and the fleet's defaults.
package struct ClusterSpec: Described, Sendable {
  package let distribution: Located<Distribution>
  package let kubernetes: Located<KubernetesVersion>
  package let network: Network
  package let namespaces: [Named<NamespaceSpec>]
  package let linkerd: LinkerdSettings?
  package let links: [Named<LinkSettings>]
  package let podMonitors: PodMonitorsSpec?
  package let traefik: TraefikSettings?
  package let apps: [Named<AppSpec>]
  package let bootstrap: BootstrapSettings?
  package let patches: [PatchSpec]

  package init(_ fields: inout Fields) {
    distribution = fields.optional(
      "distribution", Distribution.self, default: .other, shown: "other", "what made the cluster")
    kubernetes = fields.required(
      "kubernetes", KubernetesVersion.self, "the minor version of Kubernetes")
    network = fields.required("network", Network.self, "the cluster's addresses")
    namespaces = fields.named(
      "namespaces", by: LabelName.self, NamespaceSpec.self,
      "namespaces that Mooring makes or annotates; Linkerd's own need no mention")
    linkerd = fields.optional("linkerd", LinkerdSettings.self, "the mesh; without it there is none")
    links = fields.named(
      "links", by: LabelName.self, LinkSettings.self,
      "what this cluster needs for its links, by the name of the cluster that is reached")
    podMonitors = fields.optional(
      "podMonitors", PodMonitorsSpec.self,
      "PodMonitors, which make a Prometheus of the Prometheus operator scrape the mesh")
    traefik = fields.optional(
      "traefik", TraefikSettings.self,
      "what Traefik needs for the mesh: middlewares, routes, and how its own pods are meshed")
    bootstrap = fields.optional(
      "bootstrap", BootstrapSettings.self,
      "what the cluster is made with: kind.yaml of kind, config.yaml of K3s")
    apps = fields.named(
      "apps", by: AppName.self, AppSpec.self,
      "applications, and what the mesh asks of their manifests")
    patches = fields.list(
      "patches", PatchSpec.self,
      "changes of generated objects, the last resort: each names the one object that it changes")
  }
}

/// The addresses of a cluster.
package struct Network: Described, Sendable {
  package let pods: [Located<CIDRBlock>]
  package let services: [Located<CIDRBlock>]
  package let nodes: [Located<CIDRBlock>]
  package let vpn: [Located<CIDRBlock>]
  package let apiServer: Located<Endpoint>?
  package let gateway: GatewaySpec?

  package init(_ fields: inout Fields) {
    pods = fields.oneOrMore(
      "pods", ClusterBlock.self, required: true,
      "the block of pod addresses; one of IPv4, one of IPv6"
    ).map { $0.map(\.block) }
    services = fields.oneOrMore(
      "services", ClusterBlock.self, required: true,
      "the block of service addresses; one of IPv4, one of IPv6"
    ).map { $0.map(\.block) }
    nodes = fields.oneOrMore(
      "nodes", NetworkBlock.self, required: false, "the network that the nodes are in"
    ).map { $0.map(\.block) }
    vpn = fields.oneOrMore(
      "vpn", NetworkBlock.self, required: false,
      "the networks, such as a VPN, by which clusters reach each other"
    ).map { $0.map(\.block) }
    apiServer = fields.optional(
      "apiServer", Endpoint.self, "where the API server is reached from other clusters")
    gateway = fields.optional(
      "gateway", GatewaySpec.self,
      "how other clusters reach services of this one, where they link to it in mode gateway")
  }
}

/// A namespace.
package struct NamespaceSpec: Described, Sendable {
  package let inject: Located<Injection>?
  package let manage: Located<NamespaceManagement>
  package let podSecurity: Located<PodSecurity>?
  package let labels: [(key: String, value: Located<String>)]
  package let annotations: [(key: String, value: Located<String>)]

  package init(_ fields: inout Fields) {
    inject = fields.optional(
      "inject", Injection.self, "whether its new pods get a proxy (annotation linkerd.io/inject)")
    manage = fields.optional(
      "manage", NamespaceManagement.self, default: .whole, shown: "whole",
      "how much of it is Mooring's")
    podSecurity = fields.optional(
      "podSecurity", PodSecurity.self,
      "the pod security standard that is enforced (label pod-security.kubernetes.io/enforce)")
    labels = fields.texts("labels", "more labels")
    annotations = fields.texts("annotations", "more annotations")
  }
}
