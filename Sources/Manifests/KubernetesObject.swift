import Synchronization
import Values

/// What tells one object of a cluster from another.
package struct ObjectIdentity: Hashable, Sendable, CustomStringConvertible {
  /// `apps` of `apps/v1`; empty for the core group. The version is no part of the identity.
  package let group: String
  package let kind: String
  /// Empty for cluster-scoped objects.
  package let namespace: String
  package let name: String

  package init(group: String, kind: String, namespace: String, name: String) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// `Job linkerd/linkerd-crds-install`
  package var description: String {
    namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)"
  }
}

/// A Kubernetes object: a value with `apiVersion`, `kind` and `metadata.name`.
///
/// Copies share it: clusters that get the same object get one.
package final class KubernetesObject: Sendable {
  package let identity: ObjectIdentity
  package let value: JSONObject
  /// What its manifest says of its fields.
  package let comments: Comments
  private let derived = Mutex(Derived())

  /// What was worked out from the value alone, so that it is worked out once.
  private struct Derived: Sendable {
    var text: Text?
    var isSound = false
    var others: [ObjectIdentifier: any Sendable] = [:]
  }

  /// The manifest, but for the lines that say where it comes from.
  package struct Text: Sendable {
    package let bytes: [UInt8]
    package let hasLongLine: Bool

    package init(bytes: [UInt8], hasLongLine: Bool) {
      self.bytes = bytes
      self.hasLongLine = hasLongLine
    }
  }

  /// nil until somebody wrote it.
  package var text: Text? {
    get { derived.withLock { $0.text } }
    set { derived.withLock { $0.text = newValue } }
  }

  /// Whether the rules that judge an object by itself have nothing to say of this one.
  package var isSound: Bool {
    get { derived.withLock { $0.isSound } }
    set { derived.withLock { $0.isSound = newValue } }
  }

  /// What somebody works out from the value alone, at the first time: one of a type.
  package func derived<Value: Sendable>(_ make: (KubernetesObject) -> Value) -> Value {
    let key = ObjectIdentifier(Value.self)
    if let made = derived.withLock({ $0.others[key] }) as? Value { return made }
    let made = make(self)
    derived.withLock { $0.others[key] = made }
    return made
  }

  /// nil where the value has no `apiVersion`, `kind` or `metadata.name`.
  package init?(_ value: JSONObject, comments: Comments = [:]) {
    guard let apiVersion = value["apiVersion"]?.string, let kind = value["kind"]?.string,
      let metadata = value["metadata"]?.object, let name = metadata["name"]?.string
    else { return nil }
    let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/"))
    identity = ObjectIdentity(
      group: slash.map { String(apiVersion[..<$0]) } ?? "", kind: kind,
      namespace: metadata["namespace"]?.string ?? "", name: name)
    self.value = value
    self.comments = comments
  }
}

extension KubernetesObject: Hashable {
  package static func == (a: KubernetesObject, b: KubernetesObject) -> Bool {
    a === b || a.value == b.value
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(identity) }
}
