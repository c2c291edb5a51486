import Manifests
import Values

/// The pods that an object makes: their metadata, their containers, and where those stand in it.
struct PodTemplate: Sendable {
  let object: ClusterObject
  /// Of the part that has `metadata` and `spec`: the object itself where it is a Pod.
  let pointer: JSONPointer
  private let value: JSONValue

  /// Where an object that makes pods holds their template; nil where it makes none.
  private static func steps(_ identity: ObjectIdentity) -> [String]? {
    switch (identity.kind, identity.group) {
    case ("Pod", ""): []
    case ("CronJob", "batch"): ["spec", "jobTemplate", "spec", "template"]
    case ("DaemonSet", "apps"), ("Deployment", "apps"), ("Job", "batch"), ("ReplicaSet", "apps"),
      ("ReplicationController", ""), ("Rollout", "argoproj.io"), ("StatefulSet", "apps"):
      ["spec", "template"]
    default: nil
    }
  }

  /// nil for an object that makes no pods, or none that are known.
  init?(_ object: ClusterObject) {
    guard let steps = Self.steps(object.identity) else { return nil }
    pointer = JSONPointer(steps.map { .key($0) })
    guard let value = JSONValue.object(object.object.value)[pointer] else { return nil }
    self.object = object
    self.value = value
  }

  var isOfJob: Bool { ["CronJob", "Job"].contains(object.identity.kind) }

  var annotations: JSONObject { value["metadata"]?["annotations"]?.object ?? [:] }
  var labels: JSONObject { value["metadata"]?["labels"]?.object ?? [:] }
  var spec: JSONValue { value["spec"] ?? .null }

  var isOnHostNetwork: Bool { spec["hostNetwork"] == .bool(true) }

  func pointer(toAnnotation key: String) -> JSONPointer {
    pointer.appending("metadata").appending("annotations").appending(key)
  }

  func pointer(toLabel key: String) -> JSONPointer {
    pointer.appending("metadata").appending("labels").appending(key)
  }

  struct Container {
    let pointer: JSONPointer
    let value: JSONValue

    var name: String { value["name"]?.string ?? "" }
    var image: String { value["image"]?.string ?? "" }

    /// Command and arguments, as one line each.
    var words: [String] {
      ["command", "args"].flatMap { value[$0]?.array ?? [] }.compactMap(\.string)
    }
  }

  /// Those that begin first before the others.
  var containers: [Container] {
    ["initContainers", "containers"].flatMap { field in
      (spec[field]?.array ?? []).enumerated().map { index, container in
        Container(
          pointer: pointer.appending("spec").appending(field).appending(index), value: container)
      }
    }
  }

  /// Whether the labels of a selector are all among the pods'.
  func isSelected(by selector: JSONObject) -> Bool {
    !selector.isEmpty && selector.allSatisfy { labels[$0.key] == $0.value }
  }
}
