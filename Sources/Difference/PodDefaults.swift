import Values

/// What the API server fills into Pods, and into the templates of Pods (Kubernetes 1.36,
/// pkg/apis/core/v1/defaults.go): a field that appears with such a value changes nothing, and no Pod
/// is made anew.
enum PodDefaults {
  /// By the place, below that of the Pod's spec.
  static func values(in spec: String) -> [String: JSONValue] {
    var values: [String: JSONValue] = [:]
    for (field, value) in ofPods { values["\(spec).\(field)"] = value }
    for list in ["containers", "initContainers"] {
      for (field, value) in ofContainers { values["\(spec).\(list).*.\(field)"] = value }
      for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        for (field, value) in ofProbes { values["\(spec).\(list).*.\(probe).\(field)"] = value }
      }
    }
    for volume in ["configMap", "downwardAPI", "projected", "secret"] {
      values["\(spec).volumes.*.\(volume).defaultMode"] = 0o644
    }
    return values
  }

  /// Whether a difference is that the template says, or says no longer, what the server fills in.
  static func isOne(_ difference: FieldDifference) -> Bool {
    guard let only = difference.only,
      let steps = (difference.pointerAfter ?? difference.pointerBefore)?.steps
    else { return false }
    return only == [] || ofTemplates.contains { $0.key.isPlace(steps) && $0.value == only }
  }

  private static let ofTemplates = Dictionary(
    values(in: "spec.template.spec").map { (FieldPattern($0), $1) },
    uniquingKeysWith: { first, _ in first })

  private static let ofPods: [String: JSONValue] = [
    "dnsPolicy": "ClusterFirst",
    "hostIPC": false,
    "hostNetwork": false,
    "hostPID": false,
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": [:],
    "terminationGracePeriodSeconds": 30,
  ]

  private static let ofContainers: [String: JSONValue] = [
    "env.*.valueFrom.fieldRef.apiVersion": "v1",
    "ports.*.protocol": "TCP",
    "resources": [:],
    "stdin": false,
    "stdinOnce": false,
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
    "tty": false,
    "volumeMounts.*.readOnly": false,
  ]

  private static let ofProbes: [String: JSONValue] = [
    "failureThreshold": 3,
    "periodSeconds": 10,
    "successThreshold": 1,
    "timeoutSeconds": 1,
  ]
}
