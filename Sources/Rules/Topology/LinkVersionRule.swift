import Diagnostics
import Topology
import Versions

/// Linked clusters whose meshes are too far apart.
enum LinkVersionRule: TopologyRule {
  static let codes: [Code] = [.linkVersionSkew, .linkWithoutMesh]

  static let explanation = """
    Linkerd's control planes and proxies are made to work with those one minor version before and
    after; links between clusters further apart are not tested, and the Link resource changed between
    versions. A link also needs a mesh at both ends.

    Example: 'linkerd.version: "2.17"' in one cluster and "2.20" in the one it is linked to.

    Cure: upgrade the older cluster one minor at a time.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    var seen: Set<[String]> = []
    return topology.links.compactMap { link in
      guard seen.insert([link.source, link.target].sorted()).inserted,
        let source = topology.cluster(link.source), let target = topology.cluster(link.target)
      else { return nil }
      let without = topology.isComplete ? without(link, [source, target]) : nil
      return without ?? skew(link, source, target)
    }
  }

  private static func without(
    _ link: Topology.Link, _ ends: [Topology.Member]
  ) -> Diagnostic? {
    ends.first { !$0.hasMesh }.map { end in
      Diagnostic(
        .linkWithoutMesh, "cluster '\(end.name)' is linked, and has no mesh", at: link.place,
        secondary: [Label(end.place, "'\(end.name)' has no 'linkerd'")],
        help: ["give it 'linkerd', or remove the link"])
    }
  }

  private static func skew(
    _ link: Topology.Link, _ source: Topology.Member, _ target: Topology.Member
  ) -> Diagnostic? {
    guard let a = source.linkerd, let b = target.linkerd, let place = b.place,
      let first = a.value.release?.minor, let second = b.value.release?.minor,
      first.major != second.major || abs(first.minor - second.minor) > 1
    else { return nil }
    let secondary =
      [
        a.place.map { Label($0, "'\(source.name)' has \(a.value)") },
        Label(link.place, "they are linked here"),
      ].compactMap { $0 }
    return Diagnostic(
      .linkVersionSkew,
      "clusters '\(source.name)' and '\(target.name)' are linked, and more than one minor version apart",
      at: place, label: "'\(target.name)' has \(b.value)", secondary: secondary)
  }
}

extension Code {
  static let linkVersionSkew = Code(
    "link-version-skew", .error, "linked clusters are more than one minor version apart")
  static let linkWithoutMesh = Code("link-without-mesh", .error, "a linked cluster has no mesh")
}
