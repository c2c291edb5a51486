import Cryptography
import Diagnostics
import Topology

/// Trust anchors that are missing, or that Linkerd cannot use.
enum TrustAnchorRule: TopologyRule {
  static let codes: [Code] = [.missingTrustAnchor, .unusableTrustAnchor]

  static let explanation = """
    Every proxy trusts the certificates of the fleet's trust anchors, and nothing else; clusters that
    are linked must share one. An anchor is the certificate of an authority (CA:TRUE). Its key is
    ECDSA on P-256, or RSA of 2048 or 4096 bits, and it is signed with SHA-256. As it signs issuers
    that sign in turn, a path length, where it has one, is at least 1, and a key usage, where it has
    one, allows keyCertSign.

    Example: 'linkerd.identity' without 'trustAnchor', or a server's certificate as the anchor.

    Cure: 'mooring anchor create' makes one that Linkerd takes; 'trustAnchor.certificates' names its
    file. The key stays out of the repository.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let unusable = topology.trustAnchors.compactMap { anchor in
      anchor.certificate.problemAsTrustAnchor.map { problem in
        Diagnostic(
          .unusableTrustAnchor,
          "'\(anchor.certificate.subject)' cannot be a trust anchor of Linkerd", at: anchor.place,
          label: problem, help: ["make one with 'mooring anchor create NAME --key FILE'"])
      }
    }
    guard topology.isComplete, topology.trustAnchors.isEmpty else { return unusable }
    return topology.clusters.compactMap { cluster in
      cluster.identity.map { identity in
        Diagnostic(
          .missingTrustAnchor, "cluster '\(cluster.name)' has an identity, and nothing to trust",
          at: identity.place, label: "is signed by a trust anchor that nobody names",
          help: ["add 'trustAnchor.certificates' to the fleet: files of public certificates"])
      }
    }
  }
}

extension Code {
  static let missingTrustAnchor = Code(
    "missing-trust-anchor", .error, "a mesh has an identity and no trust anchor")
  static let unusableTrustAnchor = Code(
    "unusable-trust-anchor", .error, "a certificate cannot be a trust anchor of Linkerd")
}
