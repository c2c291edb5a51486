import Diagnostics
import Manifests
import Values

/// Secrets that would be committed in clear.
enum PlaintextSecretRule: ObjectRule {
  static let codes: [Code] = [.plaintextSecret]
  static let judgesUnapplied = true

  static let explanation = """
    The tree is committed, and whoever reads the repository reads it all. A Secret with 'data' or
    'stringData' and no SOPS envelope is readable there (base64 hides nothing), and so is a private
    key in any other object.

    Example: a template of your own that gives a Secret with 'stringData: {password: …}'.

    Cure: an ExternalSecret, a SealedSecret, or a Secret that SOPS has encrypted and that lies
    outside the tree. A key that was committed once has to be replaced.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    let identity = object.identity
    let isSecret = identity.kind == "Secret" && identity.group.isEmpty
    guard let reason = isSecret ? content(of: object.object.value) : key(in: object.object.value)
    else { return [] }
    // At the name, and not at the text: a finding shows the line that it points at.
    return [
      Finding(
        .plaintextSecret, "\(identity) would be committed in clear", in: object,
        at: JSONPointer([.key("metadata"), .key("name")]), label: reason,
        help: ["let an ExternalSecret, a SealedSecret or SOPS bring it"])
    ]
  }

  private static func content(of secret: JSONObject) -> String? {
    guard secret["sops"] == nil else { return nil }
    let filled = ["data", "stringData"].first { secret[$0]?.object?.isEmpty == false }
    return filled.map { "holds '\($0)', and no SOPS envelope" }
  }

  private static func key(in object: JSONObject) -> String? {
    object.contains { holdsKey($0.value) } ? "holds a private key" : nil
  }

  private static func holdsKey(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): isKey(text)
    case .array(let elements): elements.contains(where: holdsKey)
    case .object(let object): object.contains { holdsKey($0.value) }
    default: false
    }
  }

  /// A PEM block whose label ends in `PRIVATE KEY` (RFC 7468), wherever it begins.
  private static func isKey(_ text: String) -> Bool {
    let mark = Array("PRIVATE KEY-----".utf8)
    guard text.utf8.count >= mark.count else { return false }
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: mark[0]) {
      rest = rest[start...]
      if rest.starts(with: mark) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}

extension Code {
  static let plaintextSecret = Code(
    "plaintext-secret", .error, "a Secret or a private key would be committed in clear",
    isFinal: true)
}
