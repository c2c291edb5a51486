import Diagnostics
import Manifests
import Values

/// Components that no Flux Kustomization applies.
enum FluxKustomizationRule: ClusterRule {
  static let codes: [Code] = [.missingFluxKustomization]

  static let explanation = """
    Every component is applied by a Flux Kustomization of its own, which
    templates/shared/flux-kustomization.yaml gives. A component without one is never applied, and what
    an earlier one had applied is deleted.

    Example: a 'templates/shared/flux-kustomization.yaml' of your own with 'kind: Kustomisation'.

    Cure: let it give a Kustomization for every component.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let kustomizations = view.objects.filter { isKustomization($0.identity) }
    let applied = Set(kustomizations.map(\.applier))
    var seen: Set<Applier> = []
    let unapplied = view.objects.filter {
      $0.component != nil && !applied.contains($0.applier) && seen.insert($0.applier).inserted
    }
    return unapplied.map(missing)
  }

  private static func isKustomization(_ identity: ObjectIdentity) -> Bool {
    identity.kind == "Kustomization" && identity.group == "kustomize.toolkit.fluxcd.io"
  }

  private static func missing(_ object: ClusterObject) -> Finding {
    Finding(
      .missingFluxKustomization,
      "component '\(object.component ?? "")' has no Flux Kustomization", in: object,
      at: JSONPointer([.key("kind")]), label: "Flux never applies this",
      help: ["let templates/shared/flux-kustomization.yaml give one"])
  }
}

extension Code {
  static let missingFluxKustomization = Code(
    "missing-flux-kustomization", .error, "a component has no Flux Kustomization")
}
