import Cryptography
import Diagnostics
import Fields
import Kustomize
import Topology
import Versions

/// The whole description, decoded.
package struct Fleet: Sendable {
  package let name: String
  package let place: Place
  package let spec: FleetSpec
  /// Sorted by name.
  package let clusters: [Cluster]
  /// What every cluster trusts, in the order of the files that the description names.
  package let anchors: [TrustAnchor]
  /// The issuers of which files of Secrets show the certificate, by path.
  package var issuers: [String: PublicIssuer] = [:]
  /// The bundles of trust anchors that files of Secrets show, by path.
  package var bundles: [String: [Located<Certificate>]] = [:]
  /// The folders of apps that are in the repository, by path.
  package var folders: [String: UserFolder] = [:]
  /// The kustomize Components, by path, that the user lists in a Flux Kustomization.
  package var componentsListedByFlux: Set<String> = []

  package init(
    name: String, place: Place, spec: FleetSpec, clusters: [Cluster], anchors: [TrustAnchor]
  ) {
    self.anchors = anchors
    self.name = name
    self.place = place
    self.spec = spec
    self.clusters = clusters
  }
}

package struct Cluster: Sendable {
  package let name: String
  /// Where the name is written.
  package let place: Place
  package let spec: ClusterSpec

  package init(name: String, place: Place, spec: ClusterSpec) {
    self.name = name
    self.place = place
    self.spec = spec
  }
}
