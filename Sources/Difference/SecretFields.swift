import Cryptography
import Manifests
import Values

/// What of an object nobody is to read in a report: the values of a Secret, and private keys
/// wherever they are.
struct SecretFields {
  private let isSecret: Bool

  init(of identity: ObjectIdentity) {
    isSecret = identity.kind == "Secret" && identity.group.isEmpty
  }

  /// Both values of a field, with marks for what is not to be read.
  func shown(
    _ before: JSONValue?, _ after: JSONValue?, at trail: FieldTrail
  ) -> (before: JSONValue?, after: JSONValue?, isSecret: Bool) {
    let hidden = (before.map { hiding($0, at: trail) }, after.map { hiding($0, at: trail) })
    guard hidden != (before, after) else { return (before, after, false) }
    // Two marks that are the same would say that nothing changed.
    if hidden.0 == FieldDifference.hidden, hidden.1 == FieldDifference.hidden {
      return (hidden.0, FieldDifference.changed, true)
    }
    return (hidden.0, hidden.1, true)
  }

  private func hiding(_ value: JSONValue, at trail: FieldTrail) -> JSONValue {
    guard isSecret else { return hiding(value) { $0.holdsPrivateKey } }
    if case .key(let key)? = trail.steps.first, key == "data" || key == "stringData" {
      return hiding(value) { _ in true }
    }
    // It has all values once more.
    if case .key(Self.lastApplied)? = trail.steps.last { return FieldDifference.hidden }
    return hiding(value) { $0.holdsPrivateKey }
  }

  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  private func hiding(_ value: JSONValue, where isHidden: (JSONValue) -> Bool) -> JSONValue {
    switch value {
    case .object(let object):
      .object(
        JSONObject(
          object.map { member in
            let isCopy = isSecret && member.key == Self.lastApplied
            return (
              member.key, isCopy ? FieldDifference.hidden : hiding(member.value, where: isHidden)
            )
          }))
    case .array(let elements): .array(elements.map { hiding($0, where: isHidden) })
    default: isHidden(value) ? FieldDifference.hidden : value
    }
  }
}

extension SecretFields {
  /// Differences of a Secret without those that only write the same bytes in another way: what is in
  /// `stringData` is stored in `data`.
  func leavingOutSame(
    _ differences: [FieldDifference], _ before: JSONObject, _ after: JSONObject
  ) -> [FieldDifference] {
    guard isSecret, before["stringData"] != nil || after["stringData"] != nil else {
      return differences
    }
    let (old, new) = (Self.stored(before), Self.stored(after))
    return differences.filter { difference in
      guard let steps = (difference.pointerAfter ?? difference.pointerBefore)?.steps,
        case .key(let field)? = steps.first, field == "data" || field == "stringData"
      else { return true }
      if steps.count > 1, case .key(let key) = steps[1] { return old[key] != new[key] }
      let keys = [before, after].flatMap { $0[field]?.object?.keys ?? [] }
      return keys.contains { old[$0] != new[$0] }
    }
  }

  /// The values as the server stores them, in Base64.
  private static func stored(_ secret: JSONObject) -> [String: String] {
    var values: [String: String] = [:]
    for member in secret["data"]?.object ?? [:] { values[member.key] = member.value.string }
    for member in secret["stringData"]?.object ?? [:] {
      values[member.key] = member.value.string.map { Base64.encode(Array($0.utf8)) }
    }
    return values
  }
}

extension JSONValue {
  /// Whether it is a text with a private key in it, or the Base64 of one.
  fileprivate var holdsPrivateKey: Bool {
    guard case .string(let text) = self else { return false }
    if text.utf8.holds("PRIVATE KEY-----") { return true }
    // What PEM begins with, in Base64.
    guard text.utf8.starts(with: "LS0tLS1CRUdJTi".utf8),
      let decoded = try? Base64.decode(Array(text.utf8)[...])
    else { return false }
    return decoded.holds("PRIVATE KEY-----")
  }
}
