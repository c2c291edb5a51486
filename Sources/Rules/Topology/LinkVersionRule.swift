import Diagnostics
import Topology
import Versions

/// Linked clusters whose meshes are too far apart.
enum LinkVersionRule: TopologyRule {
  static let codes: [Code] = [.linkVersionSkew, .linkWithoutMesh, .unsupportedLink]

  static let explanation = """
    Linkerd's control planes and proxies are made to work with those one minor version before and
    after; links between clusters further apart are not tested, and the Link resource changed between
    versions. Before 2.18 a link was made by hand, with a service mirror of its own; Mooring has only
    those whose controllers are values of the extension.

    A link also needs a mesh at both ends: a control plane, which needs 'linkerd.identity', and the
    multicluster extension, which is there wherever it is not taken away.

    Example: 'linkerd.version: "2.17"' in one cluster and "2.20" in the one it is linked to.

    Cure: upgrade the older cluster one minor at a time.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    var seen: Set<[String]> = []
    return topology.links.compactMap { link in
      guard seen.insert([link.source, link.target].sorted()).inserted,
        let source = topology.cluster(link.source), let target = topology.cluster(link.target)
      else { return nil }
      let ends = [source, target]
      let without = topology.isComplete ? without(link, ends) : nil
      return without ?? removed(link, ends) ?? skew(link, source, target)
    }
      + topology.clusters.flatMap { cluster in
        [unsupported(cluster, topology), unneeded(cluster, topology)].compactMap { $0 }
      }
  }

  /// The extension alone, without a link that would say the same.
  private static func unneeded(
    _ cluster: Topology.Member, _ topology: Topology
  ) -> Diagnostic? {
    guard topology.isComplete, cluster.identity == nil, let isWanted = cluster.multicluster,
      isWanted.value, let place = isWanted.place,
      !topology.links.contains(where: { [$0.source, $0.target].contains(cluster.name) })
    else { return nil }
    return Diagnostic(
      .linkWithoutMesh,
      "the multicluster extension of cluster '\(cluster.name)' has no control plane", at: place,
      secondary: [Label(cluster.place, "'\(cluster.name)' has no 'linkerd.identity'")],
      help: ["give it 'linkerd.identity', or remove this"])
  }

  private static func without(
    _ link: Topology.Link, _ ends: [Topology.Member]
  ) -> Diagnostic? {
    if let end = ends.first(where: { !$0.hasMesh }) {
      return Diagnostic(
        .linkWithoutMesh, "cluster '\(end.name)' is linked, and has no mesh", at: link.place,
        secondary: [Label(end.place, "'\(end.name)' has no 'linkerd'")],
        help: ["give it 'linkerd', or remove the link"])
    }
    return ends.first { $0.identity == nil }.map { end in
      Diagnostic(
        .linkWithoutMesh, "cluster '\(end.name)' is linked, and has no control plane",
        at: link.place,
        secondary: [Label(end.place, "'\(end.name)' has no 'linkerd.identity'")],
        help: [
          "give it 'linkerd.identity', signed by an anchor that both trust; or remove the link"
        ])
    }
  }

  private static func removed(_ link: Topology.Link, _ ends: [Topology.Member]) -> Diagnostic? {
    for end in ends {
      guard let isWanted = end.multicluster, !isWanted.value, let place = isWanted.place else {
        continue
      }
      return Diagnostic(
        .linkWithoutMesh,
        "cluster '\(end.name)' is linked, and its multicluster extension is to go",
        at: place, label: "takes it away",
        secondary: [Label(link.place, "the link is here")],
        help: ["remove the link first; or write 'present'"])
    }
    return nil
  }

  private static func unsupported(
    _ cluster: Topology.Member, _ topology: Topology
  ) -> Diagnostic? {
    guard let linkerd = cluster.linkerd, let place = linkerd.place,
      let minor = linkerd.value.release?.minor, minor < MulticlusterRelease.oldest
    else { return nil }
    let link = topology.links.first { $0.source == cluster.name || $0.target == cluster.name }
    let wanted = cluster.multicluster.flatMap { $0.value ? $0.place : nil }
    guard let need = link?.place ?? wanted else { return nil }
    return Diagnostic(
      .unsupportedLink, "links of Linkerd \(linkerd.value) are not supported", at: place,
      label: "Mooring links from \(MulticlusterRelease.oldest) on",
      secondary: [Label(need, "cluster '\(cluster.name)' needs the multicluster extension here")],
      help: ["write 'version: \"\(MulticlusterRelease.oldest)\"' or a newer one"])
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
  static let linkWithoutMesh = Code(
    "link-without-mesh", .error,
    "a linked cluster has no mesh, no control plane, or no multicluster extension")
  static let unsupportedLink = Code(
    "unsupported-link", .error, "a link is asked for that this version of Linkerd cannot have")
}
