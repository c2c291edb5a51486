import Compiler
import Cryptography
import Description
import Diagnostics
import Fields
import Rules
import Topology

extension Command {
  static let verifyAnchor = Command(
    "verify", "hold issuers and bundles of clusters against the declared trust anchors",
    discussion: [
      "The clusters of a fleet share its trust anchors: 'trustAnchor.certificates'. Says what is "
        + "wrong with these, and of each cluster whether its issuer leads to one, as far as files "
        + "tell.",
      "'--bundle' compares what a cluster really trusts, '--issuer' the issuer that it really has. "
        + "Ends with 1 where something differs.",
    ],
    examples: [
      Example(
        "mooring anchor verify --bundle trust-roots.yaml",
        "does the cluster trust what is declared?"),
      Example(
        "mooring anchor verify --issuer issuer.crt", "is its issuer signed by one of them?"),
    ],
    options: [
      .value("bundle", "FILE", isRepeatable: true, "a bundle of a cluster: PEM, or its ConfigMap"),
      .value("issuer", "FILE", isRepeatable: true, "an issuer of a cluster: PEM, or its Secret"),
      .today,
    ],
    run: working { (arguments, terminal) throws(CommandError) in
      let repository = try Repository(arguments)
      let now = try arguments.now()
      guard let declared = try DeclaredAnchors(repository, now: now, terminal) else {
        return .findings
      }
      let found = declared.compilation.diagnostics.sorted.filter {
        RuleBook.identityCodes.contains($0.code)
      }
      terminal.report(Diagnostics(found), as: .text, source: declared.compilation.source)
      guard !declared.anchors.isEmpty else {
        throw CommandError(
          "the description names no trust anchor",
          help: "'mooring anchor create NAME --key FILE' makes one")
      }
      var isAlike = !found.contains { $0.severity == .error }
      show(declared, now: now, on: terminal.output)
      for path in arguments.values(of: "bundle") {
        if try !compare(bundle: path, declared, on: terminal.output) { isAlike = false }
      }
      for path in arguments.values(of: "issuer") {
        if try !compare(issuer: path, declared, now: now, on: terminal.output) { isAlike = false }
      }
      return isAlike ? .success : .findings
    })

  private static func show(_ declared: DeclaredAnchors, now: Int64, on sink: ByteSink) {
    let count = declared.anchors.count
    sink.write("every cluster trusts \(count == 1 ? "one anchor" : "\(count) anchors"):\n")
    for anchor in declared.anchors {
      sink.write(line: "  \(summary(of: anchor.certificate)), \(declared.position(of: anchor))")
    }
    for cluster in declared.fleet.clusters {
      guard let identity = cluster.spec.linkerd?.identity else { continue }
      sink.write(
        line: "\(cluster.name): \(words(for: identity, cluster, declared, now: now))")
    }
  }

  /// What files tell of the issuer of a cluster.
  private static func words(
    for identity: IdentitySettings, _ cluster: Cluster, _ declared: DeclaredAnchors, now: Int64
  ) -> String {
    let cannot = "could not check its issuer"
    switch identity.issuer {
    case .certManager(let issuer)?:
      let reference =
        "\(issuer.issuerRef.kind.value.rawValue) '\(issuer.issuerRef.name.value.text)'"
      return "\(cannot): cert-manager makes it in the cluster, by \(reference)"
    case .secret?: return "\(cannot): somebody else brings it"
    case .source(.externalSecret)?: return "\(cannot): it is in a store"
    case .source(let source)?:
      guard let path = source.file?.value.text, let file = declared.fleet.issuers[path],
        let issuer = file.chain.first
      else { return "\(cannot): it is encrypted" }
      let problem = CertificateChain.problem(
        of: issuer.value, anchors: declared.anchors.map(\.certificate),
        intermediates: file.chain.dropFirst().map(\.value), at: now)
      return "its issuer "
        + (problem.map { "is not one of these anchors': \($0)" }
          ?? "leads to one of them, until \(Certificate.day(of: issuer.value.notAfter))")
    case nil: return "nobody brings its issuer"
    }
  }

  /// Whether a bundle of a cluster holds exactly what is declared.
  private static func compare(
    bundle path: String, _ declared: DeclaredAnchors, on sink: ByteSink
  ) throws(CommandError) -> Bool {
    let file = try readCertificates(path, on: sink)
    let live = Set(file.certificates.map(\.certificate))
    let missing = declared.anchors.filter { !live.contains($0.certificate) }
    var seen: Set<Certificate> = declared.anchors.certificates
    let extra = file.certificates.filter { seen.insert($0.certificate).inserted }
    for anchor in missing {
      sink.write(
        line: "\(file.path) lacks \(summary(of: anchor.certificate)), "
          + declared.position(of: anchor))
    }
    for found in extra {
      sink.write(
        line: "\(file.path) holds \(summary(of: found.certificate)), which is not declared")
    }
    let isAlike = missing.isEmpty && extra.isEmpty && file.problems.isEmpty
    if isAlike { sink.write(line: "\(file.path) holds what is declared, and nothing else") }
    return isAlike
  }

  /// Whether an issuer of a cluster leads to a declared anchor.
  private static func compare(
    issuer path: String, _ declared: DeclaredAnchors, now: Int64, on sink: ByteSink
  ) throws(CommandError) -> Bool {
    let file = try readCertificates(path, on: sink)
    // A Secret holds the authority beside the issuer.
    let chain = file.certificates.filter { !$0.field.hasSuffix("ca.crt") }.map(\.certificate)
    guard let issuer = chain.first else { return false }
    let problem =
      issuer.problemAsIssuer
      ?? CertificateChain.problem(
        of: issuer, anchors: declared.anchors.map(\.certificate),
        intermediates: Array(chain.dropFirst()), at: now)
    let anchor = declared.anchors.first {
      CertificateChain.problem(
        of: issuer, anchors: [$0.certificate], intermediates: Array(chain.dropFirst()), at: nil)
        == nil
    }
    let words =
      problem.map { "does not hold: \($0)" }
      ?? "leads to \(anchor.map { declared.position(of: $0) } ?? "a declared anchor")"
    sink.write(line: "\(summary(of: issuer)) of \(file.path) \(words)")
    return problem == nil && file.problems.isEmpty
  }

  private static func readCertificates(
    _ path: String, on sink: ByteSink
  ) throws(CommandError) -> CertificateFile {
    let name = path == "-" ? "standard input" : path
    let file = CertificateFile(name, try InputFile.bytes(of: path))
    for problem in file.problems { sink.write(line: "\(name): \(problem)") }
    if file.certificates.isEmpty, file.problems.isEmpty {
      throw CommandError("'\(name)' holds no certificate")
    }
    return file
  }

  /// A certificate on one line: what people tell it by, and what machines do.
  static func summary(of certificate: Certificate) -> String {
    "'\(certificate.subject)' until \(Certificate.day(of: certificate.notAfter)) "
      + "(SHA-256 \(certificate.fingerprint.hex.prefix(16))…)"
  }
}
