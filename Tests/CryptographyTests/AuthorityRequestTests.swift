import Cryptography
import Foundation
import TemporaryFolders
import Testing

/// Certificates and keys that Mooring makes, as the `openssl` program sees them.
@Suite("Authorities that are made here", .needsOpenSSL)
struct AuthorityRequestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func request(
    _ name: String = "root.linkerd.cluster.local", pathLength: Int = 1
  ) -> AuthorityRequest {
    // From 2026-01-01 to 2036-01-01.
    AuthorityRequest(
      commonName: name, notBefore: 1_767_225_600, notAfter: 2_082_758_400, pathLength: pathLength)
  }

  private func openssl(_ arguments: String...) throws -> String {
    try OpenSSLProgram.run(arguments, in: folder.path)
  }

  private func write(_ key: borrowing PrivateKey, to name: String) throws {
    let bytes = key.withPEM { Array($0) }
    try folder.write(bytes, to: name)
  }

  @Test("openssl reads the certificate as it was asked for")
  func text() throws {
    let certificate = Self.request().selfSigned(by: .p256())
    try folder.write(certificate.normalisedPEM, to: "root.crt")
    let text = try openssl("x509", "-in", "root.crt", "-noout", "-text")
    for expected in [
      "Version: 3 (0x2)", "Signature Algorithm: ecdsa-with-SHA256", "ASN1 OID: prime256v1",
      "Subject: CN = root.linkerd.cluster.local", "Issuer: CN = root.linkerd.cluster.local",
      "Not Before: Jan  1 00:00:00 2026 GMT", "Not After : Jan  1 00:00:00 2036 GMT",
      "X509v3 Basic Constraints: critical", "CA:TRUE, pathlen:1",
      "X509v3 Key Usage: critical", "Certificate Sign, CRL Sign", "X509v3 Subject Key Identifier",
    ] { #expect(text.contains(expected), "\(expected)") }
  }

  @Test("openssl verifies a root, an issuer and what the issuer signs")
  func chain() throws {
    let rootKey = PrivateKey.p256()
    let root = Self.request().selfSigned(by: rootKey)
    let issuerKey = PrivateKey.p256()
    let issuer = Self.request("identity.linkerd.cluster.local", pathLength: 0)
      .signed(issuerKey, by: root, with: rootKey)
    try folder.write(root.normalisedPEM, to: "root.crt")
    try folder.write(issuer.normalisedPEM, to: "issuer.crt")
    try write(issuerKey, to: "issuer.key")
    _ = try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
      "leaf.key", "-subj", "/CN=pod", "-addext", "basicConstraints=critical,CA:FALSE", "-CA",
      "issuer.crt", "-CAkey", "issuer.key", "-days", "30", "-out", "leaf.crt")
    #expect(
      try openssl("verify", "-x509_strict", "-CAfile", "root.crt", "root.crt", "issuer.crt")
        == "root.crt: OK\nissuer.crt: OK\n")
    #expect(
      try openssl("verify", "-CAfile", "root.crt", "-untrusted", "issuer.crt", "leaf.crt")
        == "leaf.crt: OK\n")
    #expect(CertificateChain.problem(of: issuer, anchors: [root], at: nil) == nil)
    #expect(issuer.authorityKeyIdentifier == root.subjectKeyIdentifier)
  }

  @Test("the key that is written is the certificate's, in PKCS #8, and reads back")
  func key() throws {
    let key = PrivateKey.p256()
    let certificate = Self.request().selfSigned(by: key)
    try write(key, to: "root.key")
    try folder.write(certificate.normalisedPEM, to: "root.crt")
    #expect(folder.text(of: "root.key")?.hasPrefix("-----BEGIN PRIVATE KEY-----\n") == true)
    #expect(
      try openssl("pkey", "-in", "root.key", "-pubout")
        == openssl("x509", "-in", "root.crt", "-noout", "-pubkey"))
    let matches = try read("root.key").matches(certificate)
    #expect(matches)
    let matchesAnother = PrivateKey.p256().matches(certificate)
    #expect(!matchesAnother)
  }

  @Test(
    "keys of other forms are read",
    arguments: [
      ["ecparam", "-name", "prime256v1", "-genkey", "-noout"], ["genpkey", "-algorithm", "RSA"],
      ["ecparam", "-name", "prime256v1", "-genkey"],
    ])
  func otherForms(arguments: [String]) throws {
    _ = try OpenSSLProgram.run(arguments + ["-out", "other.key"], in: folder.path)
    let certificate = Self.request().selfSigned(by: try read("other.key"))
    try folder.write(certificate.normalisedPEM, to: "other.crt")
    #expect(
      try openssl("verify", "-CAfile", "other.crt", "other.crt") == "other.crt: OK\n")
  }

  @Test("an encrypted key is refused as such, without a question on the terminal")
  func encrypted() throws {
    _ = try openssl(
      "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-aes256", "-pass",
      "pass:secret", "-out", "encrypted.key")
    #expect(refusal(of: "encrypted.key") == .encrypted)
  }

  @Test("what is no key is refused", arguments: ["", "no key", "-----BEGIN PRIVATE KEY-----\nAA"])
  func noKey(text: String) throws {
    try folder.write(text, to: "no.key")
    #expect(refusal(of: "no.key") == .unreadable)
  }

  @Test("no two certificates have one serial number")
  func serialNumbers() {
    let key = PrivateKey.p256()
    let numbers = (0..<20).map { _ in Self.request().selfSigned(by: key).serialNumber }
    #expect(Set(numbers).count == 20)
    #expect(numbers.allSatisfy { $0.utf8.count == 40 })
  }

  @Test("what is secret grows no longer than its memory")
  func capacity() {
    var bytes = SecretBytes(capacity: 4)
    bytes.fill { _ in 100 }
    bytes.fill { $0.count + 1 }
    let count = bytes.count
    #expect(count == 4)
  }

  private func read(_ name: String) throws -> PrivateKey {
    try PrivateKey(pem: secret(folder.bytes(of: name) ?? []))
  }

  private func refusal(of name: String) -> PrivateKeyError? {
    do throws(PrivateKeyError) {
      _ = try PrivateKey(pem: secret(folder.bytes(of: name) ?? []))
      return nil
    } catch {
      return error
    }
  }

  private func secret(_ bytes: [UInt8]) -> SecretBytes {
    var secret = SecretBytes(capacity: bytes.count)
    secret.fill { free in
      free.copyBytes(from: bytes)
      return bytes.count
    }
    return secret
  }
}
