import Kustomize
import Manifests

/// What the Flux operator, or its chart, is told to reconcile: it makes the source and the first
/// Flux Kustomization by itself.
struct FluxInstance {
  let reference: KustomizationReference
  let origin: ManifestReference
  let path: String
  let source: SourceReference

  /// nil where the object is none, or asks for no reconciliation.
  init?(_ object: LocatedValue, from origin: ManifestReference) {
    let spec: LocatedValue?
    switch object["kind"]?.string {
    case "FluxInstance": spec = object["spec"]
    case "HelmRelease": spec = object["spec"]?["values"]?["instance"]
    default: return nil
    }
    guard let sync = spec?["sync"], let path = sync["path"]?.text else { return nil }
    let metadata = object["metadata"]
    let namespace = metadata?["namespace"]?.text ?? ""
    let named = sync["name"]?.text ?? ""
    // The operator names both after the namespace where nothing else is said.
    let home = namespace.isEmpty ? "flux-system" : namespace
    let name = named.isEmpty ? home : named
    reference = KustomizationReference(namespace: home, name: name)
    self.origin = origin
    self.path = FluxKustomization.folder(path)
    source = SourceReference(
      kind: sync["kind"]?.text ?? "GitRepository", namespace: home, name: name)
  }
}
