import Description
import Diagnostics
import Fields
import Kustomize
import Sources

/// Reads the folders of apps, where they are in the repository.
enum AppReading {
  static func read(into fleet: inout Fleet, from snapshot: any Snapshot) -> Diagnostics {
    var diagnostics = Diagnostics()
    guard fleet.clusters.contains(where: { !$0.spec.apps.isEmpty }) else { return diagnostics }
    var folders = UserFolders(snapshot, tree: fleet.spec.flux.path.value.text)
    for cluster in fleet.clusters {
      for app in cluster.spec.apps {
        guard let path = app.value.path, path.isKnown,
          let folder = folders.folder(path.value.text)
        else { continue }
        if fleet.folders.updateValue(folder, forKey: path.value.text) == nil {
          diagnostics.add(folder.problems)
        }
        guard let component = fleet.component(of: app, on: cluster.name),
          !folder.components.contains(where: { $0.value == component }),
          folders.isListedByFlux(component, for: path.value.text)
        else { continue }
        fleet.componentsListedByFlux.insert(component)
      }
    }
    return diagnostics
  }
}
