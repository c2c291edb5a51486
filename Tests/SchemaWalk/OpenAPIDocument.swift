import Foundation
import Synchronization
import Values

/// Kubernetes' own OpenAPI document: large, so that its definitions are converted when asked for.
final class OpenAPIDocument: Sendable {
  private struct Contents: @unchecked Sendable {
    /// As JSONSerialization gives them; never changed.
    let definitions: [String: Any]
  }

  static let objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
  private static let prefix = "#/definitions/"

  private let contents: Contents
  /// Definitions by `apiVersion kind`, and whether the kind is namespaced.
  private let kinds: [String: (definition: String, isNamespaced: Bool)]
  private let converted = Mutex<[String: JSONObject]>([:])

  init(_ data: Data) throws {
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    contents = Contents(definitions: root["definitions"] as? [String: Any] ?? [:])
    kinds = Self.kinds(contents.definitions, paths: root["paths"] as? [String: Any] ?? [:])
  }

  func definition(_ reference: String) -> JSONObject? {
    guard reference.hasPrefix(Self.prefix) else { return nil }
    return definition(named: String(reference.dropFirst(Self.prefix.count)))
  }

  func definition(named name: String) -> JSONObject? {
    if let found = converted.withLock({ $0[name] }) { return found }
    guard let found = contents.definitions[name].map(Self.value)?.object else { return nil }
    converted.withLock { $0[name] = found }
    return found
  }

  func kind(_ apiVersion: String, _ kind: String) -> SchemaCatalogue.Kind? {
    guard let known = kinds["\(apiVersion) \(kind)"],
      let schema = definition(named: known.definition)
    else { return nil }
    return SchemaCatalogue.Kind(
      schema: schema, isNamespaced: known.isNamespaced, isCustom: false)
  }

  /// What can be created, by the paths that take it: those of namespaced kinds name the namespace.
  private static func kinds(
    _ definitions: [String: Any], paths: [String: Any]
  ) -> [String: (definition: String, isNamespaced: Bool)] {
    var kinds: [String: (definition: String, isNamespaced: Bool)] = [:]
    for (path, operations) in paths where !path.hasSuffix("}/binding") {
      guard let post = (operations as? [String: Any])?["post"] as? [String: Any],
        post["x-kubernetes-action"] as? String == "post",
        let key = key(post["x-kubernetes-group-version-kind"]),
        let body = (post["parameters"] as? [[String: Any]])?.first(where: {
          $0["in"] as? String == "body"
        }),
        let reference = (body["schema"] as? [String: Any])?["$ref"] as? String
      else { continue }
      let isNamespaced = path.contains("/namespaces/{namespace}/")
      // The same kind may be created across namespaces too, at a path that names none.
      if kinds[key] == nil || isNamespaced {
        kinds[key] = (String(reference.dropFirst(prefix.count)), isNamespaced)
      }
    }
    return kinds
  }

  private static func key(_ value: Any?) -> String? {
    guard let names = value as? [String: String], let version = names["version"],
      let kind = names["kind"], let group = names["group"]
    else { return nil }
    return group.isEmpty ? "\(version) \(kind)" : "\(group)/\(version) \(kind)"
  }

  private static func value(_ any: Any) -> JSONValue {
    switch any {
    case let text as String: return .string(text)
    case let list as [Any]: return .array(list.map(value))
    case let object as [String: Any]: return .object(JSONObject(object.map { ($0, value($1)) }))
    case let number as NSNumber:
      // JSONSerialization gives booleans as numbers, which alone say so in their encoding.
      if String(cString: number.objCType) == "c" { return .bool(number.boolValue) }
      return number.doubleValue == Double(number.int64Value)
        ? .integer(number.int64Value) : .number(number.doubleValue)
    default: return .null
    }
  }
}
