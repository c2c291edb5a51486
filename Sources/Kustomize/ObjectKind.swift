/// Group, version and kind, as kustomize tells objects apart.
struct ObjectKind: Hashable, Sendable {
  /// Empty for the core group.
  let group: String
  let version: String
  let kind: String

  init(apiVersion: String, kind: String) {
    if let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) {
      group = String(apiVersion[..<slash])
      version = String(apiVersion[apiVersion.utf8.index(after: slash)...])
    } else {
      group = ""
      version = apiVersion
    }
    self.kind = kind
  }

  var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// Whether kustomize knows that its objects are in no namespace. Of others it takes them to be in
  /// one, wrongly or not, and so must we.
  var isClusterScoped: Bool { Self.clusterScoped[kind]?.contains(apiVersion) ?? false }

  /// kyaml/openapi, precomputedIsNamespaceScoped.
  private static let clusterScoped: [String: Set<String>] = [
    "APIService": ["apiregistration.k8s.io/v1", "apiregistration.k8s.io/v1beta1"],
    "CSIDriver": ["storage.k8s.io/v1", "storage.k8s.io/v1beta1"],
    "CSINode": ["storage.k8s.io/v1", "storage.k8s.io/v1beta1"],
    "CertificateSigningRequest": ["certificates.k8s.io/v1", "certificates.k8s.io/v1beta1"],
    "ClusterRole": ["rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1"],
    "ClusterRoleBinding": ["rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1"],
    "ComponentStatus": ["v1"],
    "CustomResourceDefinition": ["apiextensions.k8s.io/v1", "apiextensions.k8s.io/v1beta1"],
    "FlowSchema": ["flowcontrol.apiserver.k8s.io/v1beta1"],
    "IngressClass": ["networking.k8s.io/v1", "networking.k8s.io/v1beta1"],
    "MutatingWebhookConfiguration": [
      "admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1beta1",
    ],
    "Namespace": ["v1"],
    "Node": ["v1"],
    "PersistentVolume": ["v1"],
    "PodSecurityPolicy": ["policy/v1beta1"],
    "PriorityClass": ["scheduling.k8s.io/v1", "scheduling.k8s.io/v1beta1"],
    "PriorityLevelConfiguration": ["flowcontrol.apiserver.k8s.io/v1beta1"],
    "RuntimeClass": ["node.k8s.io/v1", "node.k8s.io/v1beta1"],
    "StorageClass": ["storage.k8s.io/v1", "storage.k8s.io/v1beta1"],
    "ValidatingAdmissionPolicy": ["admissionregistration.k8s.io/v1"],
    "ValidatingAdmissionPolicyBinding": ["admissionregistration.k8s.io/v1"],
    "ValidatingWebhookConfiguration": [
      "admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1beta1",
    ],
    "VolumeAttachment": ["storage.k8s.io/v1", "storage.k8s.io/v1beta1"],
  ]
}

/// What kustomize takes for one object: of two with the same it refuses the second.
struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  let kind: ObjectKind
  let name: String
  /// `default` where none is said; empty for an object that is in no namespace.
  let namespace: String

  init(_ kind: ObjectKind, name: String, namespace: String) {
    self.kind = kind
    self.name = name
    self.namespace = kind.isClusterScoped ? "" : namespace.isEmpty ? "default" : namespace
  }

  /// `Deployment shop/web`; without the namespace where that may not have been said.
  var description: String {
    namespace.isEmpty || namespace == "default"
      ? "\(kind.kind) \(name)" : "\(kind.kind) \(namespace)/\(name)"
  }
}
