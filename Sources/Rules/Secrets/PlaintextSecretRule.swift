import Cryptography
import Diagnostics
import Manifests
import Values

/// Secrets that would be committed in clear.
enum PlaintextSecretRule: ObjectRule {
  static let codes: [Code] = [.plaintextSecret, .partlyEncryptedSecret]
  static let judgesUnapplied = true

  static let explanation = """
    The tree is committed, and whoever reads the repository reads it all. A Secret with 'data' or
    'stringData' and no SOPS envelope is readable there (base64 hides nothing), and so is a private
    key, a kubeconfig with its key or a token in any other object.

    SOPS encrypts what its rules name, and leaves the rest as it is. A key that was added by hand behind
    an encrypted one stays in clear, and decryption fails on the cluster.

    Example: a template of your own that gives a Secret with 'stringData: {password: …}'.

    Cure: an ExternalSecret, a SealedSecret, or a Secret that SOPS has encrypted and that lies
    outside the tree. A key that was committed once has to be replaced.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    let identity = object.identity
    let isSecret = identity.kind == "Secret" && identity.group.isEmpty
    let value = object.object.value
    if value["sops"] != nil { return isSecret ? [partly(object)].compactMap { $0 } : [] }
    guard let reason = isSecret ? content(of: value) : held(by: value) else { return [] }
    // At the name, and not at the text: a finding shows the line that it points at.
    return [
      Finding(
        .plaintextSecret,
        "\(identity) \(object.isManifest ? "is" : "would be") committed in clear", in: object,
        at: JSONPointer([.key("metadata"), .key("name")]), label: reason,
        help: [
          object.isManifest
            ? "encrypt it with SOPS, or let an ExternalSecret or a SealedSecret bring it; what was committed once has to be replaced"
            : "let an ExternalSecret, a SealedSecret or SOPS bring it"
        ])
    ]
  }

  private static let fields = ["data", "stringData"]

  private static func content(of secret: JSONObject) -> String? {
    let filled = fields.first { field in
      (secret[field]?.object ?? [:]).contains { isReadable($0, isEncoded: field == "data") }
    }
    return filled.map { "holds '\($0)', and no SOPS envelope" }
  }

  /// What stands for a secret that is elsewhere: of 1Password, of Argo's and of vals' plugins.
  private static let references = ["<path:", "op://", "ref+", "vault:"]

  /// Whether a value is a secret, and there already: not empty, not what somebody fills in later, and
  /// neither certificates nor the values of a chart, which are in a Secret for another reason.
  private static func isReadable(_ member: JSONObject.Member, isEncoded: Bool) -> Bool {
    guard let written = member.value.string else { return !member.value.isNull }
    let decoded = isEncoded ? try? Base64.decode(Array(written.utf8)[...]) : nil
    let text = decoded.map { String(decoding: $0, as: UTF8.self) } ?? written
    if text.isEmpty || text.isUndecided || written.isUndecided { return false }
    // A generator's file that SOPS has encrypted: Flux decrypts it before kustomize reads it.
    if text.utf8.holds("ENC[AES256_GCM,") { return false }
    if references.contains(where: text.hasPrefix) { return false }
    let isPublic =
      member.key.hasSuffix("values.yaml") || text.hasPrefix("-----BEGIN CERTIFICATE-----")
    return !isPublic || ReadableText.kind(of: text) != nil
  }

  /// Whether a value is nothing but certificates, which are public: SOPS may be told to leave them.
  private static func isOfCertificates(_ value: JSONValue, isEncoded: Bool) -> Bool {
    var bytes = Array((value.string ?? "").utf8)
    if isEncoded { bytes = (try? Base64.decode(bytes[...])) ?? [] }
    let (blocks, problems) = PEM.blocks(in: bytes)
    return !blocks.isEmpty && problems.isEmpty && blocks.allSatisfy { $0.label == "CERTIFICATE" }
  }

  private static func held(by object: JSONObject) -> String? {
    object.lazy.compactMap { ReadableText.kind(in: $0.value) }.first.map { "holds \($0)" }
  }

  /// A value in clear beside encrypted ones.
  private static func partly(_ secret: ClusterObject) -> Finding? {
    for field in fields {
      let values = secret.object.value[field]?.object ?? [:]
      let isEncrypted: (JSONValue) -> Bool = { $0.string?.hasPrefix("ENC[") ?? $0.isNull }
      let clear = values.first {
        !isEncrypted($0.value) && $0.value != ""
          && !isOfCertificates($0.value, isEncoded: field == "data")
      }
      guard let clear else { continue }
      // At its name: the value itself is not to be shown.
      return Finding(
        .partlyEncryptedSecret, "'\(clear.key)' of \(secret.identity) is in clear", in: secret,
        at: JSONPointer([.key("metadata"), .key("name")]), label: "is encrypted with SOPS in part",
        help: ["encrypt the file again with SOPS; what was committed once has to be replaced"])
    }
    return nil
  }
}

extension Code {
  static let plaintextSecret = Code(
    "plaintext-secret", .error, "a Secret or a private key would be committed in clear",
    isFinal: true)
  static let partlyEncryptedSecret = Code(
    "partly-encrypted-secret", .error, "a Secret that SOPS encrypted holds a value in clear",
    isFinal: true)
}
