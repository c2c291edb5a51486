import CLibCrypto

/// Whether certificates lead from one to another.
package enum CertificateChain {
  /// Why no way leads from a certificate to a trust anchor, in the words of a diagnostic; nil where
  /// one does.
  ///
  /// Every signature and constraint on the way is checked. Dates are, of the anchor too, where a
  /// time is given, in seconds since 1970. An anchor need not be signed by itself.
  package static func problem(
    of leaf: Certificate, anchors: [Certificate], intermediates: [Certificate] = [], at time: Int64?
  ) -> String? {
    ERR_set_mark()
    defer { ERR_pop_to_mark() }
    let verification = ChainVerification()
    for anchor in anchors { verification.trust(ParsedCertificate(anchor)) }
    for intermediate in intermediates { verification.offer(ParsedCertificate(intermediate)) }
    return verification.failure(of: leaf, at: time).map {
      words(for: $0, anchors, intermediates)
    }
  }

  private static func words(
    for failure: ChainVerification.Failure, _ anchors: [Certificate], _ intermediates: [Certificate]
  ) -> String {
    let subject = failure.certificate.subject
    switch failure.code {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
      X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return words(forEndAt: failure.certificate, anchors, intermediates)
    case X509_V_ERR_CERT_NOT_YET_VALID: return "'\(subject)' is not valid yet"
    case X509_V_ERR_CERT_HAS_EXPIRED: return "'\(subject)' has expired"
    case X509_V_ERR_INVALID_CA, X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
      return failure.certificate.isCA
        ? "'\(subject)' signs others, which its key usage does not allow"
        : "'\(subject)' signs others but is no certificate authority"
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
      return "more authorities follow '\(subject)' than its path length allows"
    case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
      return "'\(subject)' has a critical extension that is not known"
    default:
      return "'\(subject)' does not lead to a trust anchor: "
        + String(cString: X509_verify_cert_error_string(Int(failure.code)))
    }
  }

  /// Why no issuer was found for the certificate at which a chain ends.
  private static func words(
    forEndAt end: Certificate, _ anchors: [Certificate], _ intermediates: [Certificate]
  ) -> String {
    // Two clusters that each made an anchor of their own end here.
    if anchors.contains(where: { $0.subject == end.issuer }) {
      return "the trust anchor '\(end.issuer)' has another key than the one that signed "
        + "'\(end.subject)'"
    }
    if end.isSelfIssued { return "'\(end.subject)' signed itself and is no trust anchor" }
    return intermediates.contains { $0.subject == end.issuer }
      ? "the signature of '\(end.subject)' is not one of '\(end.issuer)'"
      : "'\(end.subject)' is signed by '\(end.issuer)', which is no trust anchor"
  }
}
