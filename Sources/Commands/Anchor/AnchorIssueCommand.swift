import Compiler
import Cryptography
import Description
import Sources
import Topology
import Versions

extension Command {
  static let issueFromAnchor = Command(
    "issue", "make an identity issuer: the Secret that a cluster's control plane reads",
    discussion: [
      "For clusters whose issuer comes by 'sops', 'sealedSecret', 'externalSecret' or 'secret'; "
        + "cert-manager makes its own. Give each cluster an issuer of its own.",
      "What is written is Secret linkerd-identity-issuer in clear: ca.crt, tls.crt and tls.key. It "
        + "is never written into a repository; encrypt it on the way there.",
    ],
    examples: [
      Example(
        "mooring anchor issue homelab --anchor-key homelab.key --secret -",
        "to be encrypted: docs/anchors.md has the lines for SOPS and kubeseal")
    ],
    options: [
      .value("anchor-key", "FILE", "the private key of the trust anchor; it is only read"),
      .value("secret", "FILE", "where the Secret is written; '-' for standard output"),
      .value("days", "N", default: "365", "how long it holds; never longer than its anchor"),
      .value(
        "common-name", "NAME", default: "identity.linkerd.cluster.local",
        "the name in the certificate"),
    ],
    arguments: [.init("NAME", "of the anchor's file in anchors/, without '.crt'", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let name = arguments.required("NAME")
      try AnchorFiles.check(name: name)
      let now = Clock.now
      let lifetime = try CertificateLifetime(arguments, now: now)
      let commonName = try commonName(arguments)
      guard let keyPath = arguments.value(of: "anchor-key"),
        let secretPath = arguments.value(of: "secret")
      else {
        throw CommandError(
          "nothing says where the anchor's key is, or where the Secret goes",
          help: "add '--anchor-key FILE' and '--secret FILE'")
      }
      let anchorKey = try InputFile.privateKey(at: keyPath)
      let anchor = try signer(name, of: anchorKey, keyPath, in: repository, now: now)
      let key = PrivateKey.p256()
      let certificate = AuthorityRequest(
        commonName: commonName, notBefore: max(lifetime.notBefore, anchor.notBefore),
        notAfter: min(lifetime.notAfter, anchor.notAfter), pathLength: 0
      ).signed(key, by: anchor, with: anchorKey)

      let destination = try SecretDestination(secretPath, outside: repository.root)
      var secret = try SecretOutput(destination, terminal)
      try write(certificate, key, anchor, to: secret)
      try secret.sync()
      secret.keep()
      let sink = secretPath == "-" ? terminal.errors : terminal.output
      if secretPath != "-" { sink.write("wrote \(secretPath)\n\n") }
      for line in CertificateReport(certificate, at: now).lines { sink.write(line: line) }
      return .success
    })

  /// The certificate in the repository that is of the key, where Linkerd takes it.
  private static func signer(
    _ name: String, of key: borrowing PrivateKey, _ keyPath: String, in repository: Repository,
    now: Int64
  ) throws(CommandError) -> Certificate {
    let path = AnchorFiles.path(of: name)
    let bytes: [UInt8]?
    do throws(SourceError) {
      bytes = try WorkingTree(root: repository.root).bytes(of: path)
    } catch {
      throw CommandError("\(error.path): \(error.reason)")
    }
    guard let bytes else {
      throw CommandError(
        "there is no file '\(path)'", help: "'mooring anchor create \(name)' makes one")
    }
    let file = CertificateFile(path, bytes)
    guard !file.certificates.isEmpty else { throw CommandError("'\(path)' holds no certificate") }
    for found in file.certificates where key.matches(found.certificate) {
      if let problem = found.certificate.problemAsTrustAnchor {
        throw CommandError("'\(path)' is no trust anchor that Linkerd takes: \(problem)")
      }
      if found.certificate.notAfter <= now {
        throw CommandError(
          "'\(path)' has ended: it held until \(Certificate.day(of: found.certificate.notAfter))",
          help: "'mooring anchor rotate' tells how to change to a new one")
      }
      return found.certificate
    }
    throw CommandError("'\(path)' is not of the key in '\(keyPath)'")
  }

  /// The key goes from the memory that is overwritten straight to its reader, line by line.
  private static func write(
    _ certificate: Certificate, _ key: borrowing PrivateKey, _ anchor: Certificate,
    to secret: borrowing SecretOutput
  ) throws(CommandError) {
    let expected = ExpectedSecret.issuer
    var head = """
      apiVersion: v1
      kind: Secret
      metadata:
        name: \(expected.name)
        namespace: \(expected.namespace)
      type: \(expected.type)
      stringData:

      """
    for (field, certificate) in [("ca.crt", anchor), ("tls.crt", certificate)] {
      head += "  \(field): |\n"
      for line in certificate.normalisedPEM.split(separator: "\n") { head += "    \(line)\n" }
    }
    head += "  tls.key: |\n"
    try secret.write(head)
    try key.withPEM { (pem) throws(CommandError) in
      for line in pem.split(separator: UInt8(ascii: "\n")) {
        try secret.write("    ")
        try secret.write(UnsafeRawBufferPointer(rebasing: line))
        try secret.write("\n")
      }
    }
  }
}
