import Diagnostics

/// A bootstrapped folder whose list leaves out what Flux needs to see.
enum BootstrapFolderRule: BootstrapRule {
  static let codes: [Code] = [.unlistedTree, .unlistedFluxSystem]

  static let explanation = """
    Flux reads the folder that it was bootstrapped with, such as flux/clusters/<cluster>. Without a
    kustomization.yaml it applies all that lies there and below; with one, only what that file lists.
    A list without 'mooring' leaves the whole tree out, and nobody says so. One without 'flux-system'
    is worse: Flux takes its own parts for removed, and deletes itself.

    Example: 'resources: [flux-system, apps.yaml]' in flux/clusters/studio/kustomization.yaml.

    Cure: list 'flux-system' and 'mooring', or remove the file.
    """

  static func check(_ folder: BootstrapFolder) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let tree = folder.unlistedTree {
      found.append(
        Diagnostic(
          .unlistedTree, "Flux never sees the tree of cluster '\(folder.cluster)'",
          at: folder.place, label: "'\(tree)' is not listed",
          help: ["add '\(tree)' to 'resources'"]))
    }
    if let fluxSystem = folder.unlistedFluxSystem {
      found.append(
        Diagnostic(
          .unlistedFluxSystem, "Flux would delete itself from cluster '\(folder.cluster)'",
          at: folder.place, label: "'\(fluxSystem)' is there, and is not listed",
          help: ["add 'flux-system' to 'resources'"]))
    }
    return found
  }
}

extension Code {
  static let unlistedTree = Code(
    "unlisted-tree", .error, "a bootstrapped folder does not list the tree")
  static let unlistedFluxSystem = Code(
    "unlisted-flux-system", .error, "a bootstrapped folder does not list Flux itself")
}
