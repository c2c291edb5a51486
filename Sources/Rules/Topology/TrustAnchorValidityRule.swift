import Cryptography
import Diagnostics
import Topology

/// Trust anchors that hold no longer, or not for long, or not yet.
enum TrustAnchorValidityRule: TopologyRule {
  static let codes: [Code] = [.expiredTrustAnchor, .expiringTrustAnchor]

  static let explanation = """
    A certificate holds from one day to another. Under an anchor that has ended no issuer is valid,
    so that the control plane does not start, and no proxy gets a certificate; an anchor that has
    not begun does the same. Every workload of every cluster has to be restarted before a new anchor
    may replace an old one, so begin to rotate weeks before the end.

    Example: an anchor that was made for a year, eleven months ago.

    Cure: 'mooring anchor rotate' leads from the old anchor to a new one: both are named in
    'trustAnchor.certificates' until every workload has been restarted. 'mooring check --today DATE'
    tells what ends until then.
    """

  /// As `linkerd check` warns (expirationWarningThresholdInDays, pkg/issuercerts/issuercerts.go).
  private static let notice: Int64 = 60 * 86_400
  /// Clocks differ, and a certificate begins in the second in which it was made.
  private static let tolerance: Int64 = 86_400

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard let now = topology.now else { return [] }
    return topology.trustAnchors.compactMap { anchor in
      problem(of: anchor.certificate, at: now).map { code, message, label, help in
        Diagnostic(code, message, at: anchor.place, label: label, help: [help])
      }
    }
  }

  static func problem(
    of certificate: Certificate, at now: Int64
  ) -> (Code, message: String, label: String, help: String)? {
    let name = "trust anchor '\(certificate.subject)'"
    let end = Certificate.day(of: certificate.notAfter)
    if certificate.notAfter < now {
      return (
        .expiredTrustAnchor, "\(name) has ended", "held until \(end)",
        "leave it out, and name one that holds"
      )
    }
    if certificate.notBefore > now + tolerance {
      return (
        .expiredTrustAnchor, "\(name) does not hold yet",
        "holds from \(Certificate.day(of: certificate.notBefore)) on",
        "name it from then on, or set the clock of this machine right"
      )
    }
    guard certificate.notAfter - now < notice else { return nil }
    return (
      .expiringTrustAnchor, "\(name) ends soon", "holds until \(end)",
      "'mooring anchor rotate' tells how to change to a new one"
    )
  }
}

extension Code {
  static let expiredTrustAnchor = Code(
    "expired-trust-anchor", .error, "a trust anchor does not hold today")
  static let expiringTrustAnchor = Code(
    "expiring-trust-anchor", .warning, "a trust anchor ends within 60 days")
}
