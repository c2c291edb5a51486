import Diagnostics
import Fields
import Topology
import Versions

extension Fleet {
  /// The fleet as the rules of networks and versions see it. What failed to decode is left out.
  ///
  /// - Parameter isComplete: whether nothing failed to decode.
  package func topology(isComplete: Bool) -> Topology {
    var topology = Topology(
      clusters: clusters.map { member($0) },
      links: links,
      flux: known(spec.flux.version)?.map(\.version),
      trustAnchors: anchors,
      brought: brought,
      isComplete: isComplete)
    for store in spec.requires?.secretStores ?? [] {
      topology.storeProviders[store.name] = store.value.provider.flatMap(known)
    }
    return topology
  }

  private var brought: Set<Requirement> {
    guard let requires = spec.requires else { return [] }
    return Set(requires.installers.map(\.0))
      .union(requires.secretStores.map { .secretStore($0.name) })
  }

  private var links: [Topology.Link] {
    let names = Set(clusters.map(\.name))
    return spec.links.flatMap { link in
      link.directions.compactMap { from, to in
        guard let mode = known(link.mode), let place = link.place,
          names.contains(from.value.text), names.contains(to.value.text),
          from.value != to.value
        else { return nil }
        return Topology.Link(
          from: from.value.text, to: to.value.text, mode: mode.value,
          at: place)
      }
    }
    .sorted { ($0.source, $0.target, $0.place) < ($1.source, $1.target, $1.place) }
  }

  private func member(_ cluster: Cluster) -> Topology.Member {
    let spec = cluster.spec
    var member = Topology.Member(name: cluster.name, place: cluster.place)
    member.distribution = known(spec.distribution)
    member.kubernetes = known(spec.kubernetes)?.map(\.version)
    member.hasMesh = spec.linkerd != nil
    member.linkerd = spec.linkerd.flatMap { known($0.version) }
    member.gatewayAPI = gatewayAPI
    member.blocks =
      blocks(.pods, spec.network.pods) + blocks(.services, spec.network.services)
      + blocks(.nodes, spec.network.nodes) + blocks(.vpn, spec.network.vpn)
    member.apiServer = spec.network.apiServer.flatMap(known)
    member.namespaces = spec.namespaces.map(namespace)
    member.identity = spec.linkerd?.identity.flatMap(identity)
    member.clusterNetworks = spec.linkerd?.clusterNetworks ?? []
    member.multicluster = spec.linkerd.flatMap(multicluster)
    member.gateway = spec.network.gateway.flatMap(gateway)
    member.linkEnds = spec.links.map { Topology.LinkEnd(to: $0.name, at: $0.place) }
    member.viz = spec.linkerd.flatMap(viz)
    member.podMonitors = spec.podMonitors.flatMap(podMonitors)
    member.traefik = withDashboard(spec)
    member.apps = spec.apps.map { app($0, of: cluster) }
    member.bootstrap = spec.bootstrap.flatMap(bootstrap)
    member.needs = needs(of: spec)
    member.chartValues = chartValues(of: spec)
    member.upkeep = spec.linkerd.flatMap(upkeep)
    return member
  }

  private func chartValues(of spec: ClusterSpec) -> [Topology.ChartValueUse] {
    let uses: [(Chart, FreeValue?)] = [
      (.controlPlane, spec.linkerd?.values),
      (.multicluster, spec.linkerd?.multicluster?.values), (.viz, spec.linkerd?.viz?.values),
    ]
    return uses.compactMap { chart, values in
      values.map { Topology.ChartValueUse(chart, $0) }
    }
  }

  /// The extension goes with the mesh.
  private func multicluster(_ linkerd: LinkerdSettings) -> Located<Bool>? {
    if linkerd.state.isKnown, linkerd.state.value == .absent, let place = linkerd.state.place {
      return Located(false, at: place)
    }
    guard let settings = linkerd.multicluster, settings.state.isKnown,
      let place = settings.state.place ?? settings.place
    else { return nil }
    return Located(settings.state.value == .present, at: place)
  }

  private func gateway(_ gateway: GatewaySpec) -> Topology.Gateway? {
    gateway.place.map { place in
      Topology.Gateway(
        addresses: gateway.addresses.compactMap(known), serviceType: gateway.serviceType,
        nodePort: gateway.nodePort.flatMap(known),
        probeNodePort: gateway.probeNodePort.flatMap(known), at: place)
    }
  }

  private func identity(_ settings: IdentitySettings) -> Topology.Identity? {
    var identity = issuer(settings)
    if case .source(let source)? = settings.issuer, let file = source.file, file.isKnown {
      identity?.certificates = issuers[file.value.text]
    }
    if case .source(let source) = settings.anchors, let file = source.file, file.isKnown {
      identity?.bundle = bundles[file.value.text]
    }
    return identity
  }

  private func issuer(_ settings: IdentitySettings) -> Topology.Identity? {
    switch settings.issuer {
    case .certManager(let issuer)?:
      return issuer.place.map { place in
        Topology.Identity(
          .certManager(
            duration: issuer.duration.map(\.seconds),
            renewBefore: issuer.renewBefore.map(\.seconds)),
          at: place)
      }
    case .secret(let name)?: return name.place.map { Topology.Identity(.secret, at: $0) }
    case .source(let source)?: return source.place.map { Topology.Identity(.secret, at: $0) }
    case nil: return nil
    }
  }

  private var gatewayAPI: Topology.GatewayAPI? {
    spec.requires?.gatewayAPI.flatMap { requirement in
      known(requirement.owner).map {
        Topology.GatewayAPI(owner: $0, version: known(requirement.version)?.map(\.version))
      }
    }
  }

  private func blocks(
    _ use: Topology.Block.Use, _ blocks: [Located<CIDRBlock>]
  ) -> [Topology.Block] {
    blocks.compactMap { block in
      block.place.map { Topology.Block(use, block.value, at: $0) }
    }
  }

  private func namespace(_ namespace: Named<NamespaceSpec>) -> Topology.Namespace {
    let spec = namespace.value
    return Topology.Namespace(
      name: namespace.name, place: namespace.place, inject: spec.inject.flatMap(known),
      manage: known(spec.manage), podSecurity: spec.podSecurity.flatMap(known),
      labels: entries(spec.labels), annotations: entries(spec.annotations))
  }

  private func entries(
    _ texts: [(key: String, value: Located<String>)]
  ) -> [Topology.Namespace.Entry] {
    texts.compactMap { key, value in
      known(value).map { Topology.Namespace.Entry(key: key, value: $0) }
    }
  }

  func known<Value>(_ located: Located<Value>) -> Located<Value>? {
    located.isKnown ? located : nil
  }
}
