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
  private let attachments: [String: AttachedFile]
  private let clusters: [Cluster]

  /// - Parameters:
  ///   - pins: versions that an earlier build resolved.
  ///   - attachments: files of the user's that components may attach, by path.
  ///   - names: those of the clusters to plan; nil for all.
  ///   - isRecording: whether the facts say where each was written.
  package init(
    _ fleet: Fleet, catalogue: Catalogue, functions: [String: Function], pins: [ResolvedVersion],
    attachments: [String: AttachedFile] = [:], only names: Set<String>? = nil,
    isRecording: Bool = false
  ) {
    clusters =
      names.map { names in fleet.clusters.filter { names.contains($0.name) } }
      ?? fleet.clusters
    self.attachments = attachments
    self.catalogue = catalogue
    self.functions = functions
    sheet = FactSheet(fleet: fleet, pins: pins, isRecording: isRecording)
  }

  package func plan(_ diagnostics: inout Diagnostics) -> FleetPlan {
    let fleet = sheet.fleet
    let parts = Workers.map(clusters.count, by: 4) { [self] range in
      var problems = Diagnostics()
      let plans = clusters[range].map { plan($0, &problems) }
      return (plans: plans, problems: problems)
    }
    for part in parts { diagnostics.add(part.problems) }
    return FleetPlan(
      tree: fleet.spec.flux.path.value.text,
      description: fleet.place.path,
      leavesBasesOut: fleet.spec.flux.layout.value == .rendered,
      facts: sheet.shared.facts,
      clusters: parts.flatMap(\.plans),
      resolved: VersionResolution.resolve(fleet, pins: sheet.pins), attachments: attachments)
  }

  /// The plan of one cluster alone.
  package func plan(_ cluster: Cluster, _ diagnostics: inout Diagnostics) -> ClusterPlan {
    if let linkerd = cluster.spec.linkerd,
      let problem = VersionResolution.problem(
        with: linkerd.version, pins: sheet.pins, of: cluster)
    {
      diagnostics.add(problem)
    }
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
    // What is not applied does not fill the folder that Flux reads.
    if !present.contains(where: \.hasKustomization) && !diagnostics.hasErrors {
      reportEmpty(cluster, &diagnostics)
    }
    let names = Set(present.map(\.name))
    return ClusterPlan(
      name: cluster.name, description: cluster.place.path, facts: facts,
      components: present.map { component in
        PlannedComponent(
          name: component.name,
          dependsOn: dependencies(of: component, present: names)
            .sorted { $0.precedesInBytes($1) })
      },
      patches: cluster.spec.patches.compactMap(\.patch))
  }

  private func reportEmpty(_ cluster: Cluster, _ diagnostics: inout Diagnostics) {
    diagnostics.add(
      Diagnostic(
        .emptyCluster, "cluster '\(cluster.name)' gets no component", at: cluster.place,
        notes: ["Flux takes an empty folder as the order to delete all that it had applied"],
        help: ["give it 'linkerd' or 'namespaces', or remove the cluster"]))
  }

  /// The present components that a component waits for; through one that is absent, or has no Flux
  /// Kustomization to wait for, what that one waits for.
  private func dependencies(of component: Component, present: Set<String>) -> Set<String> {
    var found: Set<String> = []
    var seen: Set<String> = []
    var waiting = [component]
    while let component = waiting.popLast() {
      for name in component.settings.dependsOn.map(\.value.text)
      where seen.insert(name).inserted {
        guard let component = catalogue.component(name) else { continue }
        if present.contains(name), component.hasKustomization {
          found.insert(name)
        } else {
          waiting.append(component)
        }
      }
    }
    return found
  }
}

extension Code {
  package static let emptyCluster = Code(
    "empty-cluster", .error, "a cluster has neither a mesh nor anything else that is applied")
}
