import Diagnostics
import Fields
import Kustomize
import Topology

/// Apps as rules and templates see them.
extension Fleet {
  /// The kustomize Component of an app, as a path from the root; nil where it has none, because the
  /// app is Mooring's own or nothing is to be changed.
  package func component(of app: Named<AppSpec>, on cluster: String) -> String? {
    guard app.value.owner.isKnown, app.value.owner.value == .user, app.value.hasChanges else {
      return nil
    }
    return "\(components)/\(cluster)/\(app.name)"
  }

  /// The folder that holds all kustomize Components.
  private var components: String { "\(spec.flux.path.value.text)/components" }

  /// The folder of an app's manifests, with the names that Flux gives them; nil where it is not in the
  /// repository.
  package func folder(of app: AppSpec) -> UserFolder? {
    guard let path = app.path, path.isKnown, let folder = folders[path.value.text] else {
      return nil
    }
    return app.flux?.targetNamespace.map { folder.applied(in: $0.value.text) } ?? folder
  }

  func app(_ app: Named<AppSpec>, of cluster: Cluster) -> Topology.App {
    let spec = app.value
    let component = component(of: app, on: cluster.name)
    return Topology.App(
      name: app.name, place: app.place,
      isMoorings: spec.owner.isKnown ? spec.owner.value == .mooring : nil,
      components: components, component: component,
      path: spec.path.flatMap(known)?.map(\.text), folder: folder(of: spec),
      isListedByFlux: component.map(componentsListedByFlux.contains) ?? false,
      changes: [changes(spec.changes, release: nil)]
        + spec.helmReleases.map { entry in
          let name = entry.key
          let release = ObjectReference(.helmRelease, name.namespace, name.name)
          return changes(entry.value, release: Topology.Change(release, at: entry.place, ()))
        })
  }

  private func changes(
    _ changes: AppChanges, release: Topology.Change<Void>?
  ) -> Topology.Changes {
    Topology.Changes(
      release: release,
      jobs: changes.jobs.map {
        Topology.Change($0.key.reference, at: $0.place, $0.value.termination)
      },
      exports: changes.exports.map { entry in
        let name = entry.key
        let service = ObjectReference(.service, name.namespace, name.name)
        return Topology.Change(service, at: entry.place, entry.value)
      },
      inject: changes.inject.map { Topology.Change($0.key.reference, at: $0.place, $0.value) },
      middlewares: changes.middlewares.map {
        Topology.Change($0.key.reference, at: $0.place, $0.value.compactMap(known))
      })
  }
}

extension AppSpec {
  /// Whether anything is asked of its manifests.
  package var hasChanges: Bool {
    !changes.isEmpty || helmReleases.contains { !$0.value.isEmpty }
  }
}

extension AppChanges {
  var isEmpty: Bool { jobs.isEmpty && exports.isEmpty && inject.isEmpty && middlewares.isEmpty }
}
