import Components
import Description
import Diagnostics
import Manifests
import Planning
import Rendering
import Rules
import Values

/// Tells where parts of objects come from, by doing the work again with its reads logged.
///
/// Nothing is recorded while a fleet compiles; only who asks pays.
package struct Explainer: Sendable {
  private let fleet: Fleet
  private let catalogue: Catalogue
  /// The paths of templates that lie in the repository.
  private let ownTemplates: Set<String>
  private let pins: [ResolvedVersion]
  /// Of the clusters that are planned; nil for all.
  private let names: Set<String>?

  init(
    fleet: Fleet, catalogue: Catalogue, ownTemplates: Set<String>, pins: [ResolvedVersion],
    only names: Set<String>? = nil
  ) {
    self.names = names
    self.fleet = fleet
    self.catalogue = catalogue
    self.ownTemplates = ownTemplates
    self.pins = pins
  }

  /// The work to do again, planned once for many questions.
  package var replays: Replays {
    Replays(catalogue: catalogue, renderer: renderer, plan: recordedPlan)
  }

  /// Where several parts come from: planned once, and only for the clusters that they are of.
  package func provenances(of parts: [(maker: Maker, pointer: JSONPointer)]) -> [Provenance?] {
    if parts.isEmpty { return [] }
    let plan = recordedPlan(of: Set(parts.compactMap(\.maker.cluster)))
    var found = parts.map { _ -> Provenance? in nil }
    for (maker, positions) in Dictionary(grouping: parts.indices, by: { parts[$0].maker }) {
      let replay = renderer.replay(maker, plan: plan)
      for position in positions {
        found[position] = replay?.provenance(of: parts[position].pointer)
      }
    }
    return found
  }

  /// What was read to decide whether each component is on each cluster.
  package func presences(of asked: [(component: String, cluster: String)]) -> [[FactRead]] {
    if asked.isEmpty { return [] }
    let plan = recordedPlan(of: Set(asked.map(\.cluster)))
    return asked.map {
      let presence = renderer.presence(of: $0.component, on: $0.cluster, plan: plan)
      return (presence?.reads ?? []) + (presence?.because ?? [])
    }
  }

  /// Facts of clusters, and where they are given; nil for what a cluster does not have.
  package func facts(at asked: [(cluster: String, pointer: JSONPointer)]) -> [FactRead?] {
    if asked.isEmpty { return [] }
    let plan = recordedPlan(of: Set(asked.map(\.cluster)))
    let facts = Dictionary(
      plan.clusters.map { ($0.name, $0.facts) }, uniquingKeysWith: { first, _ in first })
    return asked.map { cluster, pointer in facts[cluster].map { FactRead(pointer, of: $0) } }
  }

  /// Whether a template lies in the repository.
  package func isOwn(_ path: String) -> Bool { ownTemplates.contains(path) }

  /// Findings in objects, at the lines of templates and descriptions that made them.
  func diagnostics(for findings: [Finding]) -> [Diagnostic] {
    if findings.isEmpty { return [] }
    let plan = recordedPlan
    return findings.compactMap { diagnostic(for: $0, plan) }
  }

  private var renderer: Renderer { Renderer(catalogue, functions: FunctionTable.functions) }

  private var recordedPlan: FleetPlan { recordedPlan(of: nil) }

  private func recordedPlan(of clusters: Set<String>?) -> FleetPlan {
    var ignored = Diagnostics()
    return Planner(
      fleet, catalogue: catalogue, functions: FunctionTable.functions, pins: pins,
      only: clusters ?? names,
      isRecording: true
    ).plan(&ignored)
  }

  private func provenance(
    of pointer: JSONPointer, in maker: Maker, plan: FleetPlan
  ) -> Provenance? {
    renderer.replay(maker, plan: plan)?.provenance(of: pointer)
  }

  /// Where the description gave the value, there; else in the template.
  private func diagnostic(for finding: Finding, _ plan: FleetPlan) -> Diagnostic? {
    guard case .template(let maker) = finding.origin else { return nil }
    let provenance = provenance(of: finding.pointer, in: maker, plan: plan)
    let template = provenance?.template ?? .file(maker.template)
    let written = provenance?.reads.flatMap(\.places) ?? []
    // A built-in template carries what the description says; nothing can be changed in it.
    let explainsTemplate = !written.isEmpty && ownTemplates.contains(template.path)
    var secondary = explainsTemplate ? [Label(template, "made here")] : []
    if finding.patch != nil {
      secondary = ownTemplates.contains(template.path) ? [Label(template, "made here")] : []
    }
    if case .template(let other)? = finding.other {
      let place = self.provenance(of: finding.otherPointer, in: other, plan: plan)?.template
      secondary.append(
        Label(
          place ?? .file(other.template), finding.otherLabel ?? "the other one is made here"))
    }
    return Diagnostic(
      finding.code, finding.message, at: finding.patch ?? written.first ?? template,
      label: finding.label,
      secondary: secondary, help: finding.help)
  }
}
