import Sources
import Values
import YAML

/// Flux may be told of a kustomize Component where the folder itself does not list it: in `components`
/// of the Flux Kustomization that reads the folder.
extension UserFolders {
  private static let mostListed = 50_000

  /// A folder, and a Component that a Flux Kustomization reads it with.
  struct Listing: Hashable {
    let folder: String
    let component: String
  }

  /// Whether a Flux Kustomization of the repository reads a folder with a Component of the tree.
  package mutating func isListedByFlux(_ component: String, for folder: String) -> Bool {
    let all = listings ?? findListings()
    listings = all
    return all.contains(Listing(folder: folder, component: component))
  }

  /// Looks through every manifest of the repository, once, and only where somebody asks.
  private func findListings() -> Set<Listing> {
    var found: Set<Listing> = []
    for path in files(below: "").prefix(Self.mostListed) {
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml"),
        let bytes = (try? snapshot.bytes(of: path)) ?? nil,
        // Few files hold both, and only these are worth the reading.
        bytes.holds("components/"), bytes.holds("kustomize.toolkit.fluxcd.io")
      else { continue }
      for document in YAMLFile(path: path, bytes: bytes).documents {
        found.formUnion(Self.listings(of: document))
      }
    }
    return found
  }

  private static func listings(of document: YAMLNode) -> [Listing] {
    guard document["kind"]?.text == "Kustomization",
      document["apiVersion"]?.text.hasPrefix("kustomize.toolkit.fluxcd.io/") ?? false,
      let spec = document["spec"], let folder = path(spec["path"]?.text ?? "", from: "")
    else { return [] }
    return spec.elements(of: "components").compactMap { component in
      // Relative to the folder that the Flux Kustomization reads.
      path(component.text, from: folder).map { Listing(folder: folder, component: $0) }
    }
  }
}
