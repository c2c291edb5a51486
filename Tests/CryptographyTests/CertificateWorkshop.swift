import Cryptography
import Foundation
import TemporaryFolders
import Testing

/// Certificates of every kind that tests ask for, made once by the openssl program.
final class CertificateWorkshop: Sendable {
  static let shared = Result { try CertificateWorkshop() }

  private let folder: TemporaryFolder

  /// How a certificate is made: `<name>.crt`, with the key `<name>.key`.
  private struct Recipe {
    let name: String
    var subject = "/CN=root.linkerd.cluster.local"
    var key = p256
    /// Who signs it; itself where there is nobody.
    var issuer: String?
    var extensions = authority
    var days = 365
    var options: [String] = []
  }

  private static let p256 = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
  private static let authority = [
    "basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign",
    "subjectKeyIdentifier=hash",
    "authorityKeyIdentifier=keyid",
  ]
  private static let leaf = ["basicConstraints=CA:FALSE", "keyUsage=digitalSignature"]

  private static func authority(pathLength: Int) -> [String] {
    ["basicConstraints=critical,CA:TRUE,pathlen:\(pathLength)"] + authority.dropFirst()
  }

  private static let recipes: [Recipe] = [
    Recipe(name: "p256"),
    Recipe(name: "p256-again"),
    Recipe(
      name: "p256-no-key-ids",
      extensions: ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign"]),
    Recipe(name: "p384", key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]),
    Recipe(name: "secp256k1", key: ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"]),
    Recipe(
      name: "explicit-curve",
      key: p256 + ["-pkeyopt", "ec_param_enc:explicit"]),
    Recipe(name: "rsa2048", key: ["-newkey", "rsa:2048"]),
    Recipe(name: "rsa4096", key: ["-newkey", "rsa:4096"], options: ["-sha512"]),
    Recipe(name: "rsa-sha1", key: ["-key", "rsa2048.key"], options: ["-sha1"]),
    Recipe(
      name: "rsa-pss", key: ["-key", "rsa2048.key"],
      options: ["-sigopt", "rsa_padding_mode:pss", "-sha384"]),
    Recipe(name: "ed25519", key: ["-newkey", "ed25519"]),
    Recipe(name: "ed448", key: ["-newkey", "ed448"]),
    Recipe(name: "path0", subject: "/CN=path0", extensions: authority(pathLength: 0)),
    Recipe(name: "path1", subject: "/CN=path1", extensions: authority(pathLength: 1)),
    Recipe(name: "no-extensions", extensions: ["nsComment=none of those that count"]),
    Recipe(
      name: "no-cert-sign", subject: "/CN=no-cert-sign",
      extensions: ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,cRLSign"]),
    Recipe(name: "not-an-authority", subject: "/CN=not-an-authority", extensions: leaf),
    Recipe(name: "one-day", subject: "/CN=one-day", days: 1),
    Recipe(name: "a-century", subject: "/CN=a-century", days: 36_500),
    Recipe(
      name: "long-name", subject: "/C=DE/O=Häfen, Kräne + \"Söhne\"/OU=#1/CN= första /CN=последний"),
    Recipe(name: "no-common-name", subject: "/O=Only an organisation"),
    Recipe(
      name: "alternative-names",
      extensions: leaf + [
        "subjectAltName=DNS:a.example,DNS:*.b.example,URI:spiffe://cluster.local/ns/x,IP:10.0.0.1,email:a@b.c"
      ]),
    Recipe(
      name: "unknown-critical", subject: "/CN=unknown-critical",
      extensions: authority + ["1.2.3.4=critical,ASN1:UTF8String:nobody knows"]),
    Recipe(
      name: "name-constraints", subject: "/CN=name-constraints",
      extensions: authority + ["nameConstraints=critical,permitted;DNS:example"]),
    Recipe(name: "serial", options: ["-set_serial", "0xF00000000000000000000000000000000000000A"]),
    // Signed by others.
    Recipe(name: "issuer", subject: "/CN=identity.linkerd.cluster.local", issuer: "p256"),
    Recipe(
      name: "forged-issuer", subject: "/CN=identity.linkerd.cluster.local", issuer: "p256"),
    Recipe(name: "rsa-issuer", subject: "/CN=rsa-issuer", issuer: "rsa4096"),
    Recipe(name: "issuer-leaf", subject: "/CN=pod", issuer: "issuer", extensions: leaf),
    Recipe(
      name: "no-key-ids-leaf", subject: "/CN=pod", issuer: "p256-no-key-ids", extensions: leaf),
    Recipe(name: "path0-leaf", subject: "/CN=pod", issuer: "path0", extensions: leaf),
    Recipe(name: "path0-issuer", subject: "/CN=path0-issuer", issuer: "path0"),
    Recipe(name: "path0-issuer-leaf", subject: "/CN=pod", issuer: "path0-issuer", extensions: leaf),
    Recipe(name: "path1-issuer", subject: "/CN=path1-issuer", issuer: "path1"),
    Recipe(name: "path1-issuer-leaf", subject: "/CN=pod", issuer: "path1-issuer", extensions: leaf),
    Recipe(name: "leaf-leaf", subject: "/CN=pod", issuer: "not-an-authority", extensions: leaf),
    Recipe(name: "no-cert-sign-leaf", subject: "/CN=pod", issuer: "no-cert-sign", extensions: leaf),
    Recipe(
      name: "name-constraints-leaf", subject: "/CN=pod", issuer: "name-constraints",
      extensions: leaf + ["subjectAltName=DNS:elsewhere"]),
    Recipe(
      name: "unknown-critical-leaf", subject: "/CN=pod", issuer: "unknown-critical",
      extensions: leaf),
  ]

  /// All that there are, in the order in which they are made.
  static let names = recipes.map(\.name)

  init() throws {
    folder = try TemporaryFolder()
    for recipe in Self.recipes { try make(recipe) }
  }

  private func make(_ recipe: Recipe) throws {
    let name = recipe.name
    let extensions = recipe.extensions.joined(separator: "\n")
    try folder.write(
      """
      [req]
      prompt = no
      distinguished_name = dn
      [dn]
      [extensions]
      \(extensions)

      """, to: "\(name).cnf")
    var arguments = [
      "req", "-x509", "-nodes", "-utf8", "-config", "\(name).cnf", "-extensions", "extensions",
      "-subj",
      recipe.subject, "-days", "\(recipe.days)", "-keyout", "\(name).key", "-out", "\(name).crt",
    ]
    arguments += recipe.key + recipe.options
    if let issuer = recipe.issuer {
      arguments += ["-CA", "\(issuer).crt", "-CAkey", "\(issuer).key"]
    }
    try run(arguments)
  }

  /// What openssl prints, with names of certificates as `<name>.crt` among its arguments.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    try OpenSSLProgram.run(arguments, in: folder.path)
  }

  func pem(_ name: String) throws -> [UInt8] { try #require(folder.bytes(of: "\(name).crt")) }
  func key(_ name: String) throws -> [UInt8] { try #require(folder.bytes(of: "\(name).key")) }

  func certificate(_ name: String) throws -> Certificate {
    let (blocks, problems) = PEM.blocks(in: try pem(name))
    #expect(problems.isEmpty)
    return try Certificate(try #require(blocks.first))
  }
}
