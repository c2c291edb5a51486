/// A tag of Linkerd's edge channel, the only one with open artifacts since 2.15: `edge-25.10.7`.
package struct EdgeTag: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let number: Int

  package init(_ year: Int, _ month: Int, _ number: Int) {
    self.year = year
    self.month = month
    self.number = number
  }

  /// nil unless the text is `edge-YY.M.N`.
  package init?(_ text: String) {
    guard text.utf8.starts(with: "edge-".utf8),
      let numbers = Version.numbers(in: text.utf8.dropFirst(5)), numbers.count == 3,
      (1...12).contains(numbers[1])
    else { return nil }
    self.init(numbers[0], numbers[1], numbers[2])
  }

  package var description: String { "edge-\(year).\(month).\(number)" }

  package static func < (a: EdgeTag, b: EdgeTag) -> Bool {
    (a.year, a.month, a.number) < (b.year, b.month, b.number)
  }
}

/// What Mooring knows of one minor version of Linkerd.
package struct LinkerdRelease: Sendable {
  package let minor: Version
  /// The edge release that the project announced as this version.
  package let tag: EdgeTag
  /// Kubernetes: charts and CLI refuse what is older, the project tested up to the newer end.
  package let kubernetes: ClosedRange<Version>
  /// Gateway API, likewise.
  package let gatewayAPI: ClosedRange<Version>
  /// The values of chart linkerd-crds that say whether it brings the Gateway API CRDs; all default to
  /// bringing some in one version or another, so all are declared.
  package let gatewayAPIValues: [String]

  /// Where the control plane is installed: the CLI's default, which every example of the project has.
  package static let namespace = "linkerd"
  /// The DNS domain of a cluster, where nobody changes it.
  package static let clusterDomain = "cluster.local"
  /// The domain of identities, which is the cluster's own where nobody changes it.
  package static let trustDomain = clusterDomain
  /// What a mesh takes for addresses of clusters, where nobody changes it: value `clusterNetworks`
  /// of chart linkerd-control-plane, the same from 2.16 to 2.20.
  package static let clusterNetworks = [
    "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8",
  ]

  /// Every version that can be installed, oldest first.
  ///
  /// Tags and ranges: https://linkerd.io/releases and the support table of each release; the values'
  /// names: charts/linkerd-crds/values.yaml at the tags version-2.16 to version-2.20 of
  /// linkerd/linkerd2.
  package static let all: [LinkerdRelease] = [
    LinkerdRelease(
      minor: Version(2, 16), tag: EdgeTag(24, 8, 2),
      kubernetes: Version(1, 22)...Version(1, 29),
      gatewayAPI: Version(0, 7, 0)...Version(1, 1, 1), gatewayAPIValues: ["enableHttpRoutes"]),
    LinkerdRelease(
      minor: Version(2, 17), tag: EdgeTag(24, 11, 8),
      kubernetes: Version(1, 22)...Version(1, 31),
      gatewayAPI: Version(0, 7, 0)...Version(1, 1, 1),
      gatewayAPIValues: ["enableHttpRoutes", "enableTcpRoutes", "enableTlsRoutes"]),
    LinkerdRelease(
      minor: Version(2, 18), tag: EdgeTag(25, 4, 4),
      kubernetes: Version(1, 23)...Version(1, 32),
      gatewayAPI: Version(1, 1, 1)...Version(1, 2, 1), gatewayAPIValues: ["installGatewayAPI"]),
    LinkerdRelease(
      minor: Version(2, 19), tag: EdgeTag(25, 10, 7),
      kubernetes: Version(1, 23)...Version(1, 35),
      gatewayAPI: Version(1, 1, 1)...Version(1, 2, 1), gatewayAPIValues: ["installGatewayAPI"]),
    LinkerdRelease(
      minor: Version(2, 20), tag: EdgeTag(26, 6, 3),
      kubernetes: Version(1, 31)...Version(1, 35),
      gatewayAPI: Version(1, 2, 1)...Version(1, 5, 1), gatewayAPIValues: ["installGatewayAPI"]),
  ]

  package static func release(of minor: Version) -> LinkerdRelease? {
    all.first { $0.minor == minor }
  }

  /// The release that an edge tag belongs to: the newest that is not newer than the tag.
  package static func release(of tag: EdgeTag) -> LinkerdRelease? {
    all.last { $0.tag <= tag }
  }
}

/// The version that a description asks for.
package enum LinkerdVersion: Hashable, Sendable, CustomStringConvertible {
  /// `2.19`: resolved to a tag once, and pinned in the lock.
  case minor(Version)
  /// `edge-25.10.7`: exactly this one.
  case tag(EdgeTag)

  package var description: String {
    switch self {
    case .minor(let version): version.description
    case .tag(let tag): tag.description
    }
  }

  /// What is known of it; nil for a version that Mooring does not know.
  package var release: LinkerdRelease? {
    switch self {
    case .minor(let version): LinkerdRelease.release(of: version)
    case .tag(let tag): LinkerdRelease.release(of: tag)
    }
  }
}
