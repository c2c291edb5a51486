import Components
import Description
import Manifests
import Planning
import Rendering
import Rules
import Schemas

/// The passes from a loaded fleet to its objects, for whichever of its clusters.
struct Passes {
  let fleet: Fleet
  let catalogue: Catalogue
  /// The paths of templates that lie in the repository.
  let ownTemplates: Set<String>
  let pins: [ResolvedVersion]
  let attachments: [String: AttachedFile]
  let rules: RuleBook
  let schemas: SchemaSet

  /// - Parameter names: those of the clusters; nil for all.
  func planner(only names: Set<String>?) -> Planner {
    Planner(
      fleet, catalogue: catalogue, functions: FunctionTable.functions, pins: pins,
      attachments: attachments, only: names)
  }

  func clusters(of plan: FleetPlan) -> ClusterCompilation {
    ClusterCompilation(
      renderer: Renderer(catalogue, functions: FunctionTable.functions), plan: plan, rules: rules,
      installers: fleet.installers, schemas: schemas)
  }

  /// - Parameter names: those of the clusters; nil for all.
  func explainer(only names: Set<String>?) -> Explainer {
    Explainer(
      fleet: fleet, catalogue: catalogue, ownTemplates: ownTemplates, pins: pins, only: names)
  }
}
