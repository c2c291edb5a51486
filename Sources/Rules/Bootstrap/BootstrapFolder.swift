import Diagnostics

/// The folder that Flux was bootstrapped to read for one cluster, where the user lists in a
/// kustomization.yaml what Flux applies.
package struct BootstrapFolder: Sendable {
  package let cluster: String
  /// Where the list begins; the start of the file where there is none.
  package let place: Place
  /// What the kustomization.yaml lists, as it is written there.
  package let resources: [Located<String>]
  /// Whether a folder flux-system lies beside it.
  package let hasFluxSystem: Bool

  package init(
    cluster: String, place: Place, resources: [Located<String>], hasFluxSystem: Bool
  ) {
    self.cluster = cluster
    self.place = place
    self.resources = resources
    self.hasFluxSystem = hasFluxSystem
  }

  /// Whether a folder beside the file is listed, however the path to it is written.
  func lists(_ folder: String) -> Bool {
    resources.contains { resource in
      var path = resource.value[...]
      while path.hasPrefix("./") { path = path.dropFirst(2) }
      while path.hasSuffix("/") { path = path.dropLast() }
      return path == folder
    }
  }
}
