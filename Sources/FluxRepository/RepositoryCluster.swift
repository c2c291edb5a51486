import Diagnostics
import Manifests
import Topology

/// What Flux applies to one cluster, as far as a repository tells.
package struct RepositoryCluster: Sendable {
  /// The folder that Flux reads first.
  package let name: String
  package internal(set) var objects: [ClusterObject] = []
  /// Who applies more than could be read.
  package internal(set) var incomplete: Set<Applier> = []
  /// Whose fields depend on what could not be read.
  package internal(set) var uncertain: Set<ObjectOrigin> = []
  /// What lies there to set Flux up, where the cluster was bootstrapped.
  package internal(set) var bootstrap: Bootstrap?
  /// The YAML files that were read for it.
  package internal(set) var files: Set<String> = []

  init(name: String) { self.name = name }

  /// The folder that Flux was bootstrapped with, where a kustomization.yaml says what Flux applies.
  package struct Bootstrap: Sendable {
    /// The start of the kustomization file.
    package let place: Place
    /// Where Flux's own manifests lie.
    package let fluxSystem: String
    /// Whether a build of the folder has them.
    package let isListed: Bool
  }
}

/// What a repository says of its clusters.
package struct FluxRepository: Sendable {
  /// Sorted by name.
  package internal(set) var clusters: [RepositoryCluster] = []
  /// What no cluster gets, as far as can be seen.
  package internal(set) var unapplied: [ClusterObject] = []
  package internal(set) var diagnostics = Diagnostics()
  /// The addresses of the clusters whose configuration files are here, and how these are linked.
  package internal(set) var topology = Topology(
    clusters: [], links: [], flux: nil, isComplete: false)
  /// Every YAML file.
  package internal(set) var files: [String] = []
}
