import CLibCrypto

extension Certificate {
  /// The certificate that a block of a PEM file holds.
  package init(_ block: PEMBlock) throws(CertificateError) {
    if block.isPrivateKey { throw .privateKey }
    if block.label != "CERTIFICATE" { throw .otherBlock(label: block.label) }
    try self.init(der: block.der)
  }

  package init(der: [UInt8]) throws(CertificateError) {
    ERR_set_mark()
    defer { ERR_pop_to_mark() }
    if der.count > Self.largest { throw .tooLarge }
    guard let parsed = ParsedCertificate(der) else { throw .malformed }
    try parsed.check(der)
    self.der = der
    fingerprint = SHA256.digest(der)
    subject = try parsed.subject()
    issuer = try parsed.issuer()
    commonName = try parsed.commonName()
    serialNumber = parsed.serialNumber
    (notBefore, notAfter) = try parsed.validity()
    isCA = parsed.flags & UInt32(EXFLAG_CA) != 0
    pathLength = parsed.pathLength
    keyUsage = parsed.keyUsage
    publicKey = try parsed.publicKey()
    (signatureAlgorithm, signatureDigest) = parsed.signatureAlgorithm
    isSelfIssued = parsed.flags & UInt32(EXFLAG_SI) != 0
    subjectKeyIdentifier = parsed.subjectKeyIdentifier
    authorityKeyIdentifier = parsed.authorityKeyIdentifier
    dnsNames = try parsed.alternativeNames(GEN_DNS)
    uris = try parsed.alternativeNames(GEN_URI)
  }

  /// Whether the key of another certificate made this one's signature. Names, dates and constraints
  /// are not looked at.
  package func isSigned(by issuer: Certificate) -> Bool {
    ERR_set_mark()
    defer { ERR_pop_to_mark() }
    let signed = ParsedCertificate(self)
    let signer = ParsedCertificate(issuer)
    guard let key = X509_get0_pubkey(signer.pointer) else { return false }
    return X509_verify(signed.pointer, key) == 1
  }
}
