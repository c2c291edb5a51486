import Diagnostics
import Fields
import Manifests
import Values

/// Objects whose group, kind, namespace or name is none that the API server takes.
enum ObjectNameRule: ObjectRule {
  static let codes: [Code] = [.invalidObjectName, .invalidDataKey]

  static let explanation = """
    The API server refuses an object whose name is not a DNS name: lower-case letters, digits, '-'
    and '.', with a letter or digit at both ends. Names of namespaces and services have no dots;
    those of roles and their bindings may hold nearly anything, of which Mooring takes printable
    ASCII, since files are named after them. Each key of a ConfigMap or a Secret has letters, digits,
    '-', '_' and '.'. Flux applies nothing of a Kustomization that holds one object of this kind.

    Example: 'name: Web_Frontend' in a template of your own.

    Cure: a name in lower case, with '-' between its words.
    """

  static func check(_ object: ClusterObject) -> [Finding] {
    [
      judge(object, "apiVersion", object.identity.group),
      judgeKind(object),
      judge(object, "namespace", object.identity.namespace),
      judgeText(object),
      judgeName(object),
    ].compactMap { $0 } + judgeKeys(object)
  }

  /// A group or a namespace.
  private static func judge(
    _ object: ClusterObject, _ field: String, _ text: String
  ) -> Finding? {
    if text.isEmpty { return nil }
    let isNamespace = field == "namespace"
    return problem(with: text, isLabel: isNamespace).map { problem in
      Finding(
        .invalidObjectName, "'\(text)' is not a valid \(isNamespace ? "namespace" : "group")",
        in: object, at: JSONPointer(isNamespace ? [.key("metadata"), .key(field)] : [.key(field)]),
        label: problem.label, help: problem.help)
    }
  }

  /// A namespace that is a number to YAML is no namespace at all.
  private static func judgeText(_ object: ClusterObject) -> Finding? {
    guard let namespace = object.object.value["metadata"]?["namespace"], namespace.string == nil
    else { return nil }
    return Finding(
      .invalidObjectName, "the namespace of \(object.identity) is not text", in: object,
      at: JSONPointer([.key("metadata"), .key("namespace")]),
      label: "of kind '\(namespace.kindName)'", help: ["write it in quotes"])
  }

  private static func judgeKind(_ object: ClusterObject) -> Finding? {
    let kind = object.identity.kind
    if DNSName.isLabel(kind.lowercased()) { return nil }
    return Finding(
      .invalidObjectName, "'\(kind)' is not a valid kind", in: object,
      at: JSONPointer([.key("kind")]), label: "a kind has letters and digits, as in 'ConfigMap'")
  }

  private static func judgeName(_ object: ClusterObject) -> Finding? {
    let identity = object.identity
    let pointer = JSONPointer([.key("metadata"), .key("name")])
    let message = "'\(identity.name)' is not a valid name for an object of kind '\(identity.kind)'"
    if identity.group == "rbac.authorization.k8s.io" {
      if isPathSegment(identity.name) { return nil }
      return Finding(
        .invalidObjectName, message, in: object, at: pointer,
        label: "the name of a role is of printable ASCII, without '/' and '%'")
    }
    let isLabel = identity.group.isEmpty && ["Namespace", "Service"].contains(identity.kind)
    return problem(with: identity.name, isLabel: isLabel).map { problem in
      Finding(
        .invalidObjectName, message, in: object, at: pointer, label: problem.label,
        help: problem.help)
    }
  }

  /// k8s.io/apimachinery/pkg/api/validation/path, and no character that a file name cannot hold.
  private static func isPathSegment(_ name: String) -> Bool {
    name != "." && name != ".." && (1...DNSName.longestSubdomain).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "%")
      }
  }

  private static func problem(with name: String, isLabel: Bool) -> FieldProblem? {
    do throws(FieldProblem) {
      if isLabel { _ = try LabelName.parse(name) } else { _ = try ObjectName.parse(name) }
      return nil
    } catch {
      return error
    }
  }

  private static func judgeKeys(_ object: ClusterObject) -> [Finding] {
    let identity = object.identity
    guard identity.group.isEmpty, ["ConfigMap", "Secret"].contains(identity.kind) else { return [] }
    return ["data", "binaryData", "stringData"].flatMap { field in
      (object.object.value[field]?.object?.keys ?? []).compactMap { key in
        if isDataKey(key) { return nil }
        return Finding(
          .invalidDataKey, "'\(key)' is not a valid key of \(identity)", in: object,
          at: JSONPointer([.key(field), .key(key)]),
          label: "a key has at most 253 letters, digits, '-', '_' and '.'")
      }
    }
  }

  /// IsConfigMapKey of k8s.io/apimachinery/pkg/util/validation.
  private static func isDataKey(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= DNSName.longestSubdomain && key != "."
      && !key.hasPrefix("..")
      && key.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
  }
}

extension Code {
  static let invalidObjectName = Code(
    "invalid-object-name", .error, "an object has a group, kind, namespace or name that is none",
    isFinal: true)
  static let invalidDataKey = Code(
    "invalid-data-key", .error, "a ConfigMap or a Secret has a key that Kubernetes refuses")
}
