import Cryptography
import Topology
import Values

/// What there is to say of a certificate, to people and to programs.
struct CertificateReport {
  private let certificate: Certificate
  private let now: Int64

  init(_ certificate: Certificate, at now: Int64) {
    self.certificate = certificate
    self.now = now
  }

  private static let secondsOfDay: Int64 = 86_400

  /// Whole days until it ends; negative where it has.
  var daysLeft: Int64 {
    let left = certificate.notAfter - now
    return left >= 0
      ? left / Self.secondsOfDay : -((-left + Self.secondsOfDay - 1) / Self.secondsOfDay)
  }

  var lines: [String] {
    let rows = [
      ("subject", certificate.subject.isEmpty ? "without a name" : certificate.subject),
      ("issuer", issuer),
      ("serial", certificate.serialNumber),
      (
        "valid",
        "\(Certificate.day(of: certificate.notBefore)) to \(Certificate.day(of: certificate.notAfter)), \(validity)"
      ),
      ("key", "\(certificate.publicKey), signed with \(certificate.signatureAlgorithm)"),
      ("authority", authority),
      ("SHA-256", certificate.fingerprint.hex),
      ("as anchor", judgement(certificate.problemAsTrustAnchor)),
      ("as issuer", judgement(certificate.problemAsIssuer)),
    ]
    return rows.map { name, value in
      "  \(name)\(String(repeating: " ", count: 11 - name.utf8.count))\(value)"
    }
  }

  private var issuer: String {
    if !certificate.isSelfIssued { return certificate.issuer }
    return certificate.isSigned(by: certificate) ? "itself" : "one of the same name"
  }

  private var validity: String {
    if certificate.notBefore > now { return "not yet" }
    if certificate.notAfter < now { return "ended" }
    return daysLeft == 1 ? "one day left" : "\(daysLeft) days left"
  }

  private var authority: String {
    guard certificate.isCA else { return "no" }
    let length = certificate.pathLength.map { "path length \($0)" } ?? "no path length"
    return
      "yes, \(length), \(certificate.keyUsage.map { "for \($0.names.joined(separator: ", "))" } ?? "for any use")"
  }

  private func judgement(_ problem: String?) -> String {
    problem.map { "refused by Linkerd: \($0)" } ?? "taken by Linkerd"
  }

  /// Members keep their names and their meaning; new ones may be added at the end.
  var json: JSONObject {
    [
      "subject": .string(certificate.subject),
      "issuer": .string(certificate.issuer),
      "selfSigned": .bool(certificate.isSelfIssued && certificate.isSigned(by: certificate)),
      "serialNumber": .string(certificate.serialNumber),
      "notBefore": .string(Certificate.moment(of: certificate.notBefore)),
      "notAfter": .string(Certificate.moment(of: certificate.notAfter)),
      "daysLeft": .integer(daysLeft),
      "publicKey": .string(certificate.publicKey.description),
      "signatureAlgorithm": .string(certificate.signatureAlgorithm),
      "sha256": .string(certificate.fingerprint.hex),
      "isAuthority": .bool(certificate.isCA),
      "pathLength": certificate.pathLength.map { .integer(Int64($0)) } ?? .null,
      "keyUsage": certificate.keyUsage.map { .array($0.names.map { .string($0) }) } ?? .null,
      "problemAsTrustAnchor": certificate.problemAsTrustAnchor.map { .string($0) } ?? .null,
      "problemAsIssuer": certificate.problemAsIssuer.map { .string($0) } ?? .null,
    ]
  }
}

extension Certificate.KeyUsage {
  /// As RFC 5280 has them (section 4.2.1.3).
  var names: [String] {
    let all: [(Certificate.KeyUsage, String)] = [
      (.digitalSignature, "digitalSignature"), (.contentCommitment, "nonRepudiation"),
      (.keyEncipherment, "keyEncipherment"), (.dataEncipherment, "dataEncipherment"),
      (.keyAgreement, "keyAgreement"), (.certSign, "keyCertSign"), (.crlSign, "cRLSign"),
      (.encipherOnly, "encipherOnly"), (.decipherOnly, "decipherOnly"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
