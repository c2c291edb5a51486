import Diagnostics
import Values

/// Labels and annotations for all objects.
extension Transformation {
  /// - Parameter label: an entry of `labels`.
  mutating func addLabels(_ label: LocatedValue) {
    var fields = (label["fields"]?.elements ?? []).compactMap { FieldSpec($0) }
    if label["includeSelectors"]?.scalar == .bool(true) {
      fields += Self.selectors + Self.templates + Self.claims
    } else {
      if label["includeTemplates"]?.scalar == .bool(true) { fields += Self.templates }
      if label["includeVolumeClaimTemplates"]?.scalar == .bool(true) { fields += Self.claims }
      fields.append(FieldSpec("metadata/labels", creating: true))
    }
    put(Self.pairs(label["pairs"]), into: fields)
  }

  mutating func addCommonLabels(_ labels: LocatedValue) {
    put(Self.pairs(labels), into: Self.selectors + Self.templates + Self.claims)
  }

  mutating func addCommonAnnotations(_ annotations: LocatedValue) {
    put(Self.pairs(annotations), into: Self.annotations)
  }

  private mutating func put(
    _ pairs: [(key: String, value: LocatedValue)], into fields: [FieldSpec]
  ) {
    guard let first = pairs.first else { return }
    for index in objects.indices {
      for field in fields where field.selects(objects[index].kind) {
        objects[index].located.changeFields(
          field.path[...], madeAt: field.isCreated ? first.value.place : nil
        ) { mapping in
          if mapping.isNull { mapping = .object([], first.value.place) }
          for pair in pairs { mapping.set(pair.key, pair.value) }
        }
      }
    }
  }

  /// Metadata of objects and of the pods that they make (builtinpluginconsts/metadatalabels.go).
  private static let templates: [FieldSpec] =
    [
      FieldSpec("metadata/labels", creating: true),
      FieldSpec(
        "spec/template/metadata/labels", version: "v1", kind: "ReplicationController",
        creating: true),
    ] + workloads("spec/template/metadata/labels", jobGroup: "batch")

  private static let annotations: [FieldSpec] =
    [
      FieldSpec("metadata/annotations", creating: true),
      FieldSpec(
        "spec/template/metadata/annotations", version: "v1", kind: "ReplicationController",
        creating: true),
    ] + workloads("spec/template/metadata/annotations", jobGroup: "batch")

  private static func workloads(_ path: String, jobGroup: String) -> [FieldSpec] {
    ["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"].map {
      FieldSpec(path, kind: $0, creating: true)
    } + [
      FieldSpec(path, group: jobGroup, kind: "Job", creating: true),
      FieldSpec(
        "spec/jobTemplate/" + path.dropFirst("spec/template/".count), group: jobGroup,
        kind: "CronJob", creating: true),
      FieldSpec("spec/jobTemplate/" + path, group: jobGroup, kind: "CronJob", creating: true),
    ]
  }

  private static let claims = [
    FieldSpec(
      "spec/volumeClaimTemplates[]/metadata/labels", group: "apps", kind: "StatefulSet",
      creating: true)
  ]

  /// builtinpluginconsts/commonlabels.go
  private static let selectors: [FieldSpec] =
    [
      FieldSpec("spec/selector", version: "v1", kind: "Service", creating: true),
      FieldSpec("spec/selector", version: "v1", kind: "ReplicationController", creating: true),
      FieldSpec("spec/selector/matchLabels", kind: "Deployment", creating: true),
      FieldSpec("spec/selector/matchLabels", kind: "ReplicaSet", creating: true),
      FieldSpec("spec/selector/matchLabels", kind: "DaemonSet", creating: true),
      FieldSpec("spec/selector/matchLabels", group: "apps", kind: "StatefulSet", creating: true),
      FieldSpec("spec/selector/matchLabels", group: "batch", kind: "Job"),
      FieldSpec("spec/jobTemplate/spec/selector/matchLabels", group: "batch", kind: "CronJob"),
      FieldSpec("spec/selector/matchLabels", group: "policy", kind: "PodDisruptionBudget"),
    ]
    + ["spec/podSelector", "spec/ingress/from/podSelector", "spec/egress/to/podSelector"].map {
      FieldSpec("\($0)/matchLabels", group: "networking.k8s.io", kind: "NetworkPolicy")
    }
    + ["Deployment", "StatefulSet"].flatMap { kind in
      affinities.map {
        FieldSpec("spec/template/spec/\($0)/matchLabels", group: "apps", kind: kind)
      }
    }

  private static let affinities =
    ["podAffinity", "podAntiAffinity"].flatMap {
      [
        "affinity/\($0)/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector",
        "affinity/\($0)/requiredDuringSchedulingIgnoredDuringExecution/labelSelector",
      ]
    } + ["topologySpreadConstraints/labelSelector"]
}
