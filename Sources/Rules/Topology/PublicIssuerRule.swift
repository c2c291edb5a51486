import Cryptography
import Diagnostics
import Topology

/// Identity issuers of which a file shows the certificate, and that Linkerd would not take.
enum PublicIssuerRule: TopologyRule {
  static let codes: [Code] = [
    .unusableIssuerCertificate, .expiredIssuer, .expiringIssuer, .untrustedIssuer,
  ]

  static let explanation = """
    The identity controller reads its issuer from Secret 'linkerd-identity-issuer' and does not start
    unless 'tls.crt' is the certificate of an authority, of a key ECDSA on P-256, holds today, and is
    signed by a trust anchor. 'ca.crt' beside it is what the install Job takes for the signer: it has
    to be one of the anchors.

    The certificate is public. Where SOPS encrypts the key alone ('encrypted_regex: ^tls\\.key$'), or a
    SealedSecret's template holds the certificates in clear, all of this is known before the commit.

    Example: an issuer that the anchor of the time before the last rotation signed.

    Cure: 'mooring anchor issue' makes one from an anchor's key.
    """

  /// As `linkerd check` warns (expirationWarningThresholdInDays, pkg/issuercerts/issuercerts.go).
  private static let notice: Int64 = 60 * 86_400
  /// Clocks differ, and a certificate begins in the second in which it was made.
  private static let tolerance: Int64 = 86_400

  private static let cure = "make one with 'mooring anchor issue NAME --anchor-key FILE --secret -'"

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let issuer = cluster.identity?.certificates else { return [] }
      return certificate(issuer, topology) + authorities(issuer, topology)
    }
  }

  private static func certificate(_ issuer: PublicIssuer, _ topology: Topology) -> [Diagnostic] {
    guard let first = issuer.chain.first, let place = first.place else { return [] }
    let judged = judge(
      first.value, through: issuer.chain.dropFirst().map(\.value),
      anchors: topology.trustAnchors.map(\.certificate), at: topology.now)
    return judged.map { code, message, label, help in
      [
        Diagnostic(
          code, message, at: place, label: label,
          secondary: code == .untrustedIssuer
            ? topology.trustAnchors.prefix(1).map { Label($0.place, "is trusted") } : [],
          help: [help])
      ]
    } ?? []
  }

  /// What is wrong with an issuer: the first of its kind, since one cause has many.
  ///
  /// - Parameter anchors: what it may lead to; empty where that is not known.
  static func judge(
    _ certificate: Certificate, through intermediates: [Certificate], anchors: [Certificate],
    at now: Int64?
  ) -> (Code, message: String, label: String, help: String)? {
    let subject = certificate.subject
    if let problem = certificate.problemAsIssuer {
      return (
        .unusableIssuerCertificate, "'\(subject)' cannot be an identity issuer of Linkerd", problem,
        cure
      )
    }
    let problem = CertificateChain.problem(
      of: certificate, anchors: anchors, intermediates: intermediates, at: nil)
    if let problem, !anchors.isEmpty {
      return (
        .untrustedIssuer, "no trust anchor stands behind issuer '\(subject)'", problem,
        certificate.isSelfIssued || anchors.contains { $0.subject == certificate.issuer }
          ? cure : "put what stands between it and its anchor behind it; or \(cure)"
      )
    }
    guard let now else { return nil }
    let end = Certificate.day(of: certificate.notAfter)
    if certificate.notAfter < now {
      return (.expiredIssuer, "issuer '\(subject)' has ended", "held until \(end)", cure)
    }
    if certificate.notBefore > now + tolerance {
      return (
        .expiredIssuer, "issuer '\(subject)' does not hold yet",
        "holds from \(Certificate.day(of: certificate.notBefore)) on",
        "set the clock of the machine that made it right, and make it anew"
      )
    }
    guard certificate.notAfter - now < notice else { return nil }
    return (.expiringIssuer, "issuer '\(subject)' ends soon", "holds until \(end)", cure)
  }

  private static func authorities(_ issuer: PublicIssuer, _ topology: Topology) -> [Diagnostic] {
    let anchors = Set(topology.trustAnchors.map(\.certificate))
    guard !anchors.isEmpty,
      let stranger = issuer.authorities.first(where: { !anchors.contains($0.value) }),
      let place = stranger.place
    else { return [] }
    return [
      Diagnostic(
        .untrustedIssuer, "'\(stranger.value.subject)' beside the issuer is no trust anchor",
        at: place, label: "the install Job waits for one of the anchors here",
        secondary: topology.trustAnchors.prefix(1).map { Label($0.place, "is trusted") },
        help: ["put the anchor that signed the issuer into 'ca.crt'"])
    ]
  }
}

extension Code {
  static let unusableIssuerCertificate = Code(
    "unusable-issuer-certificate", .error, "a certificate cannot be an identity issuer of Linkerd")
  static let expiredIssuer = Code(
    "expired-issuer", .error, "an identity issuer does not hold today")
  static let expiringIssuer = Code(
    "expiring-issuer", .warning, "an identity issuer ends within 60 days")
  static let untrustedIssuer = Code(
    "untrusted-issuer", .error, "an identity issuer does not lead to a trust anchor")
}
