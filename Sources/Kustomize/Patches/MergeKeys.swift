/// How a strategic merge patch merges a part of an object: what kustomize reads from the schemas of
/// Kubernetes 1.21, whatever the cluster's version.
///
/// Of what is not described here, custom resources above all, mappings merge and lists are replaced.
indirect enum MergeShape: Sendable {
  case unknown
  case fields([String: MergeShape])
  /// A list whose elements are known by these members; by themselves where there are none.
  case list(keys: [String], MergeShape)
  /// A list that is replaced, of elements that nobody merges.
  static let replaced = MergeShape.unknown

  func field(_ name: String) -> MergeShape {
    if case .fields(let fields) = self { return fields[name] ?? .unknown }
    return .unknown
  }

  /// The shape of a kind of object.
  static func of(_ kind: ObjectKind) -> MergeShape {
    guard let known = kinds[kind.kind], known.versions.contains(kind.apiVersion) else {
      return .unknown
    }
    guard case .fields(var fields) = known.shape else { return known.shape }
    fields["metadata"] = metadata
    return .fields(fields)
  }

  private static let metadata = MergeShape.fields([
    "finalizers": .list(keys: [], .unknown), "ownerReferences": .list(keys: ["uid"], .unknown),
  ])

  private static func named(_ shape: MergeShape = .unknown) -> MergeShape {
    .list(keys: ["name"], shape)
  }

  private static let container = MergeShape.fields([
    "env": named(), "ports": .list(keys: ["containerPort", "protocol"], .unknown),
    "volumeDevices": .list(keys: ["devicePath"], .unknown),
    "volumeMounts": .list(keys: ["mountPath"], .unknown),
  ])

  private static let ephemeralContainer = MergeShape.fields([
    "env": named(), "volumeDevices": .list(keys: ["devicePath"], .unknown),
    "volumeMounts": .list(keys: ["mountPath"], .unknown),
  ])

  private static let pod = MergeShape.fields([
    "containers": named(container), "ephemeralContainers": named(ephemeralContainer),
    "hostAliases": .list(keys: ["ip"], .unknown), "imagePullSecrets": named(),
    "initContainers": named(container),
    "topologySpreadConstraints": .list(keys: ["topologyKey", "whenUnsatisfiable"], .unknown),
    "volumes": named(),
  ])

  private static let template = MergeShape.fields(["metadata": metadata, "spec": pod])
  private static let conditions = MergeShape.list(keys: ["type"], .unknown)
  private static let workload = MergeShape.fields([
    "spec": .fields(["template": template]), "status": .fields(["conditions": conditions]),
  ])
  private static let plain = MergeShape.fields([:])
  private static let webhooks = MergeShape.fields(["webhooks": named()])

  private static let apps: Set = ["apps/v1", "apps/v1beta1", "apps/v1beta2"]
  private static let core: Set = ["v1"]
  private static let rbac: Set = [
    "rbac.authorization.k8s.io/v1", "rbac.authorization.k8s.io/v1beta1",
  ]
  private static let admission: Set = [
    "admissionregistration.k8s.io/v1", "admissionregistration.k8s.io/v1beta1",
  ]

  private static let kinds: [String: (versions: Set<String>, shape: MergeShape)] = [
    "ClusterRole": (rbac, plain), "ClusterRoleBinding": (rbac, plain), "ConfigMap": (core, plain),
    "CronJob": (
      ["batch/v1", "batch/v1beta1"],
      .fields([
        "spec": .fields([
          "jobTemplate": .fields([
            "metadata": metadata, "spec": .fields(["template": template]),
          ])
        ])
      ])
    ),
    "CustomResourceDefinition": (
      ["apiextensions.k8s.io/v1", "apiextensions.k8s.io/v1beta1"], plain
    ),
    "DaemonSet": (apps, workload), "Deployment": (apps, workload), "Endpoints": (core, plain),
    "Ingress": (["networking.k8s.io/v1", "networking.k8s.io/v1beta1"], plain),
    "Job": (["batch/v1"], workload), "LimitRange": (core, plain),
    "MutatingWebhookConfiguration": (admission, webhooks), "Namespace": (core, plain),
    "NetworkPolicy": (["networking.k8s.io/v1"], plain),
    "Node": (core, .fields(["spec": .fields(["podCIDRs": .list(keys: [], .unknown)])])),
    "PersistentVolume": (core, plain), "PersistentVolumeClaim": (core, plain),
    "Pod": (core, .fields(["spec": pod])),
    "PodDisruptionBudget": (["policy/v1", "policy/v1beta1"], plain),
    "PodTemplate": (core, .fields(["template": template])),
    "PriorityClass": (["scheduling.k8s.io/v1", "scheduling.k8s.io/v1beta1"], plain),
    "ReplicaSet": (apps, workload), "ReplicationController": (core, workload),
    "ResourceQuota": (core, plain), "Role": (rbac, plain), "RoleBinding": (rbac, plain),
    "Secret": (core, plain),
    "Service": (
      core, .fields(["spec": .fields(["ports": .list(keys: ["port", "protocol"], .unknown)])])
    ),
    "ServiceAccount": (core, .fields(["secrets": named()])), "StatefulSet": (apps, workload),
    "StorageClass": (["storage.k8s.io/v1", "storage.k8s.io/v1beta1"], plain),
    "ValidatingWebhookConfiguration": (admission, webhooks),
  ]
}
