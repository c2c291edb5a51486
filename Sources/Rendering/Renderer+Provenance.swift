import Components
import Diagnostics
import Fields
import JSONE
import Manifests
import Values

/// Where a part of an object comes from.
package struct Provenance: Sendable {
  /// The part of the template that made it.
  package let template: Place
  /// The facts that were read to make it.
  package let reads: [FactRead]
  /// The facts that decided that it is there.
  package let because: [FactRead]
}

/// A fact, and where the description or the component gives it.
package struct FactRead: Sendable {
  /// `linkerd.cli.image`
  package let name: String
  package let value: JSONValue?
  /// Empty where it is a default, or worked out from nothing that was written.
  package let places: [Place]
  /// Where parts of it are given.
  package let within: [Place]
}

extension Renderer {
  /// Renders an object's template again, with its reads logged, and tells where a part of it comes
  /// from; nil where the template has no such part.
  ///
  /// - Parameter plan: made with recorded origins.
  package func provenance(
    of pointer: JSONPointer, in maker: Maker, plan: FleetPlan
  ) -> Provenance? {
    provenances(of: [pointer], in: maker, plan: plan)[0]
  }

  /// The same of several parts, rendered once.
  package func provenances(
    of pointers: [JSONPointer], in maker: Maker, plan: FleetPlan
  ) -> [Provenance?] {
    let unknown = pointers.map { _ -> Provenance? in nil }
    let cluster = plan.clusters.first { $0.name == maker.cluster }
    let facts = cluster?.facts ?? plan.facts
    guard let component = catalogue.component(maker.component),
      let document = document(of: maker, component),
      let context = context(of: maker, component, cluster, plan, facts)
    else { return unknown }
    let element = maker.element.map { [$0] } ?? []
    do throws(TemplateError) {
      let trace = try document.template.trace(context)
      return pointers.map { pointer in
        guard let cause = trace[JSONPointer(element + pointer.steps)] else { return nil }
        return Provenance(
          template: cause.place,
          reads: cause.reads.map { read($0, context, facts, component) },
          because: cause.because.map { read($0, context, facts, component) })
      }
    } catch {
      return unknown
    }
  }

  /// What was read to decide whether a component is on a cluster.
  ///
  /// - Parameter plan: made with recorded origins.
  package func presence(
    of component: String, on cluster: String, plan: FleetPlan
  ) -> [FactRead] {
    guard let component = catalogue.component(component),
      let facts = plan.clusters.first(where: { $0.name == cluster })?.facts
    else { return [] }
    let context = Context(facts.value, functions: functions)
    guard let cause = try? component.presence.trace(context)[JSONPointer()] else { return [] }
    return (cause.reads + cause.because).map { read($0, context, facts, component) }
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

  private func read(
    _ pointer: JSONPointer, _ context: Context, _ facts: Facts, _ component: Component
  ) -> FactRead {
    var name = ""
    for step in pointer.steps {
      switch step {
      case .key(let key): name += name.isEmpty ? key : ".\(key)"
      case .index(let index): name += "[\(index)]"
      }
    }
    let value = JSONValue.object(context.variables)[pointer]
    let own = places(of: pointer, value, in: component, facts)
    return FactRead(
      name: name, value: value, places: own.isEmpty ? facts.origins(of: pointer) : own,
      within: within(pointer, value, in: component, facts))
  }

  /// What a component makes of facts is read with them.
  private func within(
    _ pointer: JSONPointer, _ value: JSONValue?, in component: Component, _ facts: Facts
  ) -> [Place] {
    switch value {
    case .object?, .array?, .string?: break
    default: return []
    }
    guard pointer.steps.first == .key("component") else { return facts.origins(within: pointer) }
    guard let template = template(of: pointer.steps, in: component),
      let cause = try? template.trace(context(facts.value, component))[
        JSONPointer(Array(pointer.steps.dropFirst(2)))]
    else { return [] }
    return cause.reads.flatMap { facts.origins(of: $0) + facts.origins(within: $0) }
  }

  /// The part of component.yaml that a fact of the component is from.
  private func template(of steps: [JSONPointer.Step], in component: Component) -> Template? {
    guard steps.count >= 2 else { return nil }
    return switch steps[1] {
    case .key("flux"): component.flux
    case .key("requires"): component.requires
    case .key("facts"): component.facts
    case .key("job"): component.job
    default: nil
    }
  }

  /// Where component.yaml gives what the template of all Flux Kustomizations reads.
  private func places(
    of pointer: JSONPointer, _ value: JSONValue?, in component: Component, _ facts: Facts
  ) -> [Place] {
    let steps = pointer.steps
    guard steps.count >= 2, steps[0] == .key("component") else { return [] }
    if let template = template(of: steps, in: component) {
      return places(of: steps, in: template, component, facts)
    }
    switch steps[1] {
    case .key("namespace"): return [component.settings.namespace?.place].compactMap(\.self)
    case .key("scripts"): return [component.settings.scripts?.configMap.place].compactMap(\.self)
    case .key("dependsOn"):
      let all = component.settings.dependsOn
      let exact = all.filter { value?.string == Self.kustomizationName($0.value.text) }
      // One that is there in place of an absent one is named by that one's component.yaml.
      return (exact.isEmpty ? all : exact).compactMap(\.place)
    default: return []
    }
  }

  /// Where a template of component.yaml gives a value, and where the facts that it reads are given.
  private func places(
    of steps: [JSONPointer.Step], in template: Template, _ component: Component, _ facts: Facts
  ) -> [Place] {
    let trace = try? template.trace(context(facts.value, component))
    guard let cause = trace?[JSONPointer(Array(steps.dropFirst(2)))] else { return [] }
    var seen: Set<Place> = [cause.place]
    return [cause.place]
      + cause.reads.flatMap { facts.origins(of: $0) }.filter { seen.insert($0).inserted }
  }
}
