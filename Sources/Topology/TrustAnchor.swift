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

    package init(_ issuer: Issuer, at place: Place) {
      self.issuer = issuer
      self.place = place
    }
  }
}
