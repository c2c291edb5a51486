import Diagnostics
import Manifests
import Values
import Versions

/// Secrets of the identity issuer without the keys that Linkerd reads.
enum IssuerSecretRule: ClusterRule {
  static let codes: [Code] = [.incompleteIssuerSecret]

  static let explanation = """
    Linkerd's identity controller reads Secret 'linkerd-identity-issuer'. With scheme
    'kubernetes.io/tls' that has 'tls.crt', 'tls.key' and 'ca.crt'; with 'linkerd.io/tls' it has
    'crt.pem' and 'key.pem'. 'ca.crt' holds the trust anchor: the CLI takes it from there when it
    installs with an external issuer, and 'linkerd check' compares it.

    Example: an ExternalSecret with 'tls.crt' and 'tls.key' alone.

    Cure: the missing key; cert-manager writes all three by itself.
    """

  private static let name = "linkerd-identity-issuer"
  private static let schemes = [
    "kubernetes.io/tls": ["ca.crt", "tls.crt", "tls.key"],
    "linkerd.io/tls": ["crt.pem", "key.pem"],
  ]

  static func check(_ view: ClusterView) -> [Finding] {
    let release = view.chartRelease(.controlPlane)
    let namespace = release?.namespace ?? LinkerdRelease.namespace
    let producers = view.objects.compactMap(SecretProducer.init).filter {
      $0.secret == name && $0.object.identity.namespace == namespace
    }
    guard producers.count == 1, let keys = producers[0].keys,
      let wanted = wanted(release, keys)
    else { return [] }
    let missing = wanted.filter { !keys.contains($0) }
    if missing.isEmpty { return [] }
    let object = producers[0].object
    return [
      Finding(
        .incompleteIssuerSecret,
        "\(object.identity) lacks \(missing.map { "'\($0)'" }.joined(separator: " and "))",
        in: object, at: ["metadata", "name"].pointer,
        label: "Linkerd's identity controller reads it",
        help: ["the issuer's Secret has \(wanted.map { "'\($0)'" }.joined(separator: ", "))"])
    ]
  }

  /// By the release's scheme; where that is not known, by the keys that are there.
  private static func wanted(_ release: ChartRelease?, _ keys: Set<String>) -> [String]? {
    if let release, let scheme = release.value("identity", "issuer", "scheme")?.string {
      return schemes[scheme]
    }
    if let release, !release.isOpen("identity.issuer") { return schemes["linkerd.io/tls"] }
    return keys.contains("tls.crt") ? schemes["kubernetes.io/tls"] : nil
  }
}

extension Code {
  static let incompleteIssuerSecret = Code(
    "incomplete-issuer-secret", .error, "the issuer's Secret lacks a key that Linkerd reads")
}
