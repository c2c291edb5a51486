import Cryptography

/// What Linkerd takes for a trust anchor and for an identity issuer: pkg/issuercerts/issuercerts.go
/// of linkerd2, by which `linkerd check` judges, and crypto/x509 of Go, by which the identity
/// controller verifies its issuer before it starts. The same from 2.16 to 2.20.
extension Certificate {
  /// Why it cannot be a trust anchor; nil where it can. Dates are not looked at.
  package var problemAsTrustAnchor: String? {
    problemAsAuthority ?? pathLengthProblem ?? anchorKeyProblem
  }

  /// Why it cannot be an identity issuer; nil where it can. Dates and chains are not looked at.
  package var problemAsIssuer: String? {
    if let problem = problemAsAuthority { return problem }
    guard case .ecdsa = publicKey else {
      return "its key is \(publicKey), and not ECDSA on P-256"
    }
    return ecdsaProblem
  }

  private var problemAsAuthority: String? {
    guard isCA else { return "it is no certificate of an authority (CA:TRUE)" }
    guard maySignCertificates else {
      return "its key usage does not let it sign certificates (keyCertSign)"
    }
    return nil
  }

  private var pathLengthProblem: String? {
    guard let length = pathLength, length < 1 else { return nil }
    return "its path length is \(length): the issuers that it signs may not sign"
  }

  /// CheckTrustAnchorAlgoRequirements.
  private var anchorKeyProblem: String? {
    switch publicKey {
    case .ecdsa: return ecdsaProblem
    case .rsa(let bits):
      guard bits == 2048 || bits == 4096 else {
        return "its RSA key has \(bits) bits, not 2048 or 4096"
      }
      return signatureAlgorithm == Self.rsaSignature
        ? nil : "it is signed with \(signatureAlgorithm), and not with RSA and SHA-256"
    case .ed25519: return "its key is Ed25519, and not ECDSA on P-256"
    case .other(let name): return "its key is \(name), and not ECDSA on P-256"
    }
  }

  /// checkECDSACertRequirements.
  private var ecdsaProblem: String? {
    if case .ecdsa(let curve) = publicKey, curve != "P-256" {
      return "its key is on curve \(curve), and not on P-256"
    }
    return [Self.ecdsaSignature, Self.rsaSignature].contains(signatureAlgorithm)
      ? nil : "it is signed with \(signatureAlgorithm), and not with SHA-256"
  }

  /// As libcrypto names them.
  private static let ecdsaSignature = "ecdsa-with-SHA256"
  private static let rsaSignature = "sha256WithRSAEncryption"
}
