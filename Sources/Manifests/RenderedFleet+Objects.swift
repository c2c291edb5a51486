extension RenderedFleet {
  package func base(of component: String) -> RenderedBase? {
    bases.first { $0.component == component }
  }

  /// Everything that a cluster gets, in the order in which Flux applies it: of each component the
  /// Flux objects, what it shares with other clusters, and its own.
  package func objects(of cluster: RenderedCluster) -> [RenderedObject] {
    cluster.components.flatMap { component -> [RenderedObject] in
      guard component.readsTree else { return component.flux }
      let shared =
        component.includesBase
        ? base(of: component.name)?.allObjects ?? []
        : component.carried.flatMap { $0.rendered(in: component.name) }.map { [$0] } ?? []
      let attached = component.attached.flatMap {
        $0.rendered(in: component.name, of: cluster.name)
      }
      return component.flux + shared + component.objects + attached
    }
  }
}

extension RenderedBase {
  /// The objects, and the ConfigMap of the carried files.
  package var allObjects: [RenderedObject] {
    objects + (carried?.rendered(in: component).map { [$0] } ?? [])
  }
}

extension CarriedFiles {
  /// The ConfigMap, as an object of a component.
  package func rendered(in component: String) -> RenderedObject? {
    object.map { object in
      let maker = Maker(
        component: component, template: "templates/\(component)/component.yaml", document: 0,
        element: nil, cluster: nil)
      return RenderedObject(object, by: maker)
    }
  }
}
