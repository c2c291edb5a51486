import Description
import Diagnostics
import Fields
import Manifests
import Topology
import Values
import Versions

extension FactSheet {
  /// `multicluster`: what the extension is installed with, and the links that go out of a cluster.
  /// nil where the cluster takes part in no link and does not ask for it.
  func multiclusterFacts(_ cluster: Cluster) -> FactBuilder? {
    guard let linkerd = cluster.spec.linkerd else { return nil }
    let outgoing = links.links(from: cluster)
    let incoming = links.links(to: cluster)
    let settings = linkerd.multicluster
    if outgoing.isEmpty && incoming.isEmpty && settings == nil { return nil }
    var facts = builder
    facts.set("namespace", .string(MulticlusterRelease.namespace))
    facts.set("state", settings?.state ?? Located(.present, .assumed), \.rawValue)
    facts.set("values", multiclusterValues(cluster, outgoing, incoming))
    facts.set("links", outgoing.map(linkFacts))
    let sources = outgoing.compactMap { link -> SecretSource? in
      guard case .source(let source)? = link.credentials else { return nil }
      return source
    }
    facts.set("requires", references(for: sources))
    // One file may hold the Secrets of several links.
    var files: [Located<RepositoryPath>] = []
    for file in sources.compactMap(\.file) where !files.contains(where: { $0.value == file.value })
    {
      files.append(file)
    }
    facts.set("files", files, \.text)
    facts.set("hasSOPS", .bool(sources.contains(where: \.isSOPS)))
    facts.set("hasSealedSecrets", .bool(sources.contains(where: \.isSealedSecret)))
    return facts
  }

  /// What has to be ready before all of them, each once.
  private func references(for sources: [SecretSource]) -> [FactBuilder] {
    var found: [FactBuilder] = []
    for reference in sources.flatMap({ references(for: $0) })
    where !found.contains(where: { $0.facts.value == reference.facts.value }) {
      found.append(reference)
    }
    return found
  }

  /// The values of chart linkerd-multicluster: those that every version since 2.18 has, and the
  /// user's.
  private func multiclusterValues(
    _ cluster: Cluster, _ outgoing: [LinkTable.Direction], _ incoming: [Located<LinkMode>]
  ) -> FactBuilder {
    var values = builder
    values.set("identityTrustDomain", .string(LinkerdRelease.trustDomain))
    values.set("gateway", gatewayValues(cluster, incoming))
    values.set(
      "controllers",
      outgoing.map { link in
        var name = builder
        name.set("name", link.place, \.text)
        var reference = builder
        reference.set("ref", name)
        // Of a target without a gateway there is nothing to probe.
        var gateway = builder
        gateway.set("enabled", .bool(link.mode.value == .gateway), from: link.mode.origin)
        var controller = builder
        controller.set("link", reference)
        controller.set("gateway", gateway)
        return controller
      })
    values.merge(cluster.spec.linkerd?.multicluster?.values)
    return values
  }

  private func gatewayValues(
    _ cluster: Cluster, _ incoming: [Located<LinkMode>]
  ) -> FactBuilder {
    var values = builder
    let link = incoming.first { $0.value == .gateway }
    values.set("enabled", .bool(link != nil), from: link?.origin ?? .assumed)
    guard link != nil, let gateway = cluster.spec.network.gateway else { return values }
    values.set("serviceType", gateway.serviceType, \.rawValue)
    if let port = gateway.nodePort { values.set("nodePort", port) }
    if let port = gateway.probeNodePort {
      var probe = builder
      probe.set("nodePort", port)
      values.set("probe", probe)
    }
    return values
  }

  /// What Link and credentials of one link say.
  private func linkFacts(_ link: LinkTable.Direction) -> FactBuilder {
    var facts = builder
    facts.set("name", link.place, \.text)
    facts.set("mode", link.mode, \.rawValue)
    facts.set("domain", .string(LinkerdRelease.clusterDomain))
    facts.set("trustDomain", .string(LinkerdRelease.trustDomain))
    // Of the target, where the control plane is in the same namespace as everywhere.
    facts.set("linkerdNamespace", .string(LinkerdRelease.namespace))
    facts.set("selectors", selectors(of: link.mode))
    if link.mode.value == .gateway, let gateway = link.target.spec.network.gateway {
      facts.set("gateway", linkedGatewayFacts(gateway))
    } else {
      facts.set("gateway", .null)
    }
    facts.set("credentials", credentialsFacts(link))
    return facts
  }

  /// The fields of a Link that say which Services of the target are mirrored.
  private func selectors(of mode: Located<LinkMode>) -> FactBuilder {
    var facts = builder
    for export in mode.value.exportModes {
      var labels = builder
      labels.set(export.exportLabel.key, .string(export.exportLabel.value), from: mode.origin)
      var selector = builder
      selector.set("matchLabels", labels)
      facts.set(export.selectorField, selector)
    }
    return facts
  }

  /// `secret` is the name of both Secrets; `externalSecret` is null where they do not come that way.
  private func credentialsFacts(_ link: LinkTable.Direction) -> FactBuilder {
    var facts = builder
    let expected = ExpectedSecret.credentials(of: link.target.name)
    facts.set("secret", .string(expected.name), from: link.place.origin)
    facts.set("type", .string(expected.type))
    facts.set("externalSecret", .null)
    switch link.credentials {
    case .secret(let name)?: facts.set("secret", name, \.text)
    case .source(.externalSecret(let source))?:
      var external = builder
      external.set("store", storeFacts(source.store))
      external.set("key", source.key, \.self)
      external.set("refreshInterval", source.refreshInterval, \.text)
      facts.set("externalSecret", external)
    case .source?, nil: break
    }
    return facts
  }

  /// How a gateway is reached from outside; a Link has all of it as text.
  private func linkedGatewayFacts(_ gateway: GatewaySpec) -> FactBuilder {
    var facts = builder
    facts.set(
      "address", .string(gateway.addresses.map(\.value.text).joined(separator: ",")),
      from: gateway.addresses.first?.origin ?? .assumed)
    facts.set("identity", .string(MulticlusterRelease.gatewayIdentity))
    let isOnNodes = gateway.serviceType.value == .nodePort
    let port = isOnNodes ? gateway.nodePort : nil
    let probePort = isOnNodes ? gateway.probeNodePort : nil
    facts.set(
      "port", .string("\(port?.value.number ?? MulticlusterRelease.gatewayPort)"),
      from: port?.origin ?? gateway.serviceType.origin)
    facts.set(
      "probePort", .string("\(probePort?.value.number ?? MulticlusterRelease.probePort)"),
      from: probePort?.origin ?? gateway.serviceType.origin)
    return facts
  }

  /// `cluster.network.gateway`.
  func gatewayFacts(_ gateway: GatewaySpec) -> FactBuilder {
    var facts = builder
    facts.set("addresses", gateway.addresses, \.text)
    facts.set("serviceType", gateway.serviceType, \.rawValue)
    for (key, port) in [("nodePort", gateway.nodePort), ("probeNodePort", gateway.probeNodePort)] {
      if let port { facts.set(key, port) } else { facts.set(key, .null) }
    }
    return facts
  }
}

extension FactBuilder {
  fileprivate mutating func set(_ key: String, _ port: Located<NodePort>) {
    set(key, .integer(Int64(port.value.number)), from: port.origin)
  }
}

extension SecretSource {
  fileprivate var isSOPS: Bool { if case .sops = self { true } else { false } }

  fileprivate var isSealedSecret: Bool { if case .sealedSecret = self { true } else { false } }
}

extension LinkMode {
  /// The field of a Link that selects the Services which are offered in this mode.
  fileprivate var selectorField: String {
    switch self {
    case .gateway: "selector"
    case .flat: "remoteDiscoverySelector"
    case .federated: "federatedServiceSelector"
    }
  }
}
