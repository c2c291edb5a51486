import Diagnostics
import Kustomize
import Versions

extension Topology {
  /// An application of a cluster: what is asked of its manifests, and what can be read of them.
  package struct App: Sendable {
    package var name: String
    /// Where the name is written.
    package var place: Place
    /// Whether its Flux Kustomization is Mooring's; nil where that could not be read.
    package var isMoorings: Bool?
    /// The folder of the tree that holds all kustomize Components, as a path from the root.
    package var components: String
    /// The kustomize Component of the tree that the user lists, as a path from the root; nil where
    /// there is none, because the app is Mooring's or nothing is to be changed.
    package var component: String?
    /// The folder of its manifests, where it is in this repository.
    package var path: Located<String>?
    /// What lies there; nil where there is nothing.
    package var folder: UserFolder?
    /// Whether a Flux Kustomization of the repository lists the Component.
    package var isListedByFlux: Bool
    package var changes: [Changes]

    package init(
      name: String, place: Place, isMoorings: Bool? = nil,
      components: String = "",
      component: String? = nil, path: Located<String>? = nil, folder: UserFolder? = nil,
      isListedByFlux: Bool = false, changes: [Changes] = []
    ) {
      self.name = name
      self.place = place
      self.isMoorings = isMoorings
      self.components = components
      self.component = component
      self.path = path
      self.folder = folder
      self.isListedByFlux = isListedByFlux
      self.changes = changes
    }
  }

  /// What is asked of objects: of those in the folder, or of those that a HelmRelease makes.
  package struct Changes: Sendable {
    /// nil for the objects of the folder itself.
    package var release: Change<Void>?
    package var jobs: [Change<Located<JobTermination>>]
    package var exports: [Change<Located<LinkMode>>]
    package var inject: [Change<Located<Injection>>]
    /// Every middleware that an Ingress is to have.
    package var middlewares: [Change<[Located<MiddlewareName>]>]

    package init(
      release: Change<Void>? = nil, jobs: [Change<Located<JobTermination>>] = [],
      exports: [Change<Located<LinkMode>>] = [], inject: [Change<Located<Injection>>] = [],
      middlewares: [Change<[Located<MiddlewareName>]>] = []
    ) {
      self.release = release
      self.jobs = jobs
      self.exports = exports
      self.inject = inject
      self.middlewares = middlewares
    }

    /// Every object of the folder that is patched, and where each is named.
    package var targets: [Change<Void>] {
      if let release { return [release] }
      return jobs.map(\.target) + exports.map(\.target) + inject.map(\.target)
        + middlewares.map(\.target)
    }
  }

  /// Something that is asked of one object.
  package struct Change<Value> {
    package var object: ObjectReference
    /// Where the object is named.
    package var place: Place
    package var value: Value

    package init(_ object: ObjectReference, at place: Place, _ value: Value) {
      self.object = object
      self.place = place
      self.value = value
    }

    package var target: Change<Void> { Change<Void>(object, at: place, ()) }
  }
}

extension Topology.Change: Sendable where Value: Sendable {}
