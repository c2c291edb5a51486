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
      if let pin = pin(of: minor, in: pins), belongs(pin, to: minor) { return pin.resolved }
      guard let release = LinkerdRelease.release(of: minor) else {
        preconditionFailure("a version of Linkerd that is not in the table does not decode")
      }
      return release.tag.description
    }
  }

  /// What is wrong with the pin of a version; nil where it is right, or there is none.
  static func problem(
    with version: Located<LinkerdVersion>, pins: [ResolvedVersion], of cluster: Cluster
  ) -> Diagnostic? {
    guard case .minor(let minor) = version.value, let pin = pin(of: minor, in: pins),
      !belongs(pin, to: minor)
    else { return nil }
    return Diagnostic(
      .mismatchedPin,
      "the lock pins Linkerd \(minor) to '\(pin.resolved)', which is no release of it",
      at: version.place ?? cluster.place,
      help: [
        "restore the lock from git, or run 'mooring build --upgrade linkerd', which resolves it anew"
      ])
  }

  private static func pin(of minor: Version, in pins: [ResolvedVersion]) -> ResolvedVersion? {
    pins.first { $0.name == linkerd && $0.requested == minor.description }
  }

  private static func belongs(_ pin: ResolvedVersion, to minor: Version) -> Bool {
    EdgeTag(pin.resolved).flatMap { LinkerdRelease.release(of: $0) }?.minor == minor
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

extension Code {
  package static let mismatchedPin = Code(
    "mismatched-pin", .error, "the lock pins a version to a release of another one")
}
