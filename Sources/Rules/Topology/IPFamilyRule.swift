import Diagnostics
import Topology

/// Families of addresses that do not agree within a cluster.
enum IPFamilyRule: TopologyRule {
  static let codes: [Code] = [.mixedIPFamilies]

  static let explanation = """
    A cluster has one block of pods and one of services for each family of addresses it uses: both
    IPv4, both IPv6, or one of each. kube-apiserver refuses to start where the families of services
    and pods differ, and two blocks of one family are refused too.

    Example: 'pods: 10.244.0.0/16' with 'services: fd00:10:96::/112'.

    Cure: give pods and services the same families.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      let pods = cluster.blocks.filter { $0.use == .pods }
      let services = cluster.blocks.filter { $0.use == .services }
      let repeated = [pods, services].compactMap { repetition(in: $0, cluster) }
      return repeated.isEmpty ? disagreement(pods, services, cluster) : repeated
    }
  }

  private static func repetition(
    in blocks: [Topology.Block], _ cluster: Topology.Member
  ) -> Diagnostic? {
    for (index, block) in blocks.enumerated() {
      guard let first = blocks[..<index].first(where: { $0.block.family == block.block.family })
      else { continue }
      return Diagnostic(
        .mixedIPFamilies,
        "cluster '\(cluster.name)' has two \(block.block.family.name) blocks of \(block.use.rawValue)",
        at: block.place, label: "a second one",
        secondary: [Label(first.place, "the first one is here")],
        help: ["a cluster has at most one block of each family"])
    }
    return nil
  }

  private static func disagreement(
    _ pods: [Topology.Block], _ services: [Topology.Block], _ cluster: Topology.Member
  ) -> [Diagnostic] {
    guard let firstPods = pods.first, let firstServices = services.first else { return [] }
    let podFamilies = Set(pods.map(\.block.family))
    guard podFamilies != Set(services.map(\.block.family)) else { return [] }
    let odd =
      services.first { !podFamilies.contains($0.block.family) }
      ?? pods.first { pod in !services.contains { $0.block.family == pod.block.family } }
      ?? firstServices
    let other = odd.use == .services ? firstPods : firstServices
    return [
      Diagnostic(
        .mixedIPFamilies,
        "cluster '\(cluster.name)' has \(odd.block.family.name) \(odd.use.rawValue), and no \(odd.block.family.name) \(other.use.rawValue)",
        at: odd.place, secondary: [Label(other.place, "its \(other.use.rawValue) are here")],
        help: ["pods and services use the same families of addresses"])
    ]
  }
}

extension Code {
  static let mixedIPFamilies = Code(
    "mixed-ip-families", .error, "the address families of pods and services do not agree")
}
