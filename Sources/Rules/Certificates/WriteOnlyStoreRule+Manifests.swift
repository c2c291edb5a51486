import Diagnostics
import Manifests
import Values

extension WriteOnlyStoreRule: ClusterRule {
  private static let group = "external-secrets.io"

  /// ExternalSecrets on a store that gives no Secret back.
  static func check(_ view: ClusterView) -> [Finding] {
    view.objects(group, "ExternalSecret").compactMap { secret in
      let reference = secret.object.value[path: "spec", "secretStoreRef"]
      let kind = reference?["kind"]?.string ?? "SecretStore"
      let namespace = kind == "SecretStore" ? secret.identity.namespace : ""
      guard let name = reference?["name"]?.string,
        let store = view.object(group, kind, namespace, name),
        let provider = store.object.value[path: "spec", "provider"]?.object?.keys.first,
        providers.contains(provider)
      else { return nil }
      return Finding(
        .writeOnlyStore, "\(secret.identity) reads from '\(name)', which can only be written to",
        in: secret, at: ["spec", "secretStoreRef", "name"].pointer,
        label: "provider '\(provider)' never gives a Secret back",
        help: ["read from another store; a PushSecret writes to this one"], other: store,
        otherLabel: "the store")
    }
  }
}
