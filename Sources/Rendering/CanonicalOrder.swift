import Values

/// The order of an object's keys that readers of manifests expect; what it does not name follows in
/// the template's own order.
enum CanonicalOrder {
  private static let object = ["apiVersion", "kind", "metadata", "type", "spec", "data"]
  private static let metadata = ["name", "namespace", "labels", "annotations"]

  static func apply(to value: JSONObject) -> JSONObject {
    var ordered = sorted(value, by: object)
    if let inner = ordered["metadata"]?.object {
      ordered["metadata"] = .object(sorted(inner, by: metadata))
    }
    return ordered
  }

  private static func sorted(_ value: JSONObject, by order: [String]) -> JSONObject {
    var members: [(String, JSONValue)] = []
    members.reserveCapacity(value.count)
    for key in order {
      if let member = value[key] { members.append((key, member)) }
    }
    for member in value where !order.contains(member.key) {
      members.append((member.key, member.value))
    }
    return JSONObject(members)
  }
}
