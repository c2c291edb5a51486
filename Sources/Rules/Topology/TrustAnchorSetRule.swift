import Cryptography
import Diagnostics
import Topology

/// Trust anchors that are superfluous, or no root of their own.
enum TrustAnchorSetRule: TopologyRule {
  static let codes: [Code] = [.duplicateTrustAnchor, .intermediateTrustAnchor]

  static let explanation = """
    A bundle of trust anchors is a set. A certificate that is in it twice does no harm by itself; but
    whoever counts two anchors takes the fleet for one that is being rotated, and 'linkerd multicluster
    check' of some versions compares how many each cluster has.

    An anchor that another authority signed is trusted by Linkerd for its own sake. Others want the
    root: OpenSSL by default, and all that is made with it, refuses a chain that ends before.

    Example: both names of one file, or the intermediate authority of a company as the anchor.

    Cure: name each certificate once; name the root, or make an anchor of your own with 'mooring
    anchor create'.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    duplicates(topology.trustAnchors) + intermediates(topology.trustAnchors)
  }

  private static func duplicates(_ anchors: [TrustAnchor]) -> [Diagnostic] {
    var first: [Certificate: Place] = [:]
    return anchors.compactMap { anchor in
      guard let other = first.updateValue(anchor.place, forKey: anchor.certificate) else {
        return nil
      }
      first[anchor.certificate] = other
      return Diagnostic(
        .duplicateTrustAnchor, "'\(anchor.certificate.subject)' is a trust anchor twice",
        at: anchor.place, secondary: [Label(other, "the same certificate")],
        help: ["leave one of them out"])
    }
  }

  private static func intermediates(_ anchors: [TrustAnchor]) -> [Diagnostic] {
    let certificates = anchors.map(\.certificate)
    return anchors.compactMap { anchor in
      let certificate = anchor.certificate
      // What is no anchor at all is told by another rule.
      guard certificate.problemAsTrustAnchor == nil, !certificate.isSelfIssued,
        !certificates.contains(where: { certificate.isSigned(by: $0) })
      else { return nil }
      return Diagnostic(
        .intermediateTrustAnchor,
        "trust anchor '\(certificate.subject)' is no root, and its root is not trusted",
        at: anchor.place, label: "signed by '\(certificate.issuer)'",
        help: [
          "name the root in its place, or make one with 'mooring anchor create NAME --key FILE'"
        ])
    }
  }
}

extension Code {
  static let duplicateTrustAnchor = Code(
    "duplicate-trust-anchor", .warning, "a certificate is a trust anchor twice")
  static let intermediateTrustAnchor = Code(
    "intermediate-trust-anchor", .warning, "a trust anchor is signed by a root that is not trusted")
}
