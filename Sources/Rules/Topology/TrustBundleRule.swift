import Cryptography
import Diagnostics
import Topology

/// Bundles of trust anchors in files that hold other anchors than the fleet declares.
enum TrustBundleRule: TopologyRule {
  static let codes: [Code] = [.mismatchedTrustBundle]

  static let explanation = """
    Where a cluster gets its trust anchors by a Secret, the Job of the control plane installs only after
    the Secret holds exactly what 'trustAnchor.certificates' declares, so that no two clusters trust
    different roots. A bundle is public: where a file holds it in clear, the two are compared here.

    Example: the anchor was changed in the description, and not in the Secret.

    Cure: put the declared certificates, and no other, into 'ca-bundle.crt'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let declared = Set(topology.trustAnchors.map(\.certificate))
    guard !declared.isEmpty else { return [] }
    return topology.clusters.compactMap { cluster in
      guard let bundle = cluster.identity?.bundle, let place = bundle.first?.place else {
        return nil
      }
      let held = Set(bundle.map(\.value))
      let missing = topology.trustAnchors.first { !held.contains($0.certificate) }
      let extra = bundle.first { !declared.contains($0.value) }
      guard missing != nil || extra != nil else { return nil }
      let message =
        missing.map { "the bundle lacks trust anchor '\($0.certificate.subject)'" }
        ?? extra.map { "the bundle holds '\($0.value.subject)', which is no trust anchor" }
      return Diagnostic(
        .mismatchedTrustBundle, message ?? "", at: place,
        label: "the control plane's Job waits until both agree",
        secondary: missing.map { [Label($0.place, "is declared")] } ?? [],
        help: ["put the certificates of 'trustAnchor' into it, and no other"])
    }
  }
}

extension Code {
  static let mismatchedTrustBundle = Code(
    "mismatched-trust-bundle", .error, "a bundle of trust anchors is not what the fleet declares")
}
