/// An X.509 certificate as plain values: what it says, not whether it is to be believed.
package struct Certificate: Sendable {
  package let der: [UInt8]
  /// The SHA-256 digest of the DER: two certificates are the same where these are.
  package let fingerprint: Digest
  /// As RFC 2253 writes names, the most specific part first: `CN=root.linkerd.cluster.local`.
  package let subject: String
  package let issuer: String
  /// The last one where there are several, as Go has it.
  package let commonName: String?
  /// Upper-case hexadecimal digits, two for each byte.
  package let serialNumber: String
  /// The first and the last second of its validity, since 1970 in UTC.
  package let notBefore: Int64
  package let notAfter: Int64
  /// Whether its basic constraints say that it is an authority.
  package let isCA: Bool
  /// How many authorities may stand between it and the end of a chain; nil where it sets no limit.
  package let pathLength: Int?
  /// nil where it restricts no use of its key.
  package let keyUsage: KeyUsage?
  package let publicKey: PublicKey
  package let signatureAlgorithm: String
  /// The name of the digest that was signed: `SHA256`; nil where the algorithm has none of its own.
  package let signatureDigest: String?
  /// Whether subject and issuer are the same. That alone proves no signature.
  package let isSelfIssued: Bool
  package let subjectKeyIdentifier: [UInt8]?
  package let authorityKeyIdentifier: [UInt8]?
  /// The subject's alternative names.
  package let dnsNames: [String]
  package let uris: [String]

  /// The largest certificate that is read.
  static let largest = 1 << 16

  /// What the key of a certificate may be used for (RFC 5280, section 4.2.1.3).
  package struct KeyUsage: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let encipherOnly = KeyUsage(rawValue: 1 << 0)
    package static let crlSign = KeyUsage(rawValue: 1 << 1)
    package static let certSign = KeyUsage(rawValue: 1 << 2)
    package static let keyAgreement = KeyUsage(rawValue: 1 << 3)
    package static let dataEncipherment = KeyUsage(rawValue: 1 << 4)
    package static let keyEncipherment = KeyUsage(rawValue: 1 << 5)
    package static let contentCommitment = KeyUsage(rawValue: 1 << 6)
    package static let digitalSignature = KeyUsage(rawValue: 1 << 7)
    package static let decipherOnly = KeyUsage(rawValue: 1 << 15)
  }

  package enum PublicKey: Hashable, Sendable {
    /// With the name that NIST gave the curve, where it did: `P-256`.
    case ecdsa(curve: String)
    case rsa(bits: Int)
    case ed25519
    case other(String)
  }
}

extension Certificate {
  /// Whether it may sign others, as far as its key usage goes.
  package var maySignCertificates: Bool { keyUsage?.contains(.certSign) ?? true }

  /// The same certificate as everybody writes it: two files of it differ in nothing.
  package var normalisedPEM: String { PEM.encode(der, label: "CERTIFICATE") }
}

extension Certificate: Hashable {
  package static func == (a: Certificate, b: Certificate) -> Bool {
    a.fingerprint == b.fingerprint
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

extension Certificate.PublicKey: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ecdsa(let curve): "ECDSA \(curve)"
    case .rsa(let bits): "RSA \(bits)"
    case .ed25519: "Ed25519"
    case .other(let name): name
    }
  }
}
