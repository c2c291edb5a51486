import Diagnostics
import Kustomize
import Topology

/// Objects that are to be changed and are not there.
enum AppTargetRule: TopologyRule {
  static let codes: [Code] = [.missingAppObject, .immutableAppJob]

  static let explanation = """
    What an app's description names is patched in the manifests of its folder: an object by its kind,
    its namespace and its name as they are in the cluster. Where the folder holds no such object,
    kustomize refuses to build it. Mooring reads the folder as kustomize does, as far as it is local;
    where a part of it is remote or generated, nothing is said.

    What a HelmRelease renders is not in the folder: it is named below 'helmReleases'.

    The pods of a Job that is there cannot be changed: Flux fails at the next change, unless the Job
    has the annotation 'kustomize.toolkit.fluxcd.io/force: enabled', by which it is made anew and runs
    again.

    Example: 'jobs: {CronJob/workloads/backup: {termination: nativeSidecar}}', where the CronJob is
    called 'database-backup'.

    Cure: the name that 'kubectl get' shows.
    """

  private static let force = "kustomize.toolkit.fluxcd.io/force"

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      cluster.apps.flatMap { app -> [Diagnostic] in
        guard let folder = app.folder else { return [] }
        return app.changes.flatMap { changes in
          changes.targets.compactMap { judge($0, of: app, in: folder) }
        }
      }
    }
  }

  private static func judge(
    _ target: Topology.Change<Void>, of app: Topology.App, in folder: UserFolder
  ) -> Diagnostic? {
    let object = target.object
    let found = folder.objects(
      object.kind.group, object.kind.rawValue, object.namespace, object.name)
    if let job = found.first {
      return object.kind == .job ? immutable(job, target) : nil
    }
    guard folder.isWhole else { return nil }
    return Diagnostic(
      .missingAppObject, "there is no \(object) among the manifests of app '\(app.name)'",
      at: target.place, label: "'\(folder.path)' has none",
      help: help(for: object, in: folder))
  }

  private static func help(for object: ObjectReference, in folder: UserFolder) -> [String] {
    let same = folder.objects.filter {
      $0.kind == object.kind.rawValue && $0.group == object.kind.group
    }
    if let near = closest(to: object.name, among: same.map(\.applied.name)),
      let found = same.first(where: { $0.applied.name == near })
    {
      return ["the nearest is '\(near)' in namespace '\(found.applied.namespace)'"]
    }
    if !same.isEmpty {
      let names = same.prefix(5).map { "'\($0.applied.namespace)/\($0.applied.name)'" }
      return ["of this kind there is \(names.joined(separator: ", "))"]
    }
    let releases = folder.objects.filter { $0.kind == "HelmRelease" }
    if object.kind != .helmRelease, let release = releases.first {
      let name = "\(release.applied.namespace)/\(release.applied.name)"
      return ["where a HelmRelease renders it, name it below 'helmReleases', such as '\(name)'"]
    }
    return []
  }

  private static func immutable(
    _ job: UserObject, _ target: Topology.Change<Void>
  ) -> Diagnostic? {
    guard job.annotation(force)?.value.lowercased() != "enabled" else { return nil }
    return Diagnostic(
      .immutableAppJob, "\(target.object) cannot be changed while it is there", at: target.place,
      secondary: [Label(job.place, "it has no annotation '\(force)'")],
      notes: [
        "Flux fails at the next change of its pods: of 'termination', or of Linkerd's version"
      ],
      help: ["annotate it with '\(force): enabled': it is made anew then, and runs again"])
  }
}

extension Code {
  static let missingAppObject = Code(
    "missing-app-object", .error, "an object that is to be changed is not there")
  static let immutableAppJob = Code(
    "immutable-app-job", .warning,
    "a Job of an app is to be changed, and cannot be once it is there")
}
