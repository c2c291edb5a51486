import Diagnostics

/// The folder that Flux was bootstrapped to read for one cluster, where the user lists in a
/// kustomization.yaml what Flux applies.
package struct BootstrapFolder: Sendable {
  package let cluster: String
  /// Where the list begins; the start of the file where there is none.
  package let place: Place
  /// Mooring's own folder, where it is there and the list leaves it out.
  let unlistedTree: String?
  /// The folder of Flux's own manifests, where it is there and the list leaves it out.
  let unlistedFluxSystem: String?

  /// - Parameters:
  ///   - resources: what the kustomization.yaml lists, as it is written there.
  ///   - hasFluxSystem: whether a folder flux-system lies beside it.
  package init(
    cluster: String, place: Place, resources: [Located<String>], hasFluxSystem: Bool
  ) {
    self.cluster = cluster
    self.place = place
    unlistedTree = Self.lists("mooring", resources) ? nil : "mooring"
    unlistedFluxSystem =
      hasFluxSystem && !Self.lists("flux-system", resources) ? "flux-system" : nil
  }

  /// A folder that Mooring has no part in.
  ///
  /// - Parameters:
  ///   - fluxSystem: where Flux's own manifests lie, from the root of the repository.
  ///   - listsFluxSystem: whether a build of the folder has them.
  package init(cluster: String, place: Place, fluxSystem: String, listsFluxSystem: Bool) {
    self.cluster = cluster
    self.place = place
    unlistedTree = nil
    unlistedFluxSystem = listsFluxSystem ? nil : fluxSystem
  }

  /// Whether a folder beside the file is listed, however the path to it is written.
  private static func lists(_ folder: String, _ resources: [Located<String>]) -> Bool {
    resources.contains { resource in
      var path = resource.value[...]
      while path.hasPrefix("./") { path = path.dropFirst(2) }
      while path.hasSuffix("/") { path = path.dropLast() }
      return path == folder
    }
  }
}
