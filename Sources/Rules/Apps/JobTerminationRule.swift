import Diagnostics
import Kustomize
import Topology
import Versions

/// Ways for Jobs to end that do not work where they are asked for.
enum JobTerminationRule: TopologyRule {
  static let codes: [Code] = [
    .unsupportedTermination, .unreliableTermination, .missingLinkerdAwait,
  ]

  static let explanation = """
    A proxy beside the containers of a Job keeps its pod running for ever, unless something ends it.
    Kubernetes does where the proxy is a native sidecar, which needs 1.29. 'await' states that the
    command of the Job is run by 'linkerd-await --shutdown -- …', which the image has to hold. A
    'shutdownEndpoint' is called by the Job itself: POST to http://127.0.0.1:4191/shutdown. Controllers
    that end sidecars by the annotation 'lemonade.com/sidecars' are reported to miss Linkerd's proxy.

    Example: 'termination: nativeSidecar' with 'kubernetes: "1.28"'.

    Cure: 'nativeSidecar' wherever Kubernetes is new enough; else 'notMeshed', or an image that ends
    the proxy itself.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      cluster.apps.flatMap { app in
        app.changes.flatMap { changes in
          changes.jobs.compactMap {
            judge($0, of: app, on: cluster, isRendered: changes.release != nil)
          }
        }
      }
    }
  }

  private static func judge(
    _ job: Topology.Change<Located<JobTermination>>, of app: Topology.App,
    on cluster: Topology.Member, isRendered: Bool
  ) -> Diagnostic? {
    guard job.value.isKnown, let place = job.value.place else { return nil }
    let termination = job.value.value
    if let oldest = termination.oldestKubernetes, let kubernetes = cluster.kubernetes,
      kubernetes.value < oldest
    {
      return Diagnostic(
        .unsupportedTermination,
        "'\(termination.rawValue)' does not work on Kubernetes \(kubernetes.value) of cluster '\(cluster.name)'",
        at: place, label: "it needs \(oldest) or newer",
        secondary: kubernetes.place.map { [Label($0, "Kubernetes is chosen here")] } ?? [],
        help: [
          "'notMeshed' works on every version; so do 'await' and 'shutdownEndpoint', where the image ends the proxy"
        ])
    }
    switch termination {
    case .sidecarController:
      return Diagnostic(
        .unreliableTermination, "'sidecarController' is reported not to end Linkerd's proxy",
        at: place, label: "the Job may never end", help: ["'nativeSidecar' needs no controller"])
    case .await where !isRendered:
      return withoutAwait(job, of: app, on: cluster, at: place)
    default: return nil
    }
  }

  /// A command in the manifest that does not start what the description says it does.
  private static func withoutAwait(
    _ job: Topology.Change<Located<JobTermination>>, of app: Topology.App,
    on cluster: Topology.Member, at place: Place
  ) -> Diagnostic? {
    let object = job.object
    let found = app.folder?.objects(
      object.kind.group, object.kind.rawValue, object.namespace, object.name
    ).first
    guard let found, let command = found.command,
      !command.contains(where: { $0.contains("linkerd-await") })
    else { return nil }
    return Diagnostic(
      .missingLinkerdAwait, "the command of \(object) does not run 'linkerd-await'", at: place,
      secondary: [Label(found.place, "the manifest is here")],
      help: ["let its command be 'linkerd-await --shutdown -- …', or write another 'termination'"])
  }
}

extension Code {
  static let unsupportedTermination = Code(
    "unsupported-termination", .error, "a Job is to end in a way that its cluster is too old for")
  static let unreliableTermination = Code(
    "unreliable-termination", .warning, "a Job is to end in a way that is reported not to work")
  static let missingLinkerdAwait = Code(
    "missing-linkerd-await", .error, "a Job is said to run 'linkerd-await', and does not")
}
