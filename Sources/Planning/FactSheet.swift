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

  /// `fleet`, `cluster`, `gatewayAPI`, `linkerd` and `multicluster`; the last three are null where
  /// there is none.
  func facts(of cluster: Cluster) -> FactBuilder {
    var facts = shared
    facts.set("cluster", clusterFacts(cluster))
    if let gatewayAPI = fleet.spec.requires?.gatewayAPI {
      facts.set("gatewayAPI", gatewayFacts(gatewayAPI))
    } else {
      facts.set("gatewayAPI", .null)
    }
    if let linkerd = cluster.spec.linkerd {
      facts.set("linkerd", linkerdFacts(linkerd, cluster.spec.network))
    } else {
      facts.set("linkerd", .null)
    }
    if let multicluster = multiclusterFacts(cluster) {
      facts.set("multicluster", multicluster)
    } else {
      facts.set("multicluster", .null)
    }
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
    facts.set("requires", requirementFacts)
    return facts
  }

  private var requirementFacts: FactBuilder {
    var facts = builder
    facts.set("certManager", .null)
    if let certManager = fleet.spec.requires?.certManager {
      var installer = builder
      installer.set("kustomization", certManager.kustomization, \.text)
      installer.set(
        "namespace", certManager.namespace ?? fleet.spec.flux.source.namespace, \.text)
      facts.set("certManager", installer)
    }
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

  private func textFacts(_ texts: [(key: String, value: Located<String>)]) -> FactBuilder {
    var facts = builder
    for (key, value) in texts { facts.set(key, value, \.self) }
    return facts
  }

  private func gatewayFacts(_ requirement: GatewayAPIRequirement) -> FactBuilder {
    var facts = builder
    facts.set("owner", requirement.owner, \.rawValue)
    facts.set("version", requirement.version, \.version.description)
    return facts
  }

  private func linkerdFacts(_ linkerd: LinkerdSettings, _ network: Network) -> FactBuilder {
    var values = builder
    for name in linkerd.version.value.release?.gatewayAPIValues ?? [] {
      // One owner only: whoever `requires.gatewayAPI` names, never the chart.
      values.set(
        name, false,
        from: fleet.spec.requires?.gatewayAPI?.owner.origin ?? .assumed, linkerd.version.origin)
    }
    var facts = builder
    facts.set(
      "version", .string(VersionResolution.tag(of: linkerd.version.value, pins: pins)),
      from: linkerd.version.origin)
    facts.set("install", linkerd.install, \.rawValue)
    facts.set("namespace", .string(LinkerdRelease.namespace))
    facts.set("crdValues", values)
    facts.set(
      "highAvailability", .bool(linkerd.highAvailability.value),
      from: linkerd.highAvailability.origin)
    facts.set("identity", .null)
    if let identity = linkerd.identity {
      facts.set("identity", identityFacts(identity))
      facts.set("controlPlaneValues", controlPlaneValues(network))
    }
    facts.set("rerun", linkerd.rerun, \.self)
    if let cli = linkerd.cli { facts.set("cli", cliFacts(cli)) }
    return facts
  }

  private func identityFacts(_ identity: IdentitySettings) -> FactBuilder {
    var facts = builder
    facts.set("certManager", .null)
    if case .certManager(let issuer)? = identity.issuer {
      var certManager = builder
      certManager.set("kind", issuer.issuerRef.kind, \.rawValue)
      certManager.set("name", issuer.issuerRef.name, \.text)
      certManager.set("duration", issuer.duration, \.text)
      certManager.set("renewBefore", issuer.renewBefore, \.text)
      facts.set("certManager", certManager)
    }
    return facts
  }

  /// The values of chart linkerd-control-plane, of which every version has these.
  private func controlPlaneValues(_ network: Network) -> FactBuilder {
    var issuer = builder
    // The Secret comes from outside: the CLI makes no authority.
    issuer.set("scheme", "kubernetes.io/tls")
    var identity = builder
    identity.set("issuer", issuer)
    var values = builder
    values.set(
      "identityTrustAnchorsPEM",
      .string(fleet.anchors.map(\.certificate.normalisedPEM).joined()),
      from: fleet.spec.trustAnchor?.certificates.first?.origin ?? .assumed)
    values.set("identity", identity)
    if let v6 = (network.pods + network.services).first(where: { $0.value.family == .v6 }) {
      // The chart leaves IPv6 out unless told.
      values.set("disableIPv6", false, from: v6.origin)
    }
    return values
  }

  private func cliFacts(_ cli: CommandLineTool) -> FactBuilder {
    var facts = builder
    switch cli {
    case .image(let image):
      facts.set("kind", "image", from: image.origin)
      facts.set("image", image, \.text)
    case .download(let download):
      facts.set("kind", "download", from: download.image.origin)
      facts.set("image", download.image, \.text)
      facts.set("url", download.mirror, \.text)
      var digests = builder
      digests.set("amd64", download.sha256.amd64, \.text)
      digests.set("arm64", download.sha256.arm64, \.text)
      facts.set("sha256", digests)
      facts.set("proxy", .null)
      if let proxy = download.proxy {
        var urls = builder
        urls.set("http", proxy.http, \.text)
        urls.set("https", proxy.https, \.text)
        urls.set("no", proxy.no, \.self)
        facts.set("proxy", urls)
      }
    }
    return facts
  }
}
