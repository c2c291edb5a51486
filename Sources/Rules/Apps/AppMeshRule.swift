import Diagnostics
import Topology

/// What is asked of apps where there is no mesh to do it, and what contradicts itself.
enum AppMeshRule: TopologyRule {
  static let codes: [Code] = [.appWithoutMesh, .conflictingInjection]

  static let explanation = """
    Changes of an app's manifests are for the mesh to read: on a cluster without one they do nothing.

    How the pods of a Job end depends on whether they get a proxy, so 'jobs' says both: a Job under
    'inject' as well is told twice, and one of the two is lost.

    Example: 'jobs: {Job/workloads/migrate: {termination: notMeshed}}' beside 'inject:
    {Job/workloads/migrate: enabled}'.

    Cure: 'linkerd' on that cluster, or no changes; a Job under 'jobs' alone.
    """

  static func check(_ topology: Topology) -> [Diagnostic] {
    guard topology.isComplete else { return [] }
    return topology.clusters.flatMap { cluster in
      cluster.apps.flatMap { app -> [Diagnostic] in
        let isChanged = app.changes.contains { change in
          !change.jobs.isEmpty || !change.exports.isEmpty || !change.inject.isEmpty
            || !change.middlewares.isEmpty
        }
        if !cluster.hasMesh && isChanged { return [withoutMesh(app, cluster)] }
        return app.changes.flatMap(conflicts)
      }
    }
  }

  private static func withoutMesh(_ app: Topology.App, _ cluster: Topology.Member) -> Diagnostic {
    Diagnostic(
      .appWithoutMesh, "cluster '\(cluster.name)' has no mesh that app '\(app.name)' could be in",
      at: app.place, label: "its changes do nothing",
      help: ["give the cluster 'linkerd', or the app no changes"])
  }

  private static func conflicts(_ changes: Topology.Changes) -> [Diagnostic] {
    changes.inject.compactMap { inject in
      guard let job = changes.jobs.first(where: { $0.object == inject.object }) else { return nil }
      return Diagnostic(
        .conflictingInjection, "\(inject.object) is told twice whether it gets a proxy",
        at: inject.place, secondary: [Label(job.place, "and here, by its 'termination'")],
        help: ["leave it out of 'inject': 'termination: notMeshed' is what keeps a proxy away"])
    }
  }
}

extension Code {
  static let appWithoutMesh = Code(
    "app-without-mesh", .error, "an app is changed for a mesh that its cluster has not")
  static let conflictingInjection = Code(
    "conflicting-injection", .error, "a Job is told twice whether its pods get a proxy")
}
