import Cryptography
import Foundation
import Testing

@Suite("The openssl program agrees on a certificate's", .needsOpenSSL)
struct CertificateTests {
  let workshop: CertificateWorkshop

  init() throws { workshop = try CertificateWorkshop.shared.get() }

  @Test("names, serial number, dates and digest", arguments: CertificateWorkshop.names)
  func summary(name: String) throws {
    let certificate = try workshop.certificate(name)
    let lines = try ask(
      name, "-subject", "-issuer", "-serial", "-startdate", "-enddate", "-fingerprint", "-sha256",
      "-nameopt", "RFC2253,-esc_msb", "-dateopt", "iso_8601")
    let digits = certificate.fingerprint.hex.uppercased()
    let pairs = stride(from: 0, to: digits.count, by: 2).map { digits.dropFirst($0).prefix(2) }
    #expect(
      lines == """
        subject=\(certificate.subject)
        issuer=\(certificate.issuer)
        serial=\(certificate.serialNumber)
        notBefore=\(date(certificate.notBefore))
        notAfter=\(date(certificate.notAfter))
        sha256 Fingerprint=\(pairs.joined(separator: ":"))

        """)
  }

  @Test(
    "day is the calendar's, leap years and all",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
      (4_107_542_399, "2100-02-28"), (4_107_542_400, "2100-03-01"), (1_798_675_200, "2026-12-31"),
      (253_402_300_799, "9999-12-31"), (-62_135_596_800, "0001-01-01"),
    ])
  func day(seconds: Int64, day: String) {
    #expect(Certificate.day(of: seconds) == day)
  }

  @Test("place among authorities", arguments: CertificateWorkshop.names)
  func authority(name: String) throws {
    let certificate = try workshop.certificate(name)
    let text = try ask(name, "-ext", "basicConstraints")
    #expect(certificate.isCA == text.contains("CA:TRUE"))
    #expect(certificate.pathLength.map { "pathlen:\($0)" } == word("pathlen:", in: text))
    #expect(certificate.isSelfIssued == (certificate.subject == certificate.issuer))
  }

  @Test("key usage", arguments: CertificateWorkshop.names)
  func keyUsage(name: String) throws {
    let certificate = try workshop.certificate(name)
    let text = try ask(name, "-ext", "keyUsage")
    guard let usage = certificate.keyUsage else {
      #expect(!text.contains("Key Usage"))
      #expect(certificate.maySignCertificates)
      return
    }
    #expect(usage.contains(.certSign) == text.contains("Certificate Sign"))
    #expect(usage.contains(.crlSign) == text.contains("CRL Sign"))
    #expect(usage.contains(.digitalSignature) == text.contains("Digital Signature"))
    #expect(certificate.maySignCertificates == usage.contains(.certSign))
  }

  @Test("key and alternative names", arguments: CertificateWorkshop.names)
  func identifiers(name: String) throws {
    let certificate = try workshop.certificate(name)
    let text = try ask(
      name, "-ext", "subjectKeyIdentifier,authorityKeyIdentifier,subjectAltName")
    for identifier in [certificate.subjectKeyIdentifier, certificate.authorityKeyIdentifier] {
      let digits = identifier?.map { String(format: "%02X", $0) }.joined(separator: ":")
      if let digits { #expect(text.contains(digits)) }
    }
    #expect((certificate.subjectKeyIdentifier != nil) == text.contains("Subject Key Id"))
    #expect((certificate.authorityKeyIdentifier != nil) == text.contains("Authority Key Id"))
    let names = text.split(separator: "\n").last { $0.contains("DNS:") }?
      .trimmingCharacters(in: .whitespaces).components(separatedBy: ", ")
    #expect(
      certificate.dnsNames.map { "DNS:\($0)" } + certificate.uris.map { "URI:\($0)" }
        == (names ?? []).filter { $0.hasPrefix("DNS:") || $0.hasPrefix("URI:") })
  }

  @Test("signature algorithm", arguments: CertificateWorkshop.names)
  func signature(name: String) throws {
    let line = try word("Signature Algorithm: ", in: ask(name, "-text"))
    #expect(
      try "Signature Algorithm: " + workshop.certificate(name).signatureAlgorithm
        == line?.trimmingCharacters(in: .whitespaces))
  }

  @Test("PEM, written again", arguments: CertificateWorkshop.names)
  func normalisedPEM(name: String) throws {
    #expect(
      try workshop.certificate(name).normalisedPEM == workshop.run(["x509", "-in", "\(name).crt"]))
  }

  private func ask(_ name: String, _ arguments: String...) throws -> String {
    try workshop.run(["x509", "-in", "\(name).crt", "-noout"] + arguments)
  }

  private func date(_ seconds: Int64) -> String {
    let date = Date(timeIntervalSince1970: TimeInterval(seconds))
    return date.formatted(.iso8601.dateTimeSeparator(.space))
  }

  /// From a word to the end of its line or sentence.
  private func word(_ start: String, in text: String) -> String? {
    guard let range = text.range(of: start) else { return nil }
    return start + text[range.upperBound...].prefix { !$0.isNewline && $0 != "," }
  }
}

@Suite("A certificate", .needsOpenSSL)
struct CertificateValueTests {
  let workshop: CertificateWorkshop

  init() throws { workshop = try CertificateWorkshop.shared.get() }

  @Test(
    "tells the kind and the size of its key",
    arguments: [
      ("p256", .ecdsa(curve: "P-256")), ("p384", .ecdsa(curve: "P-384")),
      ("secp256k1", .ecdsa(curve: "secp256k1")),
      ("explicit-curve", .other("ECDSA with a curve of its own")),
      ("rsa2048", .rsa(bits: 2048)), ("rsa4096", .rsa(bits: 4096)), ("ed25519", .ed25519),
      ("ed448", .other("ED448")),
    ] as [(String, Certificate.PublicKey)])
  func publicKey(name: String, key: Certificate.PublicKey) throws {
    #expect(try workshop.certificate(name).publicKey == key)
  }

  @Test(
    "tells the digest that was signed",
    arguments: [
      ("p256", "SHA256"), ("rsa2048", "SHA256"), ("rsa4096", "SHA512"), ("rsa-sha1", "SHA1"),
      ("rsa-pss", "SHA384"), ("ed25519", nil),
    ] as [(String, String?)])
  func digest(name: String, digest: String?) throws {
    #expect(try workshop.certificate(name).signatureDigest == digest)
  }

  @Test(
    "has the last of its common names",
    arguments: [
      ("p256", "root.linkerd.cluster.local"), ("long-name", "последний"), ("no-common-name", nil),
    ] as [(String, String?)])
  func commonName(name: String, text: String?) throws {
    #expect(try workshop.certificate(name).commonName == text)
  }

  @Test(
    "is signed by the key of its issuer and by no other",
    arguments: [
      ("p256", "p256", true), ("p256", "p256-again", false), ("issuer", "p256", true),
      ("issuer", "p256-again", false), ("issuer-leaf", "issuer", true),
      ("issuer-leaf", "p256", false), ("rsa-issuer", "rsa4096", true), ("ed25519", "ed25519", true),
      ("rsa-pss", "rsa-pss", true), ("rsa2048", "ed25519", false),
    ])
  func isSigned(name: String, by issuer: String, expected: Bool) throws {
    #expect(
      try workshop.certificate(name).isSigned(by: workshop.certificate(issuer)) == expected)
  }

  @Test("is equal to the same one of another file, and to no other")
  func equality() throws {
    let certificate = try workshop.certificate("p256")
    let copy = PEM.blocks(in: Array(("Bag\r\n" + certificate.normalisedPEM).utf8)).blocks[0]
    #expect(try Certificate(copy) == certificate)
    #expect(try workshop.certificate("p256-again") != certificate)
  }

  @Test("of a bundle is read with the place of its block")
  func bundle() throws {
    let first = try workshop.pem("p256")
    let second = try workshop.pem("rsa2048")
    let (blocks, problems) = PEM.blocks(in: first + second)
    #expect(problems.isEmpty)
    let certificates = try blocks.map { try Certificate($0) }
    #expect(
      certificates == [try workshop.certificate("p256"), try workshop.certificate("rsa2048")])
    // The last newline belongs to no block.
    #expect(
      blocks.map(\.range) == [
        0..<first.count - 1, first.count..<first.count + second.count - 1,
      ])
  }

  @Test(
    "of a bundle is read beside a key, which is named and not held", arguments: ["p256", "rsa2048"])
  func bundleWithKey(name: String) throws {
    let key = try workshop.key(name)
    let (blocks, problems) = PEM.blocks(in: key + (try workshop.pem(name)))
    #expect(problems.isEmpty)
    #expect(blocks.map(\.isPrivateKey) == [true, false])
    #expect(blocks[0].der.isEmpty)
    #expect(throws: CertificateError.privateKey) { try Certificate(blocks[0]) }
    #expect(try Certificate(blocks[1]) == workshop.certificate(name))
  }

  @Test("is refused where bytes follow it", arguments: [1, 5])
  func trailingBytes(count: Int) throws {
    let der = try workshop.certificate("p256").der + [UInt8](repeating: 0, count: count)
    #expect(throws: CertificateError.trailingBytes(count)) { try Certificate(der: der) }
  }

  @Test("is refused where it is cut off")
  func truncated() throws {
    let der = try workshop.certificate("p256").der
    for count in 0..<der.count {
      #expect(throws: CertificateError.malformed) { try Certificate(der: Array(der[..<count])) }
    }
  }

  @Test("is refused where its outermost length is not in the one form of DER")
  func indefiniteLength() throws {
    let der = try workshop.certificate("p256").der
    #expect(der[1] == 0x82)
    let other = [der[0], 0x83, 0x00] + der[2...]
    #expect(throws: CertificateError.malformed) { try Certificate(der: other) }
  }

  @Test("is refused where it is larger than any that is used")
  func tooLarge() {
    #expect(throws: CertificateError.tooLarge) {
      try Certificate(der: [UInt8](repeating: 0x30, count: 1 << 20))
    }
  }

  @Test("is refused where its key is not a point of its curve")
  func badKey() throws {
    let certificate = try workshop.certificate("p256")
    let prefix: [UInt8] = [0x03, 0x42, 0x00, 0x04]
    let starts = certificate.der.indices.filter { certificate.der[$0...].starts(with: prefix) }
    var der = certificate.der
    der[try #require(starts.first) + 10] ^= 1
    #expect(throws: CertificateError.unreadablePublicKey) { try Certificate(der: der) }
  }

  @Test("is refused where an extension of it is malformed")
  func badExtension() throws {
    var der = try workshop.certificate("path0").der
    // Basic constraints: an octet string, a sequence, a boolean.
    let constraints: [UInt8] = [0x55, 0x1D, 0x13, 0x01, 0x01, 0xFF, 0x04, 0x08, 0x30, 0x06]
    let start = try #require(der.indices.first { der[$0...].starts(with: constraints) })
    der[start + 8] = 0x31
    #expect(throws: CertificateError.unreadableExtension) { try Certificate(der: der) }
  }

  @Test("is refused where a date of it is none")
  func badDate() throws {
    var der = try workshop.certificate("p256").der
    let time = try #require(der.indices.first { der[$0...].starts(with: [0x17, 0x0D]) })
    der[time + 4] = UInt8(ascii: "9")
    #expect(throws: CertificateError.unreadableDate) { try Certificate(der: der) }
  }
}
