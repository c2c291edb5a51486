import Components
import Description
import Diagnostics
import Fields
import FileTree
import Manifests
import Values

/// Components that the tree still has and the description has no more, though nobody took away what
/// their Jobs applied: Flux prunes what Flux applied, and a Job's own objects stay for ever.
struct VanishedComponents {
  let lock: Lock
  let plan: FleetPlan
  let catalogue: Catalogue

  /// Of a cluster that left the description nothing is said: it is gone, or somebody else's.
  func diagnostics(in fleet: Fleet) -> [Diagnostic] {
    let uninstallers = catalogue.components.filter { $0.settings.uninstalls != nil }
    return plan.clusters.flatMap { cluster -> [Diagnostic] in
      let place = fleet.clusters.first { $0.name == cluster.name }?.place ?? fleet.place
      let present = Set(cluster.components.map(\.name))
      return uninstallers.flatMap { uninstaller -> [Diagnostic] in
        guard !present.contains(uninstaller.name) else { return [] }
        let gone = (uninstaller.settings.uninstalls?.components ?? []).map(\.value.text)
          .filter { !present.contains($0) && wasThere($0, on: cluster) }
        guard let first = gone.last else { return [] }
        return [vanished(first, from: cluster, uninstaller, at: place)]
      }
    }
  }

  /// The lock's files lie sorted, so that a folder's are found without a look at each.
  private func wasThere(_ component: String, on cluster: ClusterPlan) -> Bool {
    let folder = "\(plan.tree)/overlays/\(cluster.name)/\(component)/"
    var start = 0
    var end = lock.files.count
    while start < end {
      let middle = (start + end) / 2
      if lock.files[middle].path.precedesInBytes(folder) {
        start = middle + 1
      } else {
        end = middle
      }
    }
    return start < lock.files.count && lock.files[start].path.utf8.starts(with: folder.utf8)
  }

  private func vanished(
    _ component: String, from cluster: ClusterPlan, _ uninstaller: Component, at place: Place
  ) -> Diagnostic {
    let field = uninstaller.settings.uninstalls?.field.value ?? ""
    return Diagnostic(
      .vanishedComponent,
      "component '\(component)' of cluster '\(cluster.name)' is gone, and what its Job applied is not",
      at: place, label: "has it no more",
      notes: [
        "Flux deletes what Flux applied; the objects of a Job stay, and nobody looks after them"
      ],
      help: [
        "restore what it needs; or write '\(field)', and leave that out when the uninstall Job is through"
      ])
  }
}

extension Code {
  package static let vanishedComponent = Code(
    "vanished-component", .error,
    "a component left the description, and what its Job had applied stays in the cluster")
}
