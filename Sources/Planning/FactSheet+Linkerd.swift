import Cryptography
import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

extension FactSheet {
  func linkerdFacts(_ linkerd: LinkerdSettings, of spec: ClusterSpec) -> FactBuilder {
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
    setUpkeep(linkerd, of: spec, in: &facts)
    // What is to go gets no identity any more, and with it no control plane.
    if let identity = linkerd.identity, linkerd.state.value == .present {
      facts.set("identity", identityFacts(identity))
      facts.set("controlPlaneValues", controlPlaneValues(linkerd, identity, spec.network))
    }
    facts.set("rerun", linkerd.rerun, \.self)
    if let cli = linkerd.cli { facts.set("cli", cliFacts(cli)) }
    return facts
  }

  /// The values of chart linkerd-control-plane: those that every version has, and the user's.
  private func controlPlaneValues(
    _ linkerd: LinkerdSettings, _ settings: IdentitySettings, _ network: Network
  ) -> FactBuilder {
    var issuer = builder
    // The Secret comes from outside: the CLI makes no authority.
    issuer.set("scheme", "kubernetes.io/tls")
    var identity = builder
    identity.set("issuer", issuer)
    if case .trustManager(let place) = settings.anchors {
      // The chart leaves the ConfigMap of the anchors to trust-manager, and has them as a value all
      // the same: pods carry their digest, and checks compare them.
      identity.set("externalCA", true, from: place.map { .written($0) } ?? .assumed)
    }
    var values = builder
    values.set(
      "identityTrustAnchorsPEM",
      .string(anchorsPEM),
      from: fleet.spec.trustAnchor?.certificates.first?.origin ?? .assumed)
    values.set("identity", identity)
    if let v6 = (network.pods + network.services).first(where: { $0.value.family == .v6 }) {
      // The chart leaves IPv6 out unless told.
      values.set("disableIPv6", false, from: v6.origin)
    }
    if let first = linkerd.clusterNetworks.first {
      let blocks = linkerd.clusterNetworks.map(\.value.description)
      values.set("clusterNetworks", .string(blocks.joined(separator: ",")), from: first.origin)
    }
    values.merge(linkerd.values)
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
