extension JSONValue {
  /// This value with a JSON merge patch applied (RFC 7386): members of objects merge, null removes a
  /// member, everything else replaces.
  package func merged(with patch: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var result = object ?? JSONObject()
    for change in changes {
      if change.value.isNull {
        result.remove(change.key)
      } else {
        result[change.key] = (result[change.key] ?? .null).merged(with: change.value)
      }
    }
    return .object(result)
  }
}
