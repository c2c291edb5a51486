import Cryptography
import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

/// What templates may read; what the description leaves out is null, so that `$if` can ask for it.
///
/// Every name, address and version ready to use, so that they stay short.
struct FactSheet {
  let fleet: Fleet
  let pins: [ResolvedVersion]
  let isRecording: Bool
  let links: LinkTable

  init(fleet: Fleet, pins: [ResolvedVersion], isRecording: Bool) {
    self.fleet = fleet
    self.pins = pins
    self.isRecording = isRecording
    links = LinkTable(fleet)
  }

  /// `fleet`: the facts that every cluster shares.
  var shared: FactBuilder {
    var facts = builder
    facts.set("fleet", fleetFacts)
    return facts
  }

  /// `fleet`, `cluster`, `bootstrap`, `gatewayAPI`, `linkerd`, `multicluster`, `podMonitors`, `traefik`,
  /// `apps` and `viz`; all but the first three are null where there is none.
  func facts(of cluster: Cluster) -> FactBuilder {
    var facts = shared
    facts.set("cluster", clusterFacts(cluster))
    facts.set("gatewayAPI", orNull: fleet.spec.requires?.gatewayAPI.map(gatewayFacts))
    facts.set("linkerd", orNull: cluster.spec.linkerd.map { linkerdFacts($0, of: cluster.spec) })
    facts.set("multicluster", orNull: multiclusterFacts(cluster))
    facts.set("viz", orNull: cluster.spec.linkerd?.viz.map { vizFacts($0, of: cluster) })
    facts.set("podMonitors", orNull: podMonitorFacts(cluster))
    facts.set("traefik", orNull: cluster.spec.traefik.map(traefikFacts))
    facts.set("apps", orNull: appFacts(cluster))
    facts.set("bootstrap", bootstrapFacts(cluster.spec))
    return facts
  }

  var builder: FactBuilder { FactBuilder(isRecording: isRecording) }

  private var fleetFacts: FactBuilder {
    let flux = fleet.spec.flux
    var source = builder
    source.set("kind", flux.source.kind, \.rawValue)
    source.set("name", flux.source.name, \.text)
    source.set("namespace", flux.source.namespace, \.text)
    var facts = builder
    facts.set("name", .string(fleet.name), from: .written(fleet.place))
    facts.set("tree", flux.path, \.text)
    facts.set("interval", flux.interval, \.text)
    facts.set("source", source)
    set(flux.decryption, in: &facts)
    facts.set("requires", requirementFacts)
    return facts
  }

  private func clusterFacts(_ cluster: Cluster) -> FactBuilder {
    let spec = cluster.spec
    var network = builder
    network.set("pods", spec.network.pods, \.description)
    network.set("services", spec.network.services, \.description)
    network.set("nodes", spec.network.nodes, \.description)
    network.set("apiServer", spec.network.apiServer, \.description)
    if let gateway = spec.network.gateway {
      network.set("gateway", gatewayFacts(gateway))
    } else {
      network.set("gateway", .null)
    }
    var facts = builder
    facts.set("name", .string(cluster.name), from: .written(cluster.place))
    facts.set("kubernetes", spec.kubernetes, \.version.description)
    facts.set("distribution", spec.distribution, \.rawValue)
    facts.set("network", network)
    facts.set("namespaces", spec.namespaces.map(namespaceFacts))
    return facts
  }

  private func namespaceFacts(_ namespace: Named<NamespaceSpec>) -> FactBuilder {
    var facts = builder
    facts.set("name", .string(namespace.name), from: .written(namespace.place))
    facts.set("inject", namespace.value.inject, \.rawValue)
    facts.set("manage", namespace.value.manage, \.rawValue)
    facts.set("podSecurity", namespace.value.podSecurity, \.rawValue)
    facts.set("labels", textFacts(namespace.value.labels))
    facts.set("annotations", textFacts(namespace.value.annotations))
    return facts
  }

  func textFacts(_ texts: [(key: String, value: Located<String>)]) -> FactBuilder {
    var facts = builder
    for (key, value) in texts { facts.set(key, value, \.self) }
    return facts
  }
}
