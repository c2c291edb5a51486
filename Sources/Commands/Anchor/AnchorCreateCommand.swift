import Compiler
import Cryptography
import Description
import Diagnostics
import Loading
import Sources

extension Command {
  static let createAnchor = Command(
    "create", "make a trust anchor: its certificate for the repository, its key for you",
    discussion: [
      "An ECDSA key on P-256, and a certificate of an authority that signs itself, as Linkerd takes "
        + "it. The certificate goes to anchors/NAME.crt, and nothing is ever overwritten.",
      "The key goes to a file outside of every repository, which only you can read, or with "
        + "'--key -' to standard output. Keep it where a password is kept: who has it can issue any "
        + "identity of the mesh. Without it no issuer can be made anew.",
    ],
    examples: [
      Example("mooring anchor create homelab --key ~/keys/homelab.key", "the first one"),
      Example(
        "mooring anchor create homelab --key - | vault kv put secret/anchor key=-",
        "into a store, past the disk"),
    ],
    options: [
      .value("key", "FILE", "where the private key is written; '-' for standard output"),
      .value("days", "N", default: "3650", "how long it holds"),
      .value(
        "common-name", "NAME", default: "root.linkerd.cluster.local", "the name in the certificate"),
    ],
    arguments: [.init("NAME", "of the file in anchors/, without '.crt'", .one)],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let name = arguments.required("NAME")
      try AnchorFiles.check(name: name)
      let lifetime = try CertificateLifetime(arguments, now: Clock.now)
      let request = AuthorityRequest(
        commonName: try commonName(arguments), notBefore: lifetime.notBefore,
        // Itself, the issuer, the proxy: one authority stands between.
        notAfter: lifetime.notAfter, pathLength: 1)
      guard let path = arguments.value(of: "key") else {
        throw CommandError(
          "nothing says where the private key goes",
          help: "add '--key FILE' with a file outside of the repository, or '--key -'")
      }
      let destination = try SecretDestination(path, outside: repository.root)

      // Both files are there before anything is in one, and gone again unless both are whole.
      var file = try AnchorFiles(repository).makeFile(of: name)
      var secret = try SecretOutput(destination, terminal)
      let key = PrivateKey.p256()
      let certificate = request.selfSigned(by: key)
      do throws(SystemError) {
        try file.write(certificate.normalisedPEM)
        try file.sync()
      } catch {
        throw CommandError("'\(AnchorFiles.path(of: name))' cannot be written: \(error.reason)")
      }
      try key.withPEM { (pem) throws(CommandError) in try secret.write(pem) }
      try secret.sync()
      file.keep()
      secret.keep()
      report(certificate, name, keyPath: path, repository, terminal)
      return .success
    })

  static func commonName(_ arguments: ParsedArguments) throws(CommandError) -> String {
    let name = arguments.value(of: "common-name") ?? ""
    let isPlain = name.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    guard isPlain, name.utf8.count <= AuthorityRequest.longestCommonName else {
      throw CommandError(
        "invalid value '\(name)' of option '--common-name'",
        help: "at most \(AuthorityRequest.longestCommonName) letters of ASCII")
    }
    return name
  }

  private static func report(
    _ certificate: Certificate, _ name: String, keyPath: String, _ repository: Repository,
    _ terminal: Terminal
  ) {
    // The key alone is what a program reads from standard output.
    let sink = keyPath == "-" ? terminal.errors : terminal.output
    let path = AnchorFiles.path(of: name)
    sink.write("wrote \(path)\(keyPath == "-" ? "" : ", and its key to \(keyPath)")\n\n")
    for line in CertificateReport(certificate, at: Clock.now).lines { sink.write(line: line) }
    let others = declaredFiles(in: repository).filter { $0 != path }
    if others.isEmpty {
      sink.write(
        """

        To let every cluster trust it, write in the document of kind Fleet, below 'spec':

          trustAnchor:
            certificates: [\(path)]

        """)
    } else {
      sink.write("\nTo put it in the place of \(others.joined(separator: ", ")): ")
      sink.write("'mooring anchor rotate both --new \(name)'\n")
    }
  }

  /// The files of certificates that the description names; none where it cannot be read.
  private static func declaredFiles(in repository: Repository) -> [String] {
    guard let tree = try? repository.workingTree(), let loaded = try? FleetLoader.load(tree),
      let spec = loaded.fleet?.spec.trustAnchor
    else { return [] }
    return spec.certificates.filter(\.isKnown).map(\.value.text)
  }
}

/// From when to when a new certificate holds.
struct CertificateLifetime {
  let notBefore: Int64
  let notAfter: Int64

  private static let day: Int64 = 86_400
  /// Clocks of nodes are behind that of whoever makes a certificate.
  private static let tolerance: Int64 = 300

  init(_ arguments: ParsedArguments, now: Int64) throws(CommandError) {
    let text = arguments.value(of: "days") ?? ""
    guard let days = Int64(text), (1...36_500).contains(days) else {
      throw CommandError(
        "invalid value '\(text)' of option '--days'", help: "a number from 1 to 36500")
    }
    notBefore = now - Self.tolerance
    notAfter = now + days * Self.day
  }
}
