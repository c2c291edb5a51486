import Diagnostics
import Manifests
import Values

/// Jobs that Flux cannot change, re-runs for ever, or leaves failed.
enum JobRule: ObjectRule {
  static let codes: [Code] = [.immutableJob, .jobRunsForEver, .jobStaysFailed, .injectOnJob]

  static let explanation = """
    The pod template of a Job cannot be changed. Flux therefore fails with 'field is immutable' at
    the next change of an image, unless the Job carries the annotation
    'kustomize.toolkit.fluxcd.io/force: enabled', which lets it delete and make the Job again.

    A Job with 'ttlSecondsAfterFinished' is deleted when the time is over, and made again by the next
    reconciliation: it runs for ever.

    A failed Job is failed for ever: Flux makes it again only when its template changes. So one that
    waits for what others bring must not give up: no 'activeDeadlineSeconds', a high 'backoffLimit'.

    Example: an install Job with 'backoffLimit: 3' on a cluster whose registry is slow that day.

    Cure: 'force: enabled', no TTL, no deadline, and a limit that outlasts a bad day.
    """

  /// With back-off capped at five minutes (kubelet), this many tries take about eight hours.
  private static let patientBackoffLimit: Int64 = 100

  static func check(_ object: ClusterObject) -> [Finding] {
    // Of somebody's manifests, the view has more to say.
    guard object.identity.kind == "Job", !object.isManifest else { return [] }
    return [immutable(object), runsForEver(object), staysFailed(object), injected(object)]
      .compactMap { $0 }
  }

  static func immutable(_ job: ClusterObject) -> Finding? {
    let force = job.object.value["metadata"]?["annotations"]?["kustomize.toolkit.fluxcd.io/force"]
    if force?.string?.lowercased() == "enabled" { return nil }
    // A value that Flux ignores is named by its own rule.
    if force != nil { return nil }
    return Finding(
      .immutableJob, "\(job.identity) cannot be changed once it is there", in: job,
      at: job.isManifest ? ["metadata", "name"].pointer : ["metadata"].pointer,
      help: ["annotate it with 'kustomize.toolkit.fluxcd.io/force: enabled'"])
  }

  static func runsForEver(_ job: ClusterObject) -> Finding? {
    guard job.object.value["spec"]?["ttlSecondsAfterFinished"] != nil else { return nil }
    return Finding(
      .jobRunsForEver, "\(job.identity) runs again at every reconciliation", in: job,
      at: JSONPointer([.key("spec"), .key("ttlSecondsAfterFinished")]),
      label: "deletes it; Flux makes it again", help: ["remove the TTL"])
  }

  static func staysFailed(_ job: ClusterObject) -> Finding? {
    let spec = job.object.value["spec"]
    if spec?["activeDeadlineSeconds"] != nil {
      return Finding(
        .jobStaysFailed, "\(job.identity) stays failed once its deadline has passed",
        in: job, at: JSONPointer([.key("spec"), .key("activeDeadlineSeconds")]),
        help: ["remove the deadline: the Flux Kustomization's timeout bounds each reconciliation"])
    }
    // Without one the API server assumes 6 (Kubernetes, batch/v1 JobSpec).
    guard case .integer(let limit) = spec?["backoffLimit"] ?? .integer(6),
      limit < patientBackoffLimit
    else { return nil }
    return Finding(
      .jobStaysFailed, "\(job.identity) stays failed after \(limit) tries", in: job,
      at: JSONPointer(
        spec?["backoffLimit"] == nil ? [.key("spec")] : [.key("spec"), .key("backoffLimit")]),
      help: ["set 'backoffLimit' to \(patientBackoffLimit) or more"])
  }

  static func injected(_ job: ClusterObject) -> Finding? {
    let metadata = job.object.value["metadata"]
    for part in ["annotations", "labels"] where metadata?[part]?["linkerd.io/inject"] != nil {
      return Finding(
        .injectOnJob, "'linkerd.io/inject' on \(job.identity) itself does nothing", in: job,
        at: JSONPointer([.key("metadata"), .key(part), .key("linkerd.io/inject")]),
        help: ["put it into spec.template.metadata.annotations"])
    }
    return nil
  }
}

extension Code {
  static let immutableJob = Code(
    "immutable-job", .error, "a Job under Flux cannot be changed")
  static let jobRunsForEver = Code(
    "job-runs-for-ever", .warning, "a Job is deleted and made again at every reconciliation")
  static let jobStaysFailed = Code(
    "job-stays-failed", .warning, "a Job gives up before what it waits for can be there")
  static let injectOnJob = Code(
    "inject-on-job", .error, "an annotation for injection is on the Job and not on its pods")
}
