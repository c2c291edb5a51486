extension RenderedFleet {
  package func base(of component: String) -> RenderedBase? {
    bases.first { $0.component == component }
  }

  /// Everything that a cluster gets, in the order in which Flux applies it: of each component the
  /// Flux objects, what it shares with other clusters, and its own.
  package func objects(of cluster: RenderedCluster) -> [RenderedObject] {
    cluster.components.flatMap { component -> [RenderedObject] in
      guard component.readsTree else { return component.flux }
      let shared = base(of: component.name)?.allObjects ?? []
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
    guard let carried, let object = KubernetesObject(carried.object) else { return objects }
    let maker = Maker(
      component: component, template: "templates/\(component)/component.yaml", document: 0,
      element: nil, cluster: nil)
    return objects + [RenderedObject(object, by: maker)]
  }
}
