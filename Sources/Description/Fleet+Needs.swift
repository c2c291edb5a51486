import Diagnostics
import Fields
import Topology

/// What a cluster needs that `requires` has to name.
extension Fleet {
  func needs(of spec: ClusterSpec) -> [Topology.Need] {
    identityNeeds(spec.linkerd?.identity) + spec.links.flatMap { linkNeeds($0.value) }
      + traefikNeeds(spec.traefik)
      + observabilityNeeds(spec)
  }

  private func linkNeeds(_ link: LinkSettings) -> [Topology.Need] {
    switch link.credentials {
    case .source(let source)?: needs(source)
    case .secret?, nil: []
    }
  }

  private func identityNeeds(_ identity: IdentitySettings?) -> [Topology.Need] {
    let issuer =
      switch identity?.issuer {
      case .certManager(let issuer)?:
        need(.certManager, at: issuer.place, "is issued by cert-manager")
      case .source(let source)?: needs(source)
      case .secret?, nil: [] as [Topology.Need]
      }
    let anchors =
      switch identity?.anchors {
      case .trustManager(let place)?: need(.trustManager, at: place, "carries the trust anchors")
      case .source(let source)?: needs(source)
      case .install?, nil: [] as [Topology.Need]
      }
    return issuer + anchors
  }

  /// What a Secret's source needs.
  func needs(_ source: SecretSource) -> [Topology.Need] {
    switch source {
    case .externalSecret(let external):
      need(.externalSecrets, at: external.place, "is made by the External Secrets operator")
        + need(
          .secretStore(external.store.value.text),
          at: external.store.isKnown ? external.store.place : nil, "is read from here")
    case .sops: []
    case .sealedSecret(let file):
      need(.sealedSecrets, at: file.place, "is opened by the Sealed Secrets controller")
    }
  }

  func need(_ requirement: Requirement, at place: Place?, _ use: String) -> [Topology.Need] {
    place.map { [Topology.Need(requirement, at: $0, use: use)] } ?? []
  }
}
