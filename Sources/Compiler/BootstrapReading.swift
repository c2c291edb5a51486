import Diagnostics
import Manifests
import Rules
import Sources
import YAML

/// Reads what the user lists beside the tree of each cluster, in the folder that Flux was
/// bootstrapped with.
struct BootstrapReading {
  let snapshot: any Snapshot
  /// The folder of the tree, relative to the root.
  let tree: String

  /// The names that kustomize looks for, in its order.
  private static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// nil where there is no list, so that Flux applies everything; problems of its YAML are added.
  func folder(
    of cluster: ClusterPlan, _ diagnostics: inout Diagnostics
  ) throws(SourceError) -> BootstrapFolder? {
    let path = "\(tree)/clusters/\(cluster.name)"
    for name in Self.fileNames {
      guard let bytes = try snapshot.bytes(of: "\(path)/\(name)") else { continue }
      let file = YAMLFile(path: "\(path)/\(name)", bytes: bytes)
      diagnostics.add(file.diagnostics)
      // Of a file that Flux cannot read nothing else can be said.
      guard !Diagnostics(file.diagnostics).hasErrors else { return nil }
      let root = file.documents.first
      // kustomize takes `bases` for the same.
      let lists = ["resources", "bases"].compactMap { root?.entry($0) }
      return BootstrapFolder(
        cluster: cluster.name, place: lists.first?.key.place ?? .file(file.path),
        resources: lists.flatMap { $0.value.elements.map { Located($0.text, at: $0.place) } },
        hasFluxSystem: try !snapshot.files(below: "\(path)/flux-system").isEmpty)
    }
    return nil
  }
}
