import Manifests
import Topology

/// What one cluster gets, whoever made it.
package struct ClusterView: Sendable {
  /// Who brings something that a cluster needs.
  package enum Installer: Hashable, Sendable {
    case kustomization(FluxGraph.Reference)
    /// There before Flux is.
    case outsideFlux
  }

  package let name: String
  /// Every object, in the order in which Flux applies them.
  package let objects: [RenderedObject]
  /// What is not in it, and who brings it.
  package let installers: [Requirement: Installer]
  package let graph: FluxGraph

  package init(
    name: String, objects: [RenderedObject], installers: [Requirement: Installer] = [:]
  ) {
    self.name = name
    self.objects = objects
    self.installers = installers
    graph = FluxGraph(objects)
  }
}
