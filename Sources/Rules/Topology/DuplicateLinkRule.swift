import Diagnostics
import Topology

/// Two links from one cluster to the same other.
enum DuplicateLinkRule: TopologyRule {
  static let codes: [Code] = [.duplicateLink]

  static let explanation = """
    A link is one object in the cluster that it goes out of, named after the cluster that it leads
    to. Of two links between the same clusters one would replace the other. 'between' is both
    directions; 'from' and 'to' are one.

    Example: '{between: [studio, pro], mode: gateway}' and '{from: studio, to: pro, mode: flat}'.

    Cure: one link for each direction. A federated link carries what a flat one does, too.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    var first: [[String]: Topology.Link] = [:]
    var seen: Set<[Place]> = []
    return topology.links.compactMap { link in
      let ends = [link.source, link.target]
      guard let other = first[ends] else {
        first[ends] = link
        return nil
      }
      // Both directions of two pairs are one mistake.
      guard seen.insert([other.place, link.place]).inserted else { return nil }
      return Diagnostic(
        .duplicateLink, "a second link from '\(link.source)' to '\(link.target)'",
        at: link.place, secondary: [Label(other.place, "the first one is here")],
        help: ["remove one of them"])
    }
  }
}

extension Code {
  static let duplicateLink = Code(
    "duplicate-link", .error, "a cluster is linked to another twice")
}
