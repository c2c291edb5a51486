import Values

extension ImmutableField {
  /// Read from the validation of Kubernetes 1.36 (pkg/apis/*/validation, pkg/registry/*/strategy.go;
  /// apiextensions-apiserver/pkg/apis/apiextensions/validation) and tried on its API server.
  static let table: [ImmutableField] = [
    // ValidateStatefulSetUpdate names what may change.
    ImmutableField("StatefulSet", of: "apps", "spec")
      .but(
        "spec.replicas", "spec.ordinals", "spec.template", "spec.updateStrategy",
        "spec.revisionHistoryLimit", "spec.persistentVolumeClaimRetentionPolicy",
        "spec.minReadySeconds"
      )
      .assuming([
        "spec.podManagementPolicy": "OrderedReady",
        "spec.volumeClaimTemplates.*.apiVersion": "v1",
        "spec.volumeClaimTemplates.*.kind": "PersistentVolumeClaim",
        "spec.volumeClaimTemplates.*.spec.volumeMode": "Filesystem",
      ]),
    // Since apps/v1 (strategy.go of each).
    ImmutableField("Deployment", of: "apps", "spec.selector"),
    ImmutableField("DaemonSet", of: "apps", "spec.selector"),
    ImmutableField("ReplicaSet", of: "apps", "spec.selector"),
    ImmutableField("ControllerRevision", of: "apps", "data"),

    // ValidateJobSpecUpdate. Of a Job that is suspended and never ran, the template's metadata, where
    // its Pods go and what they ask for may change.
    ImmutableField("Job", of: "batch", "spec.template")
      .assuming(PodDefaults.values(in: "spec.template.spec"))
      .when { !$0.isOfSuspendedJob || !$0.isOfJobScheduling },
    ImmutableField("Job", of: "batch", "spec.selector"),
    ImmutableField("Job", of: "batch", "spec.completionMode")
      .assuming(["spec.completionMode": "NonIndexed"]),
    // Of an indexed Job it may change together with 'parallelism'. Where both are left out, the server
    // fills in one of each.
    ImmutableField("Job", of: "batch", "spec.completions")
      .when { change in
        let spec = change.after["spec"]
        let other = change.difference.before == nil ? change.before["spec"] : spec
        if change.difference.only == 1, other?["parallelism"] == nil { return false }
        return spec?["completionMode"] != "Indexed" || spec?["completions"] != spec?["parallelism"]
      },
    ImmutableField("Job", of: "batch", "spec.parallelism")
      .when { change in
        let spec = change.after["spec"]
        return change.difference.after == nil && spec?["completions"] == nil
          && spec?["completionMode"] != "Indexed"
      },
    ImmutableField("Job", of: "batch", "spec.podFailurePolicy"),
    ImmutableField("Job", of: "batch", "spec.backoffLimitPerIndex"),
    ImmutableField("Job", of: "batch", "spec.managedBy"),
    ImmutableField("Job", of: "batch", "spec.successPolicy"),

    // ValidatePodUpdate
    ImmutableField("Pod", "spec")
      .but(
        "spec.containers.*.image", "spec.initContainers.*.image", "spec.activeDeadlineSeconds",
        "spec.tolerations"
      )
      .assuming(PodDefaults.values(in: "spec")),
    ImmutableField("Pod", "spec.tolerations").mayAppear("spec.tolerations"),
    ImmutableField("Pod", "spec.activeDeadlineSeconds").mayAppear("spec.activeDeadlineSeconds")
      .when { change in
        guard let before = change.difference.before?.quantity,
          let after = change.difference.after?.quantity
        else { return true }
        return before < after
      },

    // ValidateServiceUpdate. The server gives an address to what has none, so that one may only be
    // given, as far as is known, where it is another; and keeps its own where none is given.
    ImmutableField("Service", "spec.clusterIP")
      .when { !$0.isOfExternalName && ($0.hasBothValues || $0.difference.after == "None") },
    ImmutableField("Service", "spec.clusterIPs")
      .when { !$0.isOfExternalName && $0.hasBothValues && $0.changesFirst("clusterIPs") },
    ImmutableField("Service", "spec.ipFamilies")
      .when { !$0.isOfExternalName && $0.changesFirst("ipFamilies") },
    ImmutableField("Service", "spec.loadBalancerClass")
      .when { change in
        [change.before, change.after].allSatisfy { $0["spec"]?["type"] == "LoadBalancer" }
      },
    ImmutableField("Service", "spec.healthCheckNodePort").mayVanish("spec.healthCheckNodePort")
      .when { change in
        [change.before, change.after].allSatisfy {
          $0["spec"]?["type"] == "LoadBalancer" && $0["spec"]?["externalTrafficPolicy"] == "Local"
        }
      },

    // ValidatePersistentVolumeClaimUpdate
    ImmutableField("PersistentVolumeClaim", "spec")
      .but("spec.resources.requests", "spec.volumeAttributesClassName")
      .mayAppear("spec.volumeName", "spec.storageClassName")
      .mayVanish("spec.dataSource", "spec.dataSourceRef")
      .assuming(["spec.volumeMode": "Filesystem"]),
    // A volume does not shrink.
    ImmutableField("PersistentVolumeClaim", "spec.resources.requests.storage")
      .when { change in
        guard let before = change.difference.before?.quantity,
          let after = change.difference.after?.quantity
        else { return false }
        return after < before
      },
    // ValidatePersistentVolumeUpdate: where the volume is, not how it is used.
    ImmutableField("PersistentVolume", "spec")
      .but(
        "spec.accessModes", "spec.capacity", "spec.claimRef", "spec.mountOptions",
        "spec.persistentVolumeReclaimPolicy", "spec.storageClassName",
        "spec.volumeAttributesClassName"
      )
      .mayAppear("spec.nodeAffinity")
      .assuming(["spec.volumeMode": "Filesystem"]),

    // ValidateStorageClassUpdate, ValidateVolumeAttributesClassUpdate, ValidateCSIDriverUpdate
    ImmutableField("StorageClass", of: "storage.k8s.io", "provisioner"),
    ImmutableField("StorageClass", of: "storage.k8s.io", "parameters"),
    ImmutableField("StorageClass", of: "storage.k8s.io", "reclaimPolicy")
      .assuming(["reclaimPolicy": "Delete"]),
    ImmutableField("StorageClass", of: "storage.k8s.io", "volumeBindingMode")
      .assuming(["volumeBindingMode": "Immediate"]),
    ImmutableField("VolumeAttributesClass", of: "storage.k8s.io", "driverName"),
    ImmutableField("VolumeAttributesClass", of: "storage.k8s.io", "parameters"),
    ImmutableField("CSIDriver", of: "storage.k8s.io", "spec.attachRequired")
      .assuming(["spec.attachRequired": true]),
    ImmutableField("CSIDriver", of: "storage.k8s.io", "spec.volumeLifecycleModes")
      .assuming(["spec.volumeLifecycleModes": ["Persistent"]]),

    // ValidateRoleBindingUpdate, ValidateClusterRoleBindingUpdate
    ImmutableField("RoleBinding", of: "rbac.authorization.k8s.io", "roleRef")
      .assuming(["roleRef.apiGroup": "rbac.authorization.k8s.io"]),
    ImmutableField("ClusterRoleBinding", of: "rbac.authorization.k8s.io", "roleRef")
      .assuming(["roleRef.apiGroup": "rbac.authorization.k8s.io"]),

    // ValidateConfigMapUpdate, ValidateSecretUpdate
    ImmutableField("ConfigMap", "data").assuming(["data": [:]]).when(\.isSealed),
    ImmutableField("ConfigMap", "binaryData").assuming(["binaryData": [:]]).when(\.isSealed),
    ImmutableField("ConfigMap", "immutable").when(\.isSealed),
    ImmutableField("Secret", "data").assuming(["data": [:]]).when(\.isSealed),
    ImmutableField("Secret", "stringData").when(\.isSealed),
    ImmutableField("Secret", "immutable").when(\.isSealed),
    ImmutableField("Secret", "type").assuming(["type": "Opaque"]),

    // ValidateCustomResourceDefinitionUpdate
    ImmutableField("CustomResourceDefinition", of: "apiextensions.k8s.io", "spec.group"),
    ImmutableField("CustomResourceDefinition", of: "apiextensions.k8s.io", "spec.scope"),
    ImmutableField("CustomResourceDefinition", of: "apiextensions.k8s.io", "spec.names.kind"),
    ImmutableField("CustomResourceDefinition", of: "apiextensions.k8s.io", "spec.names.plural"),
    // ValidateCustomResourceDefinitionStoredVersions: objects are stored in that version.
    ImmutableField("CustomResourceDefinition", of: "apiextensions.k8s.io", "spec.versions")
      .when { $0.difference.after == nil && $0.difference.before?["storage"] == true },

    // ValidateResourceQuotaUpdate, ValidateIngressClassUpdate, ValidatePriorityClassUpdate,
    // ValidateRuntimeClassUpdate, ValidateEndpointSliceUpdate, ValidateServiceCIDRUpdate,
    // ValidateIPAddressUpdate
    ImmutableField("ResourceQuota", "spec.scopes").assuming(["spec.scopes": []]),
    ImmutableField("IngressClass", of: "networking.k8s.io", "spec.controller"),
    ImmutableField("PriorityClass", of: "scheduling.k8s.io", "value").assuming(["value": 0]),
    ImmutableField("PriorityClass", of: "scheduling.k8s.io", "preemptionPolicy")
      .assuming(["preemptionPolicy": "PreemptLowerPriority"]),
    ImmutableField("RuntimeClass", of: "node.k8s.io", "handler"),
    ImmutableField("EndpointSlice", of: "discovery.k8s.io", "addressType"),
    ImmutableField("ServiceCIDR", of: "networking.k8s.io", "spec.cidrs")
      .when { $0.difference.before != nil },
    ImmutableField("IPAddress", of: "networking.k8s.io", "spec.parentRef"),
  ]
}

extension ImmutableField.Change {
  fileprivate var hasBothValues: Bool { difference.before != nil && difference.after != nil }

  /// Whether the object before is a ConfigMap or a Secret that says of itself that it never changes.
  /// What SOPS encrypts again may be the same values.
  fileprivate var isSealed: Bool { before["immutable"] == true && before["sops"] == nil }

  /// Whether a side is a Service that has no addresses.
  fileprivate var isOfExternalName: Bool {
    [before, after].contains { $0["spec"]?["type"] == "ExternalName" }
  }

  /// Whether the first element of a list of a Service differs: the others come and go.
  fileprivate func changesFirst(_ field: String) -> Bool {
    guard let old = before["spec"]?[field]?.array?.first,
      let new = after["spec"]?[field]?.array?.first
    else { return false }
    return old != new
  }

  fileprivate var isOfSuspendedJob: Bool { before["spec"]?["suspend"] == true }

  private static let scheduling = [
    "metadata", "spec.nodeSelector", "spec.tolerations",
    "spec.affinity.nodeAffinity", "spec.schedulingGates", "spec.containers.*.resources",
    "spec.initContainers.*.resources",
  ].map { FieldPattern("spec.template." + $0) }

  fileprivate var isOfJobScheduling: Bool {
    guard let steps = (difference.pointerAfter ?? difference.pointerBefore)?.steps else {
      return false
    }
    return Self.scheduling.contains { $0.contains(steps) }
  }
}
