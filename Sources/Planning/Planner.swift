import Components
import Description
import Diagnostics
import Fields
import JSONE
import Manifests
import Values
import Workers

/// Works out what each cluster gets: its facts, its components, and their order.
package struct Planner: Sendable {
  private let catalogue: Catalogue
  private let functions: [String: Function]
  private let sheet: FactSheet

  /// - Parameters:
  ///   - pins: versions that an earlier build resolved.
  ///   - isRecording: whether the facts say where each was written.
  package init(
    _ fleet: Fleet, catalogue: Catalogue, functions: [String: Function], pins: [ResolvedVersion],
    isRecording: Bool = false
  ) {
    self.catalogue = catalogue
    self.functions = functions
    sheet = FactSheet(fleet: fleet, pins: pins, isRecording: isRecording)
  }

  package func plan(_ diagnostics: inout Diagnostics) -> FleetPlan {
    let fleet = sheet.fleet
    let parts = Workers.map(fleet.clusters.count, by: 4) { [self] range in
      var problems = Diagnostics()
      let plans = fleet.clusters[range].map { plan($0, &problems) }
      return (plans: plans, problems: problems)
    }
    for part in parts { diagnostics.add(part.problems) }
    return FleetPlan(
      tree: fleet.spec.flux.path.value.text,
      description: fleet.place.path,
      facts: sheet.shared.facts,
      clusters: parts.flatMap(\.plans),
      resolved: VersionResolution.resolve(fleet, pins: sheet.pins))
  }

  /// The plan of one cluster alone.
  package func plan(_ cluster: Cluster, _ diagnostics: inout Diagnostics) -> ClusterPlan {
    let facts = sheet.facts(of: cluster).facts
    let context = Context(facts.value, functions: functions)
    var present: [Component] = []
    for component in catalogue.components {
      do throws(TemplateError) {
        if try component.presence.render(context)?.isTruthy ?? false { present.append(component) }
      } catch {
        diagnostics.add(error.diagnostic())
      }
    }
    if present.isEmpty && !diagnostics.hasErrors { reportEmpty(cluster, &diagnostics) }
    let names = Set(present.map(\.name))
    return ClusterPlan(
      name: cluster.name, description: cluster.place.path, facts: facts,
      components: present.map { component in
        PlannedComponent(
          name: component.name,
          dependsOn: dependencies(of: component, present: names).sorted())
      })
  }

  private func reportEmpty(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
    diagnostics.add(
      Diagnostic(
        .emptyCluster, "cluster '\(cluster.name)' gets no component", at: cluster.place,
        notes: ["Flux takes an empty folder as the order to delete all that it had applied"],
        help: ["give it 'linkerd' or 'namespaces', or remove the cluster"]))
  }

  /// The present components that a component waits for; through one that is absent, what that one
  /// waits for.
  private func dependencies(of component: Component, present: Set<String>) -> Set<String> {
    var found: Set<String> = []
    for dependency in component.settings.dependsOn {
      let name = dependency.value.text
      if present.contains(name) {
        found.insert(name)
      } else if let absent = catalogue.component(name) {
        found.formUnion(dependencies(of: absent, present: present))
      }
    }
    return found
  }
}

extension JSONValue {
  /// JSON-e's truth: everything but null, false, zero, and what is empty.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .integer(let value): value != 0
    case .number(let value): value != 0
    case .string(let value): !value.isEmpty
    case .array(let value): !value.isEmpty
    case .object(let value): !value.isEmpty
    }
  }
}

extension Code {
  package static let emptyCluster = Code(
    "empty-cluster", .error, "a cluster has neither a mesh nor anything else that is applied")
}
