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
  /// The facts that were read to make it; after each fact that component.yaml gives, those that were
  /// read there.
  package let reads: [FactRead]
  /// The facts that decided that it is there.
  package let because: [FactRead]
}

/// A fact, and where the description or the component gives it.
package struct FactRead: Sendable {
  package let pointer: JSONPointer
  package let value: JSONValue?
  /// Empty where it is a default, or worked out from nothing that was written.
  package let places: [Place]
  /// Where parts of it are given, of a fact that is given nowhere as a whole.
  package let partPlaces: [Place]

  /// What a plan gives at a pointer, whoever reads it.
  ///
  /// - Parameter facts: made with recorded origins.
  package init(_ pointer: JSONPointer, of facts: Facts) {
    self.init(
      pointer: pointer, value: JSONValue.object(facts.value)[pointer],
      places: facts.origins(of: pointer), partPlaces: facts.origins(within: pointer))
  }

  init(pointer: JSONPointer, value: JSONValue?, places: [Place], partPlaces: [Place]) {
    self.pointer = pointer
    self.value = value
    self.places = places
    self.partPlaces = partPlaces
  }

  /// `linkerd.cli.image`
  package var name: String {
    var name = ""
    for step in pointer.steps {
      switch step {
      case .key(let key): name += name.isEmpty ? key : ".\(key)"
      case .index(let index): name += "[\(index)]"
      }
    }
    return name
  }
}

/// A template rendered once more with its reads logged: any part of what it gives can be asked for.
package struct Replay: Sendable {
  let trace: Trace
  /// The way to the object in what the template gives.
  let element: [JSONPointer.Step]
  let context: Context
  let facts: Facts
  let component: Component
  let componentContext: Context

  /// Nil where the template has no such part.
  package func provenance(of pointer: JSONPointer) -> Provenance? {
    guard let cause = trace[JSONPointer(element + pointer.steps)] else { return nil }
    return Provenance(
      template: cause.place, reads: cause.reads.flatMap { read($0) },
      because: cause.because.flatMap { read($0) })
  }

  /// A part of a fact; nil where it has no such part.
  package func part(_ inner: JSONPointer, of read: FactRead) -> FactRead? {
    guard read.value?[inner] != nil else { return nil }
    return fact(JSONPointer(read.pointer.steps + inner.steps))
  }

  private func read(_ pointer: JSONPointer) -> [FactRead] {
    let value = JSONValue.object(context.variables)[pointer]
    let (own, inner) = given(pointer, value)
    if own.isEmpty { return [fact(pointer)] }
    return [FactRead(pointer: pointer, value: value, places: own, partPlaces: [])]
      + inner.map { fact($0) }
  }

  private func fact(_ pointer: JSONPointer) -> FactRead {
    let places = facts.origins(of: pointer)
    return FactRead(
      pointer: pointer, value: JSONValue.object(context.variables)[pointer], places: places,
      partPlaces: places.isEmpty ? facts.origins(within: pointer) : [])
  }

  /// Where component.yaml gives what templates read that components share, and what it reads there.
  private func given(
    _ pointer: JSONPointer, _ value: JSONValue?
  ) -> (places: [Place], reads: [JSONPointer]) {
    let steps = pointer.steps
    guard steps.count >= 2, steps[0] == .key("component") else { return ([], []) }
    switch steps[1] {
    case .key("flux"): return given(steps, by: component.flux)
    case .key("requires"): return given(steps, by: component.requires)
    case .key("facts"): return given(steps, by: component.facts)
    case .key("job"): return given(steps, by: component.job)
    case .key("namespace"):
      return ([component.settings.namespace?.place].compactMap(\.self), [])
    case .key("scripts"):
      return ([component.settings.scripts?.configMap.place].compactMap(\.self), [])
    case .key("dependsOn"):
      let all = component.settings.dependsOn
      let exact = all.filter { value?.string == Renderer.kustomizationName($0.value.text) }
      // One that is there in place of an absent one is named by that one's component.yaml.
      return ((exact.isEmpty ? all : exact).compactMap(\.place), [])
    default: return ([], [])
    }
  }

  private func given(
    _ steps: [JSONPointer.Step], by template: Template?
  ) -> (places: [Place], reads: [JSONPointer]) {
    let trace = try? template?.trace(componentContext)
    guard let cause = trace?[JSONPointer(Array(steps.dropFirst(2)))] else { return ([], []) }
    return ([cause.place], cause.reads)
  }
}
