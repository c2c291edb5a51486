import Cryptography
import Diagnostics
import Topology

/// Trust anchors that are missing, or that Linkerd cannot use.
enum TrustAnchorRule: TopologyRule {
  static let codes: [Code] = [.missingTrustAnchor, .unusableTrustAnchor]

  static let explanation = """
    Every proxy trusts the certificates of the fleet's trust anchors, and nothing else; clusters that
    are linked must share one. An anchor is the certificate of an authority (CA:TRUE). Its key is
    ECDSA on P-256, or RSA of 2048 or 4096 bits signed with SHA-256. As it signs issuers that sign
    in turn, a path length, where it has one, is at least 1.

    Example: 'linkerd.identity' without 'trustAnchor', or a server's certificate as the anchor.

    Cure: 'trustAnchor.certificates' names files of public certificates. The keys stay out of the
    repository.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    let unusable = topology.trustAnchors.compactMap { anchor in
      problem(of: anchor.certificate).map { problem in
        Diagnostic(
          .unusableTrustAnchor,
          "'\(anchor.certificate.subject)' cannot be a trust anchor of Linkerd", at: anchor.place,
          label: problem, help: ["make a root of your own: ECDSA on P-256, CA:TRUE"])
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

  private static func problem(of certificate: Certificate) -> String? {
    guard certificate.isCA else { return "it is no certificate of an authority (CA:TRUE)" }
    if let length = certificate.pathLength, length < 1 {
      return "its path length is \(length): the issuers that it signs may not sign"
    }
    switch certificate.publicKey {
    case .ecdsa(let curve):
      return curve == "P-256" ? nil : "its key is on curve \(curve), and not on P-256"
    case .rsa(let bits):
      return [2048, 4096].contains(bits) ? nil : "its RSA key has \(bits) bits, not 2048 or 4096"
    case .ed25519: return "its key is Ed25519, and not ECDSA on P-256"
    case .other(let name): return "its key is \(name), and not ECDSA on P-256"
    }
  }
}

extension Code {
  static let missingTrustAnchor = Code(
    "missing-trust-anchor", .error, "a mesh has an identity and no trust anchor")
  static let unusableTrustAnchor = Code(
    "unusable-trust-anchor", .error, "a certificate cannot be a trust anchor of Linkerd")
}
