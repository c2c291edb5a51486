import Diagnostics
import Manifests
import Values
import Versions

/// What the mesh reads as an annotation, written as a label, or the other way round.
enum MeshLabelRule: ObjectRule {
  static let codes: [Code] = [.injectAsLabel, .configAsLabel, .exportAsAnnotation]

  static let explanation = """
    Linkerd's webhook reads 'linkerd.io/inject' and all that begins with 'config.linkerd.io/' from the
    annotations of a namespace, of a pod and of a Service. As labels they do nothing, and nobody says
    so: the pods run outside the mesh, or with the defaults. 'linkerd check' names such labels, on a
    running cluster. One key is a label: 'config.linkerd.io/admission-webhooks' of a namespace.

    With exports it is the other way round: a Link selects Services by the labels
    'mirror.linkerd.io/exported' and 'mirror.linkerd.io/federated'. As annotations they export
    nothing. 'multicluster.linkerd.io/export', which old guides have, was never read by any release.

    Example: 'workloads: {labels: {linkerd.io/inject: enabled}}'.

    Cure: 'inject: enabled' for a namespace of the description; else an annotation. For exports, a
    label of the Service.
    """

  private static let exports = ["mirror.linkerd.io/exported", "mirror.linkerd.io/federated"]
  private static let formerExport = "multicluster.linkerd.io/export"

  static func check(_ object: ClusterObject) -> [Finding] {
    labels(of: object) + (isService(object) ? annotations(of: object) : [])
  }

  private static func isService(_ object: ClusterObject) -> Bool {
    object.identity.kind == "Service" && object.identity.group.isEmpty
  }

  /// The labels of the object itself, and of the pods that it makes.
  private static func labels(of object: ClusterObject) -> [Finding] {
    let root = JSONPointer().appending("metadata").appending("labels")
    let own = object.object.value[path: "metadata", "labels"]?.object ?? [:]
    let template = PodTemplate(object)
    let pods = template.map { $0.pointer.steps.isEmpty ? [:] : $0.labels } ?? [:]
    // A Job's own 'linkerd.io/inject' is named with the Job.
    let isJob = object.identity.kind == "Job" && object.identity.group == "batch"
    return own.compactMap { judge($0.key, root.appending($0.key), object, isJob: isJob) }
      + pods.compactMap { member in
        template.flatMap { judge(member.key, $0.pointer(toLabel: member.key), object) }
      }
  }

  private static func judge(
    _ key: String, _ pointer: JSONPointer, _ object: ClusterObject, isJob: Bool = false
  ) -> Finding? {
    if key == MeshAnnotation.inject.key {
      if isJob { return nil }
      let isDescribed = object.identity.kind == "Namespace" && !object.isManifest
      return Finding(
        .injectAsLabel, "'\(key)' as a label of \(object.identity) does nothing", in: object,
        at: pointer,
        help: [isDescribed ? "write the field 'inject' instead" : "make it an annotation"])
    }
    guard key != MeshAnnotation.admissionWebhooks,
      MeshAnnotation.prefixes.contains(where: { key.utf8.starts(with: $0.utf8) })
    else { return nil }
    return Finding(
      .configAsLabel, "'\(key)' as a label of \(object.identity) does nothing", in: object,
      at: pointer, help: ["make it an annotation"])
  }

  private static func annotations(of service: ClusterObject) -> [Finding] {
    let metadata = service.object.value["metadata"]
    let annotations = metadata?["annotations"]?.object ?? [:]
    let root = JSONPointer().appending("metadata")
    let misplaced = exports.filter {
      annotations[$0] != nil && metadata?["labels"]?[$0] == nil
    }.map { (key: $0, part: "annotations", help: "make it a label") }
    let former = ["annotations", "labels"].filter { metadata?[$0]?[formerExport] != nil }.map {
      (key: formerExport, part: $0, help: "label the Service '\(exports[0]): \"true\"'")
    }
    return (misplaced + former).map { key, part, help in
      Finding(
        .exportAsAnnotation, "'\(key)' here exports nothing of \(service.identity)", in: service,
        at: root.appending(part).appending(key), label: "no Link reads it", help: [help])
    }
  }
}

extension Code {
  static let injectAsLabel = Code(
    "inject-as-label", .error, "'linkerd.io/inject' is a label, and does nothing")
  static let configAsLabel = Code(
    "config-as-label", .error, "a setting of Linkerd's proxy is a label, and does nothing")
  static let exportAsAnnotation = Code(
    "export-as-annotation", .error, "a Service is exported by an annotation, which nobody reads")
}
