import Diagnostics
import Versions

/// Clusters, their address blocks and the links between them: what the rules of networks and
/// versions judge, whoever described it.
package struct Topology: Sendable {
  /// Sorted by name.
  package let clusters: [Member]
  /// Directed; sorted by source, then target.
  package var links: [Link]
  /// The version of Flux that reconciles every cluster.
  package var flux: Located<Version>?
  /// What every cluster trusts.
  package var trustAnchors: [TrustAnchor]
  /// Seconds since 1970, for what holds until a day; nil where time is not to matter.
  package var now: Int64?
  /// What somebody is named to bring.
  package var brought: Set<Requirement>
  /// What kind of service each store of secrets reads from, where that is said, by the store's name.
  package var storeProviders: [String: Located<String>] = [:]
  /// Whether everything could be read: only then does what is absent mean anything.
  package var isComplete: Bool
  /// Where each cluster is, by its name: a fleet may have a link for every two of them.
  private let positions: [String: Int]

  package init(
    clusters: [Member], links: [Link], flux: Located<Version>?, trustAnchors: [TrustAnchor] = [],
    brought: Set<Requirement> = [], isComplete: Bool
  ) {
    self.trustAnchors = trustAnchors
    self.brought = brought
    self.clusters = clusters
    self.links = links
    self.flux = flux
    self.isComplete = isComplete
    positions = Dictionary(
      clusters.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func cluster(_ name: String) -> Member? { positions[name].map { clusters[$0] } }
}

extension Topology {
  /// One cluster. What is unknown is nil or absent: no rule may conclude anything from it.
  package struct Member: Sendable {
    package let name: String
    /// Where the cluster is declared.
    package let place: Place
    package var distribution: Located<Distribution>?
    package var kubernetes: Located<Version>?
    package var hasMesh = true
    package var linkerd: Located<LinkerdVersion>?
    package var gatewayAPI: GatewayAPI?
    package var blocks: [Block] = []
    package var apiServer: Located<Endpoint>?
    package var namespaces: [Namespace] = []
    package var identity: Identity?
    /// What its mesh takes for addresses of clusters; empty where that is the default.
    package var clusterNetworks: [Located<CIDRBlock>] = []
    /// Whether the multicluster extension is asked for or to go, where something is said of it.
    package var multicluster: Located<Bool>?
    /// The cluster's own gateway.
    package var gateway: Gateway?
    /// Its ends of links to other clusters.
    package var linkEnds: [LinkEnd] = []
    package var viz: Viz?
    package var podMonitors: PodMonitors?
    package var traefik: Traefik?
    /// Sorted by name.
    package var apps: [App] = []
    package var bootstrap: Bootstrap?
    package var needs: [Need] = []
    package var chartValues: [ChartValueUse] = []
    package var upkeep: Upkeep?

    package init(name: String, place: Place) {
      self.name = name
      self.place = place
    }
  }

  /// A block of addresses and what a cluster uses it for.
  package struct Block: Sendable {
    package enum Use: String, Sendable {
      case pods
      case services
      case nodes
      case vpn

      /// Whether the addresses mean something within their cluster alone.
      package var isInternal: Bool { self == .pods || self == .services }
    }

    package var use: Use
    package var block: CIDRBlock
    package var place: Place

    package init(_ use: Use, _ block: CIDRBlock, at place: Place) {
      self.use = use
      self.block = block
      self.place = place
    }
  }

  /// A namespace that is made or annotated.
  package struct Namespace: Sendable {
    /// A label or an annotation that the user adds.
    package struct Entry: Sendable {
      package var key: String
      package var value: Located<String>

      package init(key: String, value: Located<String>) {
        self.key = key
        self.value = value
      }
    }

    package var name: String
    /// Where the name is written.
    package var place: Place
    package var inject: Located<Injection>?
    package var manage: Located<NamespaceManagement>?
    package var podSecurity: Located<PodSecurity>?
    package var labels: [Entry]
    package var annotations: [Entry]

    package init(
      name: String, place: Place, inject: Located<Injection>? = nil,
      manage: Located<NamespaceManagement>? = nil, podSecurity: Located<PodSecurity>? = nil,
      labels: [Entry] = [], annotations: [Entry] = []
    ) {
      self.name = name
      self.place = place
      self.inject = inject
      self.manage = manage
      self.podSecurity = podSecurity
      self.labels = labels
      self.annotations = annotations
    }
  }

  /// `source` reaches services of `target`.
  package struct Link: Hashable, Sendable {
    package var source: String
    package var target: String
    package var mode: LinkMode
    package var place: Place

    package init(from source: String, to target: String, mode: LinkMode, at place: Place) {
      self.source = source
      self.target = target
      self.mode = mode
      self.place = place
    }
  }

  package struct GatewayAPI: Sendable {
    package var owner: Located<GatewayAPIOwner>
    package var version: Located<Version>?

    package init(owner: Located<GatewayAPIOwner>, version: Located<Version>?) {
      self.owner = owner
      self.version = version
    }
  }
}

/// How traffic of a link travels (https://linkerd.io/2-edge/features/multicluster/).
package enum LinkMode: String, Sendable, CaseIterable {
  /// Through the target's gateway.
  case gateway
  /// From pod to pod, addressed by the target's mirrored service.
  case flat
  /// From pod to pod, one service over all clusters.
  case federated

  /// Whether pods of one cluster must reach pods of the other.
  package var routesPodToPod: Bool { self != .gateway }
}

/// What made the cluster.
package enum Distribution: String, Sendable, CaseIterable {
  case kind
  case k3s
  case minikube
  case other
}

/// Who brings the Gateway API's CRDs.
package enum GatewayAPIOwner: String, Sendable, CaseIterable {
  case mooring
  case k3s
  case external
}

/// A level of the pod security standards.
package enum PodSecurity: String, Sendable, CaseIterable {
  case privileged
  case baseline
  case restricted
}

/// Whether new pods of a namespace get a proxy: the value of annotation `linkerd.io/inject`.
package enum Injection: String, Sendable, CaseIterable {
  case enabled
  case disabled
  /// A proxy in ingress mode.
  case ingress
}

/// How much of a namespace is ours.
package enum NamespaceManagement: String, Sendable, CaseIterable {
  /// The namespace itself, which is made where there is none.
  case whole
  /// Annotations alone, of a namespace that somebody else makes.
  case annotationsOnly
}
