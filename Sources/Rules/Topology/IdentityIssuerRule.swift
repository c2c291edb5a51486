import Diagnostics
import Topology

/// Identity issuers that end before they are renewed.
enum IdentityIssuerRule: TopologyRule {
  static let codes: [Code] = [.refusedLifetime, .renewalBeforeIssue, .shortLivedIssuer]

  static let explanation = """
    A certificate that is to be renewed before it was issued is refused by cert-manager's webhook,
    and so is one that holds for less than an hour or is renewed in its last five minutes.
    An issuer of 48 hours or less ends while a cluster is switched off over a weekend; then no proxy
    starts until somebody renews it by hand.

    Example: 'duration: 24h' with 'renewBefore: 25h'.

    Cure: a duration longer than the cluster is ever off, and a renewal at two thirds of it.
    """

  private static let weekend = 48 * 3600

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let identity = cluster.identity,
        case .certManager(let duration, let renewBefore) = identity.issuer
      else { return [] }
      let refusals = [
        least(3600, duration, "the issuer holds for less than an hour", identity),
        least(300, renewBefore, "the issuer is renewed in its last five minutes", identity),
        renewal(duration, renewBefore, identity),
      ].compactMap { $0 }
      return refusals.isEmpty ? [short(duration)].compactMap { $0 } : refusals
    }
  }

  /// MinimumCertificateDuration and MinimumRenewBefore of pkg/apis/certmanager/v1/const.go.
  private static func least(
    _ seconds: Int, _ time: Located<Int>, _ message: String, _ identity: Topology.Identity
  ) -> Diagnostic? {
    guard time.isKnown, time.value < seconds else { return nil }
    return Diagnostic(
      .refusedLifetime, message, at: time.place ?? identity.place,
      label: "cert-manager's webhook refuses that",
      help: ["write '720h' for 'duration' and '240h' for 'renewBefore'"])
  }

  private static func renewal(
    _ duration: Located<Int>, _ renewBefore: Located<Int>, _ identity: Topology.Identity
  ) -> Diagnostic? {
    guard duration.isKnown, renewBefore.isKnown, renewBefore.value >= duration.value else {
      return nil
    }
    return Diagnostic(
      .renewalBeforeIssue, "the issuer is to be renewed before it is issued",
      at: renewBefore.place ?? duration.place ?? identity.place,
      label: "'renewBefore' is not shorter than 'duration'",
      secondary: renewBefore.place == nil
        ? [] : duration.place.map { [Label($0, "which ends here")] } ?? [],
      help: ["a third of the duration is usual"])
  }

  private static func short(_ duration: Located<Int>) -> Diagnostic? {
    guard duration.isKnown, let place = duration.place, duration.value <= weekend else {
      return nil
    }
    return Diagnostic(
      .shortLivedIssuer, "the issuer ends while a cluster is off for two days", at: place,
      help: ["720h is a month"])
  }
}

extension Code {
  static let refusedLifetime = Code(
    "refused-lifetime", .error, "a certificate holds, or is renewed, too shortly for cert-manager")
  static let renewalBeforeIssue = Code(
    "renewal-before-issue", .error, "a certificate is to be renewed before it is issued")
  static let shortLivedIssuer = Code(
    "short-lived-issuer", .warning, "an issuer ends while a cluster is off for two days")
}
