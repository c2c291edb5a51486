import Diagnostics

/// Fields of some kinds of objects that hold the name of another.
struct NameReference: Hashable, Sendable {
  /// What is referred to; a group and version of nil are any.
  let kind: String
  var group: String?
  var version: String?
  let fields: [FieldSpec]

  func targets(_ id: ObjectID) -> Bool {
    kind == id.kind.kind && (group == nil || group == id.kind.group)
      && (version == nil || version == id.kind.version)
  }

  /// The entries of `nameReference` in a configuration file.
  static func read(_ configuration: LocatedValue) -> [NameReference] {
    (configuration["nameReference"]?.elements ?? []).compactMap { entry in
      let text = { (key: String) in entry[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
      guard let kind = text("kind") else { return nil }
      return NameReference(
        kind: kind, group: text("group"), version: text("version"),
        fields: (entry["fieldSpecs"]?.elements ?? []).compactMap { FieldSpec($0) })
    }
  }
}

/// The references that kustomize follows by itself (builtinpluginconsts/namereference.go).
extension NameReference {
  static let builtin: [NameReference] = [
    NameReference(
      kind: "Deployment", fields: [scaled]),
    NameReference(kind: "ReplicationController", fields: [scaled]),
    NameReference(kind: "ReplicaSet", fields: [scaled]),
    NameReference(kind: "StatefulSet", fields: [scaled]),
    NameReference(
      kind: "ConfigMap", version: "v1",
      fields: inPods(
        [
          "volumes/configMap/name", "containers/env/valueFrom/configMapKeyRef/name",
          "initContainers/env/valueFrom/configMapKeyRef/name",
          "containers/envFrom/configMapRef/name", "initContainers/envFrom/configMapRef/name",
          "volumes/projected/sources/configMap/name",
        ], of: allPods) + [
          FieldSpec("spec/configSource/configMap", kind: "Node"),
          FieldSpec("rules/resourceNames", kind: "Role"),
          FieldSpec("rules/resourceNames", kind: "ClusterRole"),
          FieldSpec(
            #"metadata/annotations/nginx.ingress.kubernetes.io\/fastcgi-params-configmap"#,
            kind: "Ingress"),
        ]),
    NameReference(
      kind: "Secret", version: "v1",
      fields: inPods(
        [
          "volumes/secret/secretName", "containers/env/valueFrom/secretKeyRef/name",
          "initContainers/env/valueFrom/secretKeyRef/name", "containers/envFrom/secretRef/name",
          "initContainers/envFrom/secretRef/name", "imagePullSecrets/name",
          "volumes/projected/sources/secret/name",
        ], of: allPods) + secretFields),
    NameReference(
      kind: "Service", version: "v1",
      fields: [
        FieldSpec("spec/serviceName", group: "apps", kind: "StatefulSet"),
        FieldSpec("spec/rules/http/paths/backend/serviceName", kind: "Ingress"),
        FieldSpec("spec/backend/serviceName", kind: "Ingress"),
        FieldSpec("spec/rules/http/paths/backend/service/name", kind: "Ingress"),
        FieldSpec("spec/defaultBackend/service/name", kind: "Ingress"),
        FieldSpec("spec/service/name", group: "apiregistration.k8s.io", kind: "APIService"),
        FieldSpec(
          "webhooks/clientConfig/service", group: "admissionregistration.k8s.io",
          kind: "ValidatingWebhookConfiguration"),
        FieldSpec(
          "webhooks/clientConfig/service", group: "admissionregistration.k8s.io",
          kind: "MutatingWebhookConfiguration"),
      ]),
    NameReference(
      kind: "Role", group: rbac,
      fields: [FieldSpec("roleRef/name", group: rbac, kind: "RoleBinding")]),
    NameReference(
      kind: "ClusterRole", group: rbac,
      fields: [
        FieldSpec("roleRef/name", group: rbac, kind: "RoleBinding"),
        FieldSpec("roleRef/name", group: rbac, kind: "ClusterRoleBinding"),
      ]),
    NameReference(
      kind: "ServiceAccount", version: "v1",
      fields: [
        FieldSpec("subjects", group: rbac, kind: "RoleBinding"),
        FieldSpec("subjects", group: rbac, kind: "ClusterRoleBinding"),
      ] + inPods(["serviceAccountName"], of: somePods)),
    NameReference(
      kind: "PersistentVolumeClaim", version: "v1",
      fields: inPods(["volumes/persistentVolumeClaim/claimName"], of: somePods)),
    NameReference(
      kind: "PersistentVolume", version: "v1",
      fields: [
        FieldSpec("spec/volumeName", kind: "PersistentVolumeClaim"),
        FieldSpec("rules/resourceNames", kind: "ClusterRole"),
      ]),
    NameReference(
      kind: "StorageClass", group: "storage.k8s.io", version: "v1",
      fields: [
        FieldSpec("spec/storageClassName", kind: "PersistentVolume"),
        FieldSpec("spec/storageClassName", kind: "PersistentVolumeClaim"),
        FieldSpec("spec/volumeClaimTemplates/spec/storageClassName", kind: "StatefulSet"),
      ]),
    NameReference(
      kind: "PriorityClass", group: "scheduling.k8s.io", version: "v1",
      fields: inPods(["priorityClassName"], of: somePods.filter { $0.kind != "Job" })),
    NameReference(
      kind: "ValidatingAdmissionPolicy", group: "admissionregistration.k8s.io",
      fields: [
        FieldSpec(
          "spec/policyName", group: "admissionregistration.k8s.io",
          kind: "ValidatingAdmissionPolicyBinding")
      ]),
  ]

  private static let rbac = "rbac.authorization.k8s.io"
  private static let scaled = FieldSpec(
    "spec/scaleTargetRef/name", kind: "HorizontalPodAutoscaler")

  /// Where each kind has the spec of its pods.
  private static let allPods: [(kind: String, path: String)] = [
    ("Pod", "spec"), ("PodTemplate", "template/spec"), ("Deployment", "spec/template/spec"),
    ("ReplicaSet", "spec/template/spec"), ("DaemonSet", "spec/template/spec"),
    ("StatefulSet", "spec/template/spec"), ("Job", "spec/template/spec"),
    ("CronJob", "spec/jobTemplate/spec/template/spec"),
  ]
  private static let somePods =
    allPods.filter { !["PodTemplate", "ReplicaSet"].contains($0.kind) } + [
      ("ReplicationController", "spec/template/spec")
    ]

  private static func inPods(
    _ fields: [String], of pods: [(kind: String, path: String)]
  ) -> [FieldSpec] {
    pods.flatMap { pod in
      fields.map {
        FieldSpec(
          "\(pod.path)/\($0)", version: pod.kind == "Pod" && fields.count > 1 ? "v1" : nil,
          kind: pod.kind)
      }
    }
  }

  private static let secretFields =
    [
      FieldSpec("spec/tls/secretName", kind: "Ingress"),
      FieldSpec(#"metadata/annotations/ingress.kubernetes.io\/auth-secret"#, kind: "Ingress"),
      FieldSpec(#"metadata/annotations/nginx.ingress.kubernetes.io\/auth-secret"#, kind: "Ingress"),
      FieldSpec(
        #"metadata/annotations/nginx.ingress.kubernetes.io\/auth-tls-secret"#, kind: "Ingress"),
      FieldSpec("imagePullSecrets/name", kind: "ServiceAccount"),
      FieldSpec("rules/resourceNames", kind: "Role"),
      FieldSpec("rules/resourceNames", kind: "ClusterRole"),
      FieldSpec(
        "spec/template/spec/containers/env/valueFrom/secretKeyRef/name",
        group: "serving.knative.dev", version: "v1", kind: "Service"),
      FieldSpec("spec/azureFile/secretName", kind: "PersistentVolume"),
    ]
    + ["secretName", "adminSecretName", "userSecretName", "secretRef"].map {
      FieldSpec("parameters/\($0)", kind: "StorageClass")
    }
}
