import Diagnostics
import Topology

/// Links that nobody brings credentials for, and credentials for links that are not there.
enum LinkCredentialsRule: TopologyRule {
  static let codes: [Code] = [.missingLinkCredentials, .unusedLinkSettings]

  static let explanation = """
    A cluster reads the services of another by a kubeconfig that holds a token of the other one. It
    is the one part of a link that no description can hold, so the source of each link says who
    brings it: 'links.<target>.credentials'. A cluster that is reached only needs none.

    Example: 'links: [{from: studio, to: pro, mode: gateway}]', and no 'links.pro' in studio.

    Cure: 'links: {pro: {credentials: {externalSecret: {store: vault, key: linkerd/pro}}}}' in
    studio; docs/multicluster.md tells how to get the kubeconfig.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    let links = Dictionary(grouping: topology.links, by: \.source)
    let targets = links.mapValues { Set($0.map(\.target)) }
    // What defaults or groups say is used where one cluster needs it.
    let used = Set(
      topology.clusters.flatMap { cluster in
        cluster.linkEnds.filter { targets[cluster.name]?.contains($0.target) == true }.map(\.place)
      })
    return topology.clusters.flatMap { cluster -> [Diagnostic] in
      let described = Set(cluster.linkEnds.map(\.target))
      var missing = (links[cluster.name] ?? []).filter { !described.contains($0.target) }
      let unused = cluster.linkEnds.filter { !used.contains($0.place) }.map { end in
        let near = closest(to: end.target, among: missing.map(\.target))
        // One that is misspelt is not missing as well.
        missing.removeAll { $0.target == near }
        let isReached = targets[end.target]?.contains(cluster.name) == true
        return Self.unused(end, of: cluster, near: near, isReached: isReached)
      }
      return missing.compactMap { Self.missing($0, of: cluster) } + unused
    }
  }

  private static func missing(
    _ link: Topology.Link, of source: Topology.Member
  ) -> Diagnostic? {
    // Without a control plane that alone is said.
    guard source.identity != nil else { return nil }
    return Diagnostic(
      .missingLinkCredentials,
      "cluster '\(link.source)' is linked to '\(link.target)', and has no credentials for it",
      at: source.place, label: "has no 'links.\(link.target)'",
      secondary: [Label(link.place, "they are linked here")],
      help: [
        "add 'links.\(link.target).credentials' to '\(link.source)': who brings the kubeconfig"
      ]
    )
  }

  private static func unused(
    _ end: Topology.LinkEnd, of cluster: Topology.Member, near: String?, isReached: Bool
  ) -> Diagnostic {
    var help = "add the link to 'links' of the fleet, or remove this"
    if let near { help = "the nearest name is '\(near)'" }
    if isReached {
      help =
        "'\(end.target)' reaches '\(cluster.name)', and not the other way: remove it, or link 'between' both"
    }
    return Diagnostic(
      .unusedLinkSettings, "cluster '\(cluster.name)' is not linked to '\(end.target)'",
      at: end.place, label: "this is for a link that is not there", help: [help])
  }
}

extension Code {
  static let missingLinkCredentials = Code(
    "missing-link-credentials", .error, "nobody brings the credentials of a linked cluster")
  static let unusedLinkSettings = Code(
    "unused-link-settings", .error, "a cluster describes its end of a link that is not there")
}
