import Cryptography
import Testing
import Topology

/// What Linkerd takes: certificates as the openssl program makes them, broken in one way each.
@Suite("Certificates that Linkerd takes and refuses", .needsOpenSSL)
struct LinkerdAcceptanceTests {
  @Test(
    "a trust anchor is judged as 'linkerd check' and the identity controller do",
    arguments: [
      ("p256", nil), ("rsa2048", nil), ("no-cert-sign", "keyCertSign"), ("path1", nil),
      ("path0", "path length is 0"), ("p384", "curve P-384"), ("secp256k1", "curve secp256k1"),
      ("explicit-curve", "a curve of its own"), ("rsa4096", "RSA and SHA-256"),
      ("rsa-sha1", "RSA and SHA-256"), ("rsa-pss", "RSA and SHA-256"), ("ed25519", "Ed25519"),
      ("ed448", "ED448"), ("no-extensions", "CA:TRUE"), ("not-an-authority", "CA:TRUE"),
      ("issuer", nil),
    ])
  func anchor(name: String, expected: String?) throws {
    expect(try certificate(name).problemAsTrustAnchor, holds: expected)
  }

  @Test(
    "an issuer is judged as they do",
    arguments: [
      ("issuer", nil), ("path0-issuer", nil), ("p256", nil), ("rsa-issuer", nil),
      ("rsa2048", "RSA 2048"), ("p384", "curve P-384"), ("not-an-authority", "CA:TRUE"),
      ("no-cert-sign", "keyCertSign"), ("ed25519", "Ed25519"),
    ])
  func issuer(name: String, expected: String?) throws {
    expect(try certificate(name).problemAsIssuer, holds: expected)
  }

  private func certificate(_ name: String) throws -> Certificate {
    try CertificateWorkshop.shared.get().certificate(name)
  }

  private func expect(_ problem: String?, holds expected: String?) {
    guard let expected else {
      #expect(problem == nil)
      return
    }
    #expect(problem?.contains(expected) == true, "\(problem ?? "nothing")")
  }
}
