import Manifests

/// What one cluster gets, whoever made it.
package struct ClusterView: Sendable {
  package let name: String
  /// Every object, in the order in which Flux applies them.
  package let objects: [RenderedObject]

  package init(name: String, objects: [RenderedObject]) {
    self.name = name
    self.objects = objects
  }
}
