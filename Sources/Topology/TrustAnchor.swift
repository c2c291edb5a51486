import Cryptography
import Diagnostics

/// A certificate that every cluster trusts, and where it stands.
package struct TrustAnchor: Sendable {
  package let certificate: Certificate
  /// The whole block, in its file.
  package let place: Place

  package init(_ certificate: Certificate, at place: Place) {
    self.certificate = certificate
    self.place = place
  }
}

/// What can be read of an identity issuer in a file of the repository. Its key cannot.
package struct PublicIssuer: Sendable {
  /// The issuer, then what stands between it and its anchor; each at the key that holds it.
  package var chain: [Located<Certificate>]
  /// What is said to have signed it.
  package var authorities: [Located<Certificate>]

  package init(chain: [Located<Certificate>] = [], authorities: [Located<Certificate>] = []) {
    self.chain = chain
    self.authorities = authorities
  }
}

extension Topology {
  /// Where a cluster's identity comes from.
  package struct Identity: Sendable {
    package enum Issuer: Sendable {
      /// cert-manager, with the times in seconds.
      case certManager(duration: Located<Int>, renewBefore: Located<Int>)
      case secret
    }

    package var issuer: Issuer
    /// Where it is described.
    package var place: Place
    /// The issuer itself, where a file of the repository holds it in clear.
    package var certificates: PublicIssuer?
    /// The bundle of trust anchors that a file of the repository brings, where it is in clear.
    package var bundle: [Located<Certificate>]?

    package init(_ issuer: Issuer, at place: Place) {
      self.issuer = issuer
      self.place = place
    }
  }
}
