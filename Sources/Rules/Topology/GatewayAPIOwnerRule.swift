import Diagnostics
import Topology
import Versions

/// Gateway API CRDs that nobody brings, or that two bring.
enum GatewayAPIOwnerRule: TopologyRule {
  static let codes: [Code] = [.missingGatewayAPI, .wrongGatewayAPIOwner]

  static let explanation = """
    Linkerd needs the CRDs of the Gateway API before its own: since 2.18 'linkerd install --crds'
    stops where they are absent. They have one owner only; two installers overwrite each other's
    versions at every reconciliation. K3s brings them with its own Traefik from Kubernetes 1.34 on.

    Example: 'requires.gatewayAPI.owner: mooring' with a K3s cluster of Kubernetes 1.34, or a mesh
    without 'requires.gatewayAPI'.

    Cure: 'owner: mooring' installs them by Flux; 'k3s' and 'external' say that they are there
    already, and the install Job waits for them.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.compactMap { cluster in
      guard cluster.hasMesh else { return nil }
      guard let requirement = cluster.gatewayAPI else {
        return topology.isComplete ? cluster.linkerd.flatMap { missing($0, cluster) } : nil
      }
      return conflict(requirement, cluster)
    }
  }

  private static func missing(
    _ linkerd: Located<LinkerdVersion>, _ cluster: Topology.Member
  ) -> Diagnostic? {
    linkerd.place.map { place in
      Diagnostic(
        .missingGatewayAPI,
        "cluster '\(cluster.name)' has a mesh, and nobody brings the Gateway API's CRDs", at: place,
        label: "Linkerd needs them",
        help: ["add 'requires.gatewayAPI' to the fleet: 'owner: mooring' and a version"])
    }
  }

  private static func conflict(
    _ requirement: Topology.GatewayAPI, _ cluster: Topology.Member
  ) -> Diagnostic? {
    guard let place = requirement.owner.place, let distribution = cluster.distribution else {
      return nil
    }
    let bundled = cluster.kubernetes.map { $0.value >= GatewayAPIRelease.bundledWithK3sSince }
    let secondary = distribution.place.map {
      [Label($0, "'\(cluster.name)' is made by \(distribution.value.rawValue)")]
    }
    switch requirement.owner.value {
    case .mooring where distribution.value == .k3s && bundled == true:
      return Diagnostic(
        .wrongGatewayAPIOwner,
        "cluster '\(cluster.name)' would have two owners of the Gateway API's CRDs", at: place,
        label:
          "K3s \(GatewayAPIRelease.bundledWithK3sSince) and newer brings them with its Traefik",
        secondary: secondary ?? [], help: ["write 'owner: k3s'"])
    case .k3s where distribution.value != .k3s || bundled == false:
      return Diagnostic(
        .wrongGatewayAPIOwner,
        "nobody brings the Gateway API's CRDs to cluster '\(cluster.name)'", at: place,
        label: distribution.value == .k3s
          ? "K3s brings them from \(GatewayAPIRelease.bundledWithK3sSince) on"
          : "the cluster is not made by k3s",
        secondary: secondary ?? [], help: ["write 'owner: mooring', which installs them by Flux"])
    default: return nil
    }
  }
}

extension Code {
  static let missingGatewayAPI = Code(
    "missing-gateway-api", .error, "a cluster has a mesh and nobody brings the Gateway API's CRDs")
  static let wrongGatewayAPIOwner = Code(
    "wrong-gateway-api-owner", .error, "the Gateway API's CRDs have no owner, or two")
}
