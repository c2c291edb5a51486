import Description
import Diagnostics
import Manifests
import Versions

/// Minor versions become releases once, and stay: the lock's pin wins over a newer table.
enum VersionResolution {
  static let linkerd = "linkerd"

  static func tag(of version: LinkerdVersion, pins: [ResolvedVersion]) -> String {
    switch version {
    case .tag(let tag): return tag.description
    case .minor(let minor):
      let pin = pins.first { $0.name == linkerd && $0.requested == minor.description }
      if let pin, EdgeTag(pin.resolved) != nil { return pin.resolved }
      guard let release = LinkerdRelease.release(of: minor) else {
        preconditionFailure("a version of Linkerd that is not in the table does not decode")
      }
      return release.tag.description
    }
  }

  /// Every minor version that the fleet asks for, sorted.
  static func resolve(_ fleet: Fleet, pins: [ResolvedVersion]) -> [ResolvedVersion] {
    let asked = fleet.clusters.compactMap { cluster -> Version? in
      guard case .minor(let minor)? = cluster.spec.linkerd?.version.value else { return nil }
      return minor
    }
    return Set(asked).sorted().map { minor in
      ResolvedVersion(
        name: linkerd, requested: minor.description, resolved: tag(of: .minor(minor), pins: pins))
    }
  }
}
