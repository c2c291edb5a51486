extension Command {
  /// The program: every command, in the order in which people need them.
  package static let mooring = Command(
    "mooring", "compile a description of clusters into a tree that Flux applies",
    discussion: [
      "Mooring reads clusters/: one document of kind Fleet for what all clusters share, one of kind "
        + "Cluster for each. It checks them and writes flux/: Flux Kustomizations, install Jobs of "
        + "the Linkerd service mesh, and overlays for each cluster. Commit both. It talks to no "
        + "cluster and no network.",
      "What passes 'mooring check' reconciles.",
    ],
    examples: [
      Example("mooring build", "check the description and write the tree"),
      Example("mooring check", "in CI: nothing wrong, and the tree is current"),
      Example(
        "mooring trace flux/overlays/studio/namespaces/namespace-workloads.yaml:9",
        "why a line is there"),
    ],
    subcommands: [
      .build, .check, .diff, .lint, .render, .trace, .matrix, .hook, .explain, .anchor,
      .templates,
    ])

  /// The version of the program, as CHANGELOG.md counts it.
  package static let version = "0.1.0"
}
