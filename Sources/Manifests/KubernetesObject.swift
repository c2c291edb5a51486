import Values

/// What tells one object of a cluster from another.
package struct ObjectIdentity: Hashable, Sendable, CustomStringConvertible {
  /// `apps` of `apps/v1`; empty for the core group. The version is no part of the identity.
  package let group: String
  package let kind: String
  /// Empty for cluster-scoped objects.
  package let namespace: String
  package let name: String

  /// `Job linkerd/linkerd-crds-install`
  package var description: String {
    namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(namespace)/\(name)"
  }
}

/// A Kubernetes object: a value with `apiVersion`, `kind` and `metadata.name`.
package struct KubernetesObject: Sendable, Hashable {
  package let identity: ObjectIdentity
  package let value: JSONObject

  /// nil where the value has no `apiVersion`, `kind` or `metadata.name`.
  package init?(_ value: JSONObject) {
    guard let apiVersion = value["apiVersion"]?.string, let kind = value["kind"]?.string,
      let metadata = value["metadata"]?.object, let name = metadata["name"]?.string
    else { return nil }
    let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/"))
    identity = ObjectIdentity(
      group: slash.map { String(apiVersion[..<$0]) } ?? "", kind: kind,
      namespace: metadata["namespace"]?.string ?? "", name: name)
    self.value = value
  }
}
