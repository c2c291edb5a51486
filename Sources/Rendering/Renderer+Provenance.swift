import Components
import Diagnostics
import JSONE
import Manifests
import Values

extension Renderer {
  /// Renders an object's template again, with its reads logged; nil where it cannot be.
  ///
  /// - Parameter plan: made with recorded origins.
  package func replay(_ maker: Maker, plan: FleetPlan) -> Replay? {
    let cluster = plan.clusters.first { $0.name == maker.cluster }
    let facts = cluster?.facts ?? plan.facts
    guard let component = catalogue.component(maker.component),
      let document = document(of: maker, component),
      let context = context(of: maker, component, cluster, plan, facts),
      let trace = try? document.template.trace(context)
    else { return nil }
    return Replay(
      trace: trace, element: maker.element.map { [$0] } ?? [], context: context, facts: facts,
      component: component, componentContext: self.context(facts.value, component))
  }

  /// What decides whether a cluster has a component, judged again.
  ///
  /// - Parameter plan: made with recorded origins.
  package func presence(of name: String, on cluster: String, plan: FleetPlan) -> Provenance? {
    guard let component = catalogue.component(name),
      let facts = plan.clusters.first(where: { $0.name == cluster })?.facts
    else { return nil }
    let context = context(facts.value, component)
    guard let trace = try? component.presence.trace(context) else { return nil }
    return Replay(
      trace: trace, element: [], context: context, facts: facts, component: component,
      componentContext: context
    ).provenance(of: JSONPointer())
  }

  private func document(of maker: Maker, _ component: Component) -> TemplateDocument? {
    let files =
      component.base + component.cluster + component.sources + component.components
      + component.bootstrap
      + [catalogue.kustomization, catalogue.installJob]
    guard let file = files.first(where: { $0.path == maker.template }),
      file.documents.indices.contains(maker.document)
    else { return nil }
    return file.documents[maker.document]
  }

  private func context(
    of maker: Maker, _ component: Component, _ cluster: ClusterPlan?, _ plan: FleetPlan,
    _ facts: Facts
  ) -> Context? {
    let shared =
      [catalogue.kustomization.path, catalogue.installJob.path]
      + (component.sources + component.components).map(\.path)
    guard shared.contains(maker.template) else { return context(facts.value, component) }
    guard let cluster, let planned = cluster.components.first(where: { $0.name == component.name })
    else { return nil }
    var ignored = Diagnostics()
    let settings = self.settings(of: component, context(facts.value, component), &ignored)
    return sharedContext(component, planned, cluster, plan, settings)
  }
}
