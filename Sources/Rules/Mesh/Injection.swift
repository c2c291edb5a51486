import Manifests
import Values
import Versions

/// Which pods of a cluster get a proxy, as far as objects say.
struct Injection {
  private let namespaces: [String: ClusterObject]
  private let hasOwnSelector: Bool

  static let key = MeshAnnotation.inject.key
  /// charts/linkerd-control-plane/values.yaml, proxyInjector.namespaceSelector.
  static let excluded: Set<String> = ["cert-manager", "kube-system"]

  init(_ view: ClusterView) {
    namespaces = Dictionary(
      view.objects("", "Namespace").map { ($0.identity.name, $0) },
      uniquingKeysWith: { first, _ in first })
    // One that is not known may say anything of namespaces.
    let release = view.chartRelease(.controlPlane)
    hasOwnSelector =
      release.map { $0.isOpen || $0.value("proxyInjector", "namespaceSelector") != nil } ?? false
  }

  func annotation(_ key: String, ofNamespace name: String) -> JSONValue? {
    namespaces[name]?.object.value[path: "metadata", "annotations"]?[key]
  }

  /// Whether the webhook never sees the pods of a namespace, and why.
  func exclusion(of namespace: String) -> String? {
    let labels = namespaces[namespace]?.object.value[path: "metadata", "labels"]
    if labels?[MeshAnnotation.admissionWebhooks]?.string == "disabled" {
      return "the namespace has the label '\(MeshAnnotation.admissionWebhooks): disabled'"
    }
    guard Self.excluded.contains(namespace), !hasOwnSelector else { return nil }
    return "Linkerd's webhook leaves out namespace '\(namespace)'"
  }

  /// Who asks for a proxy beside the containers of pods; nil where nobody does, or none comes.
  func cause(for pods: PodTemplate) -> (object: ClusterObject, isOwn: Bool)? {
    let namespace = pods.object.identity.namespace
    guard !pods.isOnHostNetwork, exclusion(of: namespace) == nil else { return nil }
    if let own = pods.annotations[Self.key] {
      return Self.asks(own) ? (pods.object, true) : nil
    }
    guard let asked = annotation(Self.key, ofNamespace: namespace), Self.asks(asked),
      let object = namespaces[namespace]
    else { return nil }
    return (object, false)
  }

  static func asks(_ value: JSONValue) -> Bool { value == "enabled" || value == "ingress" }
}
