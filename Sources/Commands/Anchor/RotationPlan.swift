import Compiler
import Cryptography
import Description
import Diagnostics
import Fields
import Sources
import Topology

/// What to write, to commit, to restart and to look at in each stage of a rotation.
struct RotationPlan {
  private let rotation: Rotation

  init(_ rotation: Rotation) { self.rotation = rotation }

  private var declared: DeclaredAnchors { rotation.declared }

  /// - Parameter name: of the new anchor's file.
  func both(
    _ name: String?, in repository: Repository, now: Int64
  ) throws(CommandError) -> [String] {
    guard let name else {
      throw CommandError(
        "nothing says which anchor is the new one",
        help: "mooring anchor create NAME --key FILE, then mooring anchor rotate both --new NAME")
    }
    try AnchorFiles.check(name: name)
    let path = AnchorFiles.path(of: name)
    try check(newFile: path, now: now)
    return [
      "Stage 1 of 3, both: every cluster trusts the old and the new anchor", "",
      "1. Write, keeping the order (the old one first):",
    ]
      + (try edit.adding(path)) + [
        "2. 'mooring build', then commit clusters/, \(AnchorFiles.folder)/ and the tree, and push.",
        "3. When Flux is through, see in each cluster that it trusts both:",
        "     \(Self.compareBundle)",
        "   Until pods are restarted, 'linkerd check --proxy' warns that data plane proxies do not",
        "   match the CA (l5d-identity-data-plane-proxies-certs-match-ca). That is as it should be.",
        "4. Restart, so that every proxy gets both:",
      ] + restarts(afterCommit: true) + ["5. Then: mooring anchor rotate reissue"]
  }

  var reissue: [String] {
    let path = rotation.newest?.place.path ?? ""
    var lines = [
      "Stage 2 of 3, reissue: issuers are signed by the new anchor, \(path)", "",
      "1. Only where every pod was restarted since stage 'both': 'linkerd check --proxy' of each",
      "   cluster no longer warns of proxies that do not match the CA.",
      "2. Give each cluster an issuer that the new anchor signs:",
    ]
    for cluster in declared.fleet.clusters {
      lines += issuance(cluster).map { "   \($0)" }
    }
    return lines + [
      "3. The control plane takes a new issuer without a restart. See in each cluster that it leads",
      "   to the new anchor:", "     \(Self.compareIssuer)",
      "   'linkerd check' says 'issuer cert is issued by the trust anchor'.",
      "4. Proxies ask for a certificate of the new issuer as theirs ends, within 24 hours; a restart",
      "   does it at once:",
    ] + restarts(afterCommit: false) + [
      "5. Then, not before a day has passed or all is restarted: mooring anchor rotate drop"
    ]
  }

  func drop() throws(CommandError) -> [String] {
    let dropped = rotation.older.map(\.place.path).joined(separator: ", ")
    var lines = [
      "Stage 3 of 3, drop: the old anchor, \(dropped), is trusted no more", "",
      "1. Only where 'linkerd check' of every cluster says that its issuer is issued by the trust",
      "   anchor, and every pod has a certificate of that issuer (stage 'reissue', step 4).",
      "2. Write:",
    ]
    lines += try edit.removing(rotation.older, declared)
    return lines + [
      "3. 'mooring build', then commit clusters/, \(AnchorFiles.folder)/ and the tree, and push.",
      "4. When Flux is through, see in each cluster that it trusts the new one alone:",
      "     \(Self.compareBundle)", "5. Restart once more:",
    ] + restarts(afterCommit: true) + ["6. Destroy the key of what was dropped."]
  }

  private static let compareBundle =
    "kubectl -n linkerd get cm linkerd-identity-trust-roots -o yaml | mooring anchor verify --bundle -"
  private static let compareIssuer =
    "kubectl -n linkerd get secret linkerd-identity-issuer -o jsonpath='{.data.tls\\.crt}' "
    + "| base64 -d | mooring anchor verify --issuer -"

  private var edit: AnchorListEdit { AnchorListEdit(declared) }

  private func check(newFile path: String, now: Int64) throws(CommandError) {
    let bytes: [UInt8]?
    do throws(SourceError) {
      bytes = try declared.compilation.snapshot.bytes(of: path)
    } catch {
      throw CommandError("\(error.path): \(error.reason)")
    }
    guard let bytes else {
      throw CommandError(
        "there is no file '\(path)'", help: "'mooring anchor create' makes it, and its key")
    }
    let file = CertificateFile(path, bytes)
    guard file.keys.isEmpty else {
      throw CommandError(
        "'\(path)' holds a private key",
        help: "make a new anchor: that one is to be trusted no more")
    }
    guard let certificate = file.certificates.first?.certificate else {
      throw CommandError("'\(path)' holds no certificate")
    }
    if rotation.anchors.certificates.contains(certificate) {
      throw CommandError("'\(path)' holds the anchor that is declared already")
    }
    if let problem = certificate.problemAsTrustAnchor {
      throw CommandError("'\(path)' is no trust anchor that Linkerd takes: \(problem)")
    }
    if certificate.notAfter <= now {
      throw CommandError(
        "'\(path)' has ended: it held until \(Certificate.day(of: certificate.notAfter))")
    }
  }

  /// How a cluster gets an issuer of the new anchor.
  private func issuance(_ cluster: Cluster) -> [String] {
    let name = rotation.newest.map { Self.fileName(of: $0) } ?? "NAME"
    let make = "mooring anchor issue \(name) --anchor-key FILE --secret -"
    switch cluster.spec.linkerd?.identity?.issuer {
    case .certManager(let issuer)?:
      let reference =
        "\(issuer.issuerRef.kind.value.rawValue) '\(issuer.issuerRef.name.value.text)'"
      return [
        "\(cluster.name): put certificate and key of the new anchor into the Secret of \(reference)",
        "  (or name another in 'issuerRef'), then 'cmctl renew -n linkerd linkerd-identity-issuer'",
      ]
    case .source(.sops(let file))?:
      return [
        "\(cluster.name): \(make) | sops encrypt --filename-override \(file.value.text) \\",
        "  --input-type yaml --output-type yaml /dev/stdin > \(file.value.text), build, commit",
      ]
    case .source(.sealedSecret(let file))?:
      return [
        "\(cluster.name): \(make) | kubeseal --format yaml > \(file.value.text), build, commit"
      ]
    case .source(.externalSecret(let external))?:
      return [
        "\(cluster.name): put ca.crt, tls.crt and tls.key of '\(make)'",
        "  into entry '\(external.key.value)' of store '\(external.store.value.text)'",
      ]
    case .secret?:
      return ["\(cluster.name): whoever brings Secret 'linkerd-identity-issuer' makes it anew"]
    case nil: return []
    }
  }

  /// `homelab` of `anchors/homelab.crt`.
  private static func fileName(of anchor: TrustAnchor) -> String {
    var name = anchor.place.path
    if name.hasPrefix("\(AnchorFiles.folder)/") { name.removeFirst(AnchorFiles.folder.count + 1) }
    if name.hasSuffix(".crt") { name.removeLast(4) }
    return name
  }

  /// What is to be restarted, cluster by cluster, in order: so that proxies get the anchors that were
  /// committed, which makes the Jobs run again, or a certificate of another issuer, which does not.
  private func restarts(afterCommit: Bool) -> [String] {
    ["   (each context of kubectl is taken to have the name of its cluster)"]
      + declared.fleet.clusters.flatMap { cluster -> [String] in
        guard let linkerd = cluster.spec.linkerd, linkerd.identity != nil else { return [] }
        var commands: [String] = []
        if !afterCommit { commands.append("-n linkerd rollout restart deploy") }
        if linkerd.viz != nil { commands.append("-n linkerd-viz rollout restart deploy") }
        if linkerd.multicluster != nil || !cluster.spec.links.isEmpty {
          commands.append("-n linkerd-multicluster rollout restart deploy")
        }
        if linkerd.restart == nil {
          commands += cluster.spec.namespaces.filter {
            $0.value.inject.map { $0.value != .disabled } ?? false
          }.map { "-n \($0.name) rollout restart deploy,sts,ds" }
        }
        var lines = commands.map { "     kubectl --context \(cluster.name) \($0)" }
        if linkerd.restart != nil {
          lines.append(
            afterCommit
              ? "     workloads: Job linkerd-restart does it, for each set of trust anchors"
              : "     workloads: write another text into 'linkerd.restart', build, commit")
        }
        let isFirst = afterCommit ? "its install Job restarts the control plane; then" : "in order"
        return ["   \(cluster.name): \(isFirst)"] + lines
      }
  }
}
