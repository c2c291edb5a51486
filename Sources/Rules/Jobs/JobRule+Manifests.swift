import Diagnostics
import Manifests
import Values

extension JobRule: ClusterRule {
  /// Jobs of somebody's manifests, of which more is known than that they are Jobs: by whom and how
  /// often they are applied, and what they run.
  static func check(_ view: ClusterView) -> [Finding] {
    view.pods.flatMap { pods -> [Finding] in
      let object = pods.object
      guard object.isManifest, object.identity.kind == "Job", !isLeftAlone(object) else {
        return []
      }
      let flux = view.graph.node(of: object.applier)?.object.object.value["spec"]
      let isForced = flux?["force"] == .bool(true)
      let isShort = object.object.value[path: "spec", "ttlSecondsAfterFinished"] != nil
      return [
        isForced || isShort || isNamedAfterContent(pods) ? nil : immutable(object),
        isShort ? runsForEver(object) : nil,
        waitsForOthers(pods, view) ? staysFailed(object) : nil,
        injected(object),
      ].compactMap { $0 }
    }
  }

  /// Whether Flux never looks at it again, or somebody has stopped it.
  private static func isLeftAlone(_ job: ClusterObject) -> Bool {
    let annotations = job.object.value[path: "metadata", "annotations"]
    let reconcile = annotations?["kustomize.toolkit.fluxcd.io/reconcile"]?.string?.lowercased()
    return reconcile == "disabled" || job.object.value[path: "spec", "suspend"] == .bool(true)
  }

  /// Whether its name changes with what it runs: `migrate-v1-2-3`, or with a hash behind it.
  private static func isNamedAfterContent(_ pods: PodTemplate) -> Bool {
    let last = pods.object.identity.name.parts(between: UInt8(ascii: "-")).last ?? ""
    return last.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Whether it needs what others bring: the API server, objects, a chart.
  private static func waitsForOthers(_ pods: PodTemplate, _ view: ClusterView) -> Bool {
    JobScript.all(of: pods, view).contains(where: \.installs)
  }
}
