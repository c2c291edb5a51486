import Diagnostics
import Fields
import Kustomize
import Topology
import Values
import Versions

/// Jobs that get a proxy, and nothing to end it.
enum EndlessJobRule: TopologyRule {
  static let codes: [Code] = [.endlessJob]

  static let explanation = """
    A pod of a Job ends when all its containers have ended, and Linkerd's proxy does not end by itself
    up to 2.19, unless it is a native sidecar. In a namespace whose pods get a proxy, every Job and
    CronJob therefore has to say how it ends; otherwise it runs for ever, and the next run of a CronJob
    never starts or they pile up.

    Mooring reads the folder of each app for Jobs that do not say so, neither in the description nor by
    annotations of their own. Since 2.20 proxies are native sidecars unless 'linkerd.values' says
    otherwise, and nothing has to be said.

    Example: a CronJob of 'apps/workloads' in namespace 'workloads', which has 'inject: enabled', with
    Linkerd 2.19.

    Cure: 'jobs: {CronJob/workloads/backup: {termination: nativeSidecar}}' of that app.
    """

  /// charts/linkerd-control-plane/values.yaml, proxyInjector.namespaceSelector.
  private static let neverInjected: Set<String> = [
    "kube-system", "cert-manager", LinkerdRelease.namespace,
  ]
  private static let inject = "linkerd.io/inject"

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster -> [Diagnostic] in
      guard let release = cluster.linkerd?.value.release else { return [] }
      let declared = Set(
        cluster.apps.flatMap(\.changes).flatMap { $0.jobs.map(\.object) })
      return cluster.apps.flatMap { app -> [Diagnostic] in
        guard let folder = app.folder, !folder.mayChangeMeshing else { return [] }
        return folder.objects.compactMap { object in
          guard let reference = reference(object), !declared.contains(reference) else { return nil }
          return judge(object, reference, of: app, on: cluster, release)
        }
      }
    }
  }

  private static func reference(_ object: UserObject) -> ObjectReference? {
    guard let kind = [AppKind.cronJob, .job].first(where: { $0.rawValue == object.kind }),
      object.group == kind.group, !object.applied.namespace.isEmpty
    else { return nil }
    return ObjectReference(kind, object.applied.namespace, object.applied.name)
  }

  private static func judge(
    _ job: UserObject, _ reference: ObjectReference, of app: Topology.App,
    on cluster: Topology.Member, _ release: LinkerdRelease
  ) -> Diagnostic? {
    let namespace = cluster.namespaces.first { $0.name == reference.namespace }
    guard !job.isOnHostNetwork, !neverInjected.contains(reference.namespace),
      let cause = injection(of: job, reference, in: namespace, app),
      !ends(job, in: namespace, on: cluster, release)
    else { return nil }
    let canBeNative = JobTermination.nativeSidecar.oldestKubernetes.map { oldest in
      cluster.kubernetes.map { $0.value >= oldest } ?? true
    }
    let way: JobTermination = canBeNative ?? true ? .nativeSidecar : .notMeshed
    let key = "\(job.kind)/\(reference.namespace)/\(reference.name)"
    return Diagnostic(
      .endlessJob, "\(reference) of app '\(app.name)' never ends on cluster '\(cluster.name)'",
      at: job.place, label: "a proxy runs beside its containers, and nothing ends it",
      secondary: cause.place.map { [Label($0, "its pods get a proxy by this")] } ?? [],
      notes: unread(by: release, of: job, on: cluster),
      help: ["add '\(key): {termination: \(way.rawValue)}' to 'jobs' of app '\(app.name)'"])
  }

  /// Annotations of the Job by which later versions would end it.
  private static func unread(
    by release: LinkerdRelease, of job: UserObject, on cluster: Topology.Member
  ) -> [String] {
    let all = LinkerdRelease.all.last?.nativeSidecarAnnotations ?? []
    return all.filter {
      !release.nativeSidecarAnnotations.contains($0) && job.podAnnotation($0) != nil
    }.map { "Linkerd \(release.minor) does not read '\($0)'" }
  }

  /// What gives the Job's pods a proxy; nil where nothing does.
  private static func injection(
    of job: UserObject, _ reference: ObjectReference, in namespace: Topology.Namespace?,
    _ app: Topology.App
  ) -> Located<String>? {
    let asked = app.changes.flatMap(\.inject).first { $0.object == reference }?.value
    let own = asked?.map(\.rawValue) ?? job.podAnnotation(inject)
    let manifest = app.folder?.objects.first {
      $0.kind == "Namespace" && $0.applied.name == reference.namespace
    }
    let found =
      own ?? namespace?.inject?.map(\.rawValue) ?? manifest?.annotation(inject)
    guard let found, found.value == "enabled" || found.value == "ingress" else { return nil }
    return found
  }

  /// Whether the pods end by an annotation of their own or of their namespace, or by the control
  /// plane's values.
  private static func ends(
    _ job: UserObject, in namespace: Topology.Namespace?, on cluster: Topology.Member,
    _ release: LinkerdRelease
  ) -> Bool {
    let value = { (key: String) -> String? in
      job.podAnnotation(key)?.value
        ?? namespace?.annotations.first { $0.key == key }?.value.value
    }
    if let native = release.nativeSidecarAnnotations.compactMap(value).first {
      return native == "true"
    }
    let proxy = cluster.chartValues.first { $0.chart == .controlPlane }?.values.value["proxy"]
    return proxy?["nativeSidecar"].map { $0 == .bool(true) } ?? release.hasNativeSidecars
      || proxy?["enableShutdownEndpoint"] == .bool(true)
      || value(JobTermination.shutdownAnnotation) == "enabled"
      || value(JobTermination.controllerAnnotation) != nil
  }
}

extension Code {
  static let endlessJob = Code(
    "endless-job", .error, "a Job gets a proxy and nothing to end it, and runs for ever")
}
