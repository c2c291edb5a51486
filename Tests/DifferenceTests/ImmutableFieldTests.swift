import Difference
import Testing

/// The verdicts are those of an API server of Kubernetes 1.36, to which both sides were applied, one
/// after the other, as kustomize-controller applies them.
@Suite("Fields that cannot change")
struct ImmutableFieldTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let kind: String
    let before: String
    let after: String
    let isRefused: Bool

    init(_ kind: String, _ before: String, _ after: String, refused isRefused: Bool) {
      self.kind = kind
      self.before = before
      self.after = after
      self.isRefused = isRefused
    }

    var testDescription: String { "\(kind): \(before) -> \(after)" }
  }

  private static let template = """
    template: {metadata: {labels: {app: x}}, spec: {containers: [{name: a, image: 'i:1'}]}}
    """
  private static let job =
    "template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'i:1'}]}}"
  private static let claim = "accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}"

  /// Of workloads and Jobs, the fields of `spec`.
  private static let workloads: [Case] = [
    Case(
      "apps/v1 Deployment", "selector: {matchLabels: {app: x}}", "selector: {matchLabels: {b: y}}",
      refused: true),
    Case(
      "apps/v1 DaemonSet", "selector: {matchLabels: {app: x}}",
      "selector: {matchLabels: {app: x, b: y}}", refused: true),
    Case(
      "apps/v1 ReplicaSet", "selector: {matchLabels: {app: x}}", "selector: {matchLabels: {b: y}}",
      refused: true),
    Case(
      "apps/v1 StatefulSet", "selector: {matchLabels: {app: x}}", "selector: {matchLabels: {b: y}}",
      refused: true),
    Case(
      "apps/v1 Deployment", "replicas: 1, \(template)", "replicas: 2, paused: true", refused: false),
    Case("apps/v1 StatefulSet", "serviceName: s", "serviceName: t", refused: true),
    Case(
      "apps/v1 StatefulSet", "replicas: 1", "replicas: 2, minReadySeconds: 3, ordinals: {start: 1}",
      refused: false),
    Case("apps/v1 StatefulSet", "replicas: 1", "podManagementPolicy: OrderedReady", refused: false),
    Case("apps/v1 StatefulSet", "replicas: 1", "podManagementPolicy: Parallel", refused: true),
    Case(
      "apps/v1 StatefulSet", "revisionHistoryLimit: 1, updateStrategy: {type: OnDelete}",
      "persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}", refused: false),
    Case(
      "apps/v1 StatefulSet", "volumeClaimTemplates: [{metadata: {name: d}, spec: {\(claim)}}]",
      "replicas: 1", refused: true),
    Case(
      "apps/v1 StatefulSet",
      "volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]",
      "volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], volumeMode: Filesystem}}]",
      refused: false),
    Case(
      "batch/v1 Job", job,
      "template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'i:2'}]}}",
      refused: true),
    Case(
      "batch/v1 Job", job,
      "template: {spec: {restartPolicy: Never, terminationGracePeriodSeconds: 30, containers: [{name: a, image: 'i:1', resources: {}}]}}",
      refused: false),
    Case(
      "batch/v1 Job", job,
      "template: {metadata: {annotations: {a: b}}, spec: {restartPolicy: Never, containers: [{name: a, image: 'i:1'}]}}",
      refused: true),
    Case(
      "batch/v1 Job", "suspend: true, template: {metadata: {labels: {a: b}}}",
      "suspend: true, template: {metadata: {labels: {a: b}, annotations: {a: b}}}", refused: false),
    Case(
      "batch/v1 Job", "suspend: true, \(job)",
      "suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'i:2'}]}}",
      refused: true),
    Case(
      "batch/v1 Job", "suspend: true, \(job)",
      "suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'i:1', resources: {limits: {cpu: 1}}}]}}",
      refused: false),
    Case("batch/v1 Job", "completions: 1", "completions: 2", refused: true),
    Case(
      "batch/v1 Job", "parallelism: 1, backoffLimit: 1, suspend: true",
      "parallelism: 2, backoffLimit: 2, suspend: false, activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1, podReplacementPolicy: Failed",
      refused: false),
    Case("batch/v1 Job", "suspend: false", "completions: 1", refused: false),
    Case("batch/v1 Job", "completions: 1, parallelism: 1", "parallelism: 1", refused: true),
    Case("batch/v1 Job", "parallelism: 1", "suspend: false", refused: true),
    Case(
      "batch/v1 Job", job,
      "template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'i:1', tty: false}]}}",
      refused: false),
    Case(
      "batch/v1 Job", job,
      "template: {spec: {enableServiceLinks: true, restartPolicy: Never,"
        + " containers: [{name: a, image: 'i:1'}]}}", refused: true),
    Case("batch/v1 Job", "suspend: false", "completionMode: NonIndexed", refused: false),
    Case("batch/v1 Job", "suspend: false", "completionMode: Indexed", refused: true),
    Case(
      "batch/v1 Job", "completionMode: Indexed, completions: 2, parallelism: 2",
      "completionMode: Indexed, completions: 3, parallelism: 3", refused: false),
    Case(
      "batch/v1 Job", "completionMode: Indexed, completions: 2, parallelism: 2",
      "completionMode: Indexed, completions: 3, parallelism: 2", refused: true),
    Case("batch/v1 Job", "managedBy: a.b/c", "managedBy: a.b/d", refused: true),
    Case("batch/v1 Job", "backoffLimitPerIndex: 1", "backoffLimitPerIndex: 2", refused: true),
    Case(
      "batch/v1 CronJob", "jobTemplate: {spec: {completions: 1}}",
      "jobTemplate: {spec: {completions: 2}}", refused: false),
    Case(
      "v1 Pod", "containers: [{name: a, image: 'i:1'}]", "containers: [{name: a, image: 'i:2'}]",
      refused: false),
    Case(
      "v1 Pod", "containers: [{name: a, command: [x]}]", "containers: [{name: a, command: [y]}]",
      refused: true),
    Case("v1 Pod", "activeDeadlineSeconds: 10", "activeDeadlineSeconds: 5", refused: false),
    Case("v1 Pod", "activeDeadlineSeconds: 5", "activeDeadlineSeconds: 10", refused: true),
    Case(
      "v1 Pod", "nodeName: a", "nodeName: a, tolerations: [{key: a, operator: Exists}]",
      refused: false),
  ]

  /// Of networks and storage, the fields of `spec`.
  private static let networks: [Case] = [
    Case("v1 Service", "clusterIP: 10.96.7.1", "clusterIP: 10.96.7.2", refused: true),
    Case("v1 Service", "ports: []", "clusterIP: None", refused: true),
    Case("v1 Service", "clusterIP: None", "ports: []", refused: false),
    Case(
      "v1 Service", "clusterIP: 10.96.7.1", "type: ExternalName, externalName: a.b", refused: false),
    Case("v1 Service", "type: ExternalName, externalName: a.b", "clusterIP: None", refused: false),
    Case(
      "v1 Service", "type: NodePort, sessionAffinity: None", "type: ClusterIP, selector: {a: b}",
      refused: false),
    Case(
      "v1 Service", "type: LoadBalancer, loadBalancerClass: a.b/c",
      "type: LoadBalancer, loadBalancerClass: a.b/d", refused: true),
    Case(
      "v1 Service", "type: LoadBalancer, loadBalancerClass: a.b/c", "type: ClusterIP",
      refused: false),
    Case(
      "v1 Service", "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30500",
      "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30501", refused: true),
    Case(
      "v1 Service",
      "type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30500",
      "type: LoadBalancer, externalTrafficPolicy: Local", refused: false),
    Case(
      "v1 PersistentVolumeClaim", "\(claim), dataSource: {kind: PersistentVolumeClaim, name: a}",
      claim, refused: false),
    Case(
      "networking.k8s.io/v1 IngressClass", "controller: a.b/c", "controller: a.b/d", refused: true),
    Case(
      "networking.k8s.io/v1 Ingress", "ingressClassName: a", "ingressClassName: b", refused: false),
    Case(
      "networking.k8s.io/v1 NetworkPolicy", "podSelector: {}", "podSelector: {matchLabels: {a: b}}",
      refused: false),
    Case(
      "v1 PersistentVolumeClaim", "accessModes: [ReadWriteOnce]", "accessModes: [ReadWriteMany]",
      refused: true),
    Case("v1 PersistentVolumeClaim", "storageClassName: a", "storageClassName: b", refused: true),
    Case(
      "v1 PersistentVolumeClaim", claim,
      "\(claim), storageClassName: b, volumeName: c, volumeMode: Filesystem", refused: false),
    Case("v1 PersistentVolumeClaim", "\(claim), storageClassName: b", claim, refused: true),
    Case(
      "v1 PersistentVolumeClaim", "resources: {requests: {storage: 2Gi}}",
      "resources: {requests: {storage: 1Gi}}", refused: true),
    Case(
      "v1 PersistentVolumeClaim", "resources: {requests: {storage: 1Gi}}",
      "resources: {requests: {storage: 2Gi}}", refused: false),
    Case("v1 PersistentVolume", "hostPath: {path: /a}", "hostPath: {path: /b}", refused: true),
    Case(
      "v1 PersistentVolume", "storageClassName: a, capacity: {storage: 1Gi}",
      "mountOptions: [a], persistentVolumeReclaimPolicy: Retain", refused: false),
    Case("v1 ResourceQuota", "scopes: [Terminating]", "scopes: [NotTerminating]", refused: true),
    Case("v1 ResourceQuota", "hard: {cpu: 1}", "hard: {cpu: 2}", refused: false),
    Case("v1 ResourceQuota", "hard: {cpu: 1}", "hard: {cpu: 1}, scopes: []", refused: false),
    Case(
      "storage.k8s.io/v1 CSIDriver", "podInfoOnMount: true",
      "attachRequired: true, fsGroupPolicy: None", refused: false),
    Case(
      "storage.k8s.io/v1 CSIDriver", "podInfoOnMount: true", "attachRequired: false", refused: true),
    Case(
      "policy/v1 PodDisruptionBudget", "minAvailable: 1", "minAvailable: 2, selector: {}",
      refused: false),
    Case(
      "apiextensions.k8s.io/v1 CustomResourceDefinition", "scope: Cluster", "scope: Namespaced",
      refused: true),
    Case(
      "apiextensions.k8s.io/v1 CustomResourceDefinition", "names: {kind: A, plural: as}",
      "names: {kind: B, plural: as}", refused: true),
    Case(
      "apiextensions.k8s.io/v1 CustomResourceDefinition", "names: {plural: as}",
      "names: {plural: as, shortNames: [a]}", refused: false),
    Case(
      "apiextensions.k8s.io/v1 CustomResourceDefinition", "versions: [{name: v1, storage: true}]",
      "versions: [{name: v2, storage: true}]", refused: true),
    Case(
      "apiextensions.k8s.io/v1 CustomResourceDefinition",
      "versions: [{name: v1, storage: true}, {name: v0, storage: false}]",
      "versions: [{name: v1, storage: true}]", refused: false),
    Case(
      "gateway.networking.k8s.io/v1 GatewayClass", "controllerName: a.b/c", "controllerName: a.b/d",
      refused: true),
  ]

  @Test(
    "fields of 'spec' are refused as the API server refuses them", arguments: workloads + networks)
  func spec(_ example: Case) {
    judge(example, "spec: {\(example.before)}", "spec: {\(example.after)}")
  }

  @Test(
    "fields of the object itself are refused as the API server refuses them",
    arguments: [
      Case(
        "rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {kind: Role, name: a}",
        "roleRef: {kind: Role, name: b}", refused: true),
      Case(
        "rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {kind: Role, name: a}",
        "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}", refused: false),
      Case(
        "rbac.authorization.k8s.io/v1 ClusterRoleBinding", "roleRef: {kind: ClusterRole, name: a}",
        "roleRef: {kind: ClusterRole, name: b}", refused: true),
      Case(
        "v1 ConfigMap", "immutable: true, data: {a: b}", "immutable: true, data: {a: c}",
        refused: true),
      Case("v1 ConfigMap", "immutable: true, data: {a: b}", "data: {a: b}", refused: true),
      Case("v1 ConfigMap", "data: {a: b}", "immutable: true, data: {a: c}", refused: false),
      Case(
        "v1 Secret", "immutable: true, data: {a: YQ==}", "immutable: true, stringData: {a: a}",
        refused: false),
      Case(
        "v1 Secret", "immutable: true, data: {a: YQ==}", "immutable: true, stringData: {a: b}",
        refused: true),
      Case("v1 Secret", "type: a/b", "type: a/c", refused: true),
      Case("v1 Secret", "data: {}", "type: Opaque", refused: false),
      Case("storage.k8s.io/v1 StorageClass", "provisioner: a", "provisioner: b", refused: true),
      Case(
        "storage.k8s.io/v1 StorageClass", "provisioner: a",
        "provisioner: a, reclaimPolicy: Delete, volumeBindingMode: Immediate, allowVolumeExpansion: true",
        refused: false),
      Case(
        "storage.k8s.io/v1 StorageClass", "provisioner: a", "provisioner: a, parameters: {a: b}",
        refused: true),
      Case("scheduling.k8s.io/v1 PriorityClass", "value: 1", "value: 2", refused: true),
      Case(
        "scheduling.k8s.io/v1 PriorityClass", "value: 1",
        "value: 1, globalDefault: true, preemptionPolicy: PreemptLowerPriority", refused: false),
      Case("node.k8s.io/v1 RuntimeClass", "handler: a", "handler: b", refused: true),
      Case(
        "discovery.k8s.io/v1 EndpointSlice", "addressType: IPv4", "addressType: IPv6", refused: true
      ),
    ])
  func object(_ example: Case) { judge(example, example.before, example.after) }

  private func judge(_ example: Case, _ before: String, _ after: String) {
    let words = example.kind.split(separator: " ")
    let head = "apiVersion: \(words[0]), kind: \(words[1]), metadata: {name: a, namespace: b}"
    let found = fields("{\(head), \(before)}", "{\(head), \(after)}")
    #expect(!found.isEmpty || example.kind.hasSuffix("Secret"))
    #expect(found.contains(where: \.isImmutable) == example.isRefused, "\(found.map(\.line))")
  }
}
