import Diagnostics
import Topology

/// External Secrets that read from a store which gives nothing back.
enum WriteOnlyStoreRule: TopologyRule {
  static let codes: [Code] = [.writeOnlyStore]

  static let explanation = """
    Some services take secrets and never show them again: the secrets of GitHub Actions are for its
    runners alone, and the API of GitHub returns their names only. The External Secrets operator can
    push to them, and an ExternalSecret on such a store never becomes ready.

    Example: 'issuer: {externalSecret: {store: github, …}}' with 'secretStores: {github: {provider:
    github, …}}'.

    Cure: a store that can be read, such as Vault or another cluster's Secrets; or SOPS, or a
    SealedSecret, where nothing but the repository is at hand.
    """

  /// Those whose capability is WriteOnly (providers/v1/github and providers/v1/ngrok of
  /// external-secrets).
  static let providers = ["github", "ngrok"]

  static func check(_ topology: Topology) -> [Diagnostic] {
    topology.clusters.flatMap { cluster in
      cluster.needs.compactMap { need in
        guard case .secretStore(let name) = need.requirement,
          let provider = topology.storeProviders[name],
          providers.contains(provider.value.lowercased())
        else { return nil }
        return Diagnostic(
          .writeOnlyStore, "cluster '\(cluster.name)' cannot read from the store '\(name)'",
          at: need.place, label: "can only be written to",
          secondary: provider.place.map { [Label($0, "its provider gives nothing back")] } ?? [],
          help: ["name a store that can be read, or take 'sops' or 'sealedSecret'"])
      }
    }
  }
}

extension Code {
  static let writeOnlyStore = Code(
    "write-only-store", .error, "a Secret is to be read from a store that can only be written to")
}
