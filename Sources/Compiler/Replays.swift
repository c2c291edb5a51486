import Components
import Manifests
import Rendering

/// One fleet, planned once more with all origins: for whoever asks where many things come from.
package struct Replays: Sendable {
  private let catalogue: Catalogue
  private let renderer: Renderer
  private let plan: FleetPlan

  init(catalogue: Catalogue, renderer: Renderer, plan: FleetPlan) {
    self.catalogue = catalogue
    self.renderer = renderer
    self.plan = plan
  }

  /// Nil for what no template made.
  package subscript(maker: Maker) -> Replay? { renderer.replay(maker, plan: plan) }

  /// What decides whether a cluster has a component; nil where one of them is unknown.
  package func presence(of component: String, on cluster: String) -> Provenance? {
    renderer.presence(of: component, on: cluster, plan: plan)
  }

  package func component(_ name: String) -> Component? { catalogue.component(name) }

  /// The file that says what a component is.
  package func settingsPath(of component: String) -> String {
    "\(CatalogueLoader.folder)/\(component)/component.yaml"
  }
}
