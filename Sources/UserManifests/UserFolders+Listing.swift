import Sources
import YAML

/// Flux may be told of a kustomize Component where the folder itself does not list it: in `components`
/// of the Flux Kustomization that reads the folder.
extension UserFolders {
  private static let mostListed = 50_000

  /// Whether a Flux Kustomization of the repository reads a folder with a Component of the tree.
  ///
  /// Looks through every manifest outside the tree's own folders, so it is asked only where the
  /// folder does not list the Component.
  package func isListedByFlux(_ component: String, for folder: String) -> Bool {
    // However the way to it is written, it ends in this.
    let name = component.split(separator: "/").suffix(3).joined(separator: "/")
    for path in files(below: "").prefix(Self.mostListed) {
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml"),
        let bytes = (try? snapshot.bytes(of: path)) ?? nil, bytes.holds(name)
      else { continue }
      let documents = YAMLFile(path: path, bytes: bytes).documents
      if documents.contains(where: { lists($0, component, folder) }) { return true }
    }
    return false
  }

  private func lists(_ document: YAMLNode, _ component: String, _ folder: String) -> Bool {
    guard document["kind"]?.text == "Kustomization",
      document["apiVersion"]?.text.hasPrefix("kustomize.toolkit.fluxcd.io/") ?? false,
      let spec = document["spec"],
      Self.path(spec["path"]?.text ?? "", from: "") == folder
    else { return false }
    return spec.elements(of: "components").contains {
      // Relative to the folder that the Flux Kustomization reads.
      Self.path($0.text, from: folder) == component
    }
  }
}
