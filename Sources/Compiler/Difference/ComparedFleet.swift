import Diagnostics
import Difference
import Kustomize
import Manifests
import Sources
import Values

/// One side of a comparison: what every cluster gets, and where that is written.
package struct ComparedFleet: Sendable {
  /// Sorted by name.
  package let clusters: [ClusterObjects]
  /// What lies in the tree and is applied by nobody but the user; sorted by path.
  package let documents: [Document]
  let writing: Writing

  /// A file of one cluster: a kustomize Component to list, or what the cluster is made with.
  package struct Document: Sendable {
    package let path: String
    package let cluster: String
    package let bytes: [UInt8]
  }

  /// Where what a cluster gets is written down.
  enum Writing: Sendable {
    case nowhere
    /// In a description and in templates.
    case description(Compilation, Explainer)
    /// In manifests; `Kustomizer` has read them.
    case manifests(Kustomizer, any Snapshot)
  }

  /// A side on which there is nothing yet.
  package static let nothing = ComparedFleet(clusters: [], writing: .nowhere)

  init(clusters: [ClusterObjects], documents: [Document] = [], writing: Writing) {
    self.clusters = clusters.sorted { $0.name.precedesInBytes($1.name) }
    self.documents = documents
    self.writing = writing
  }

  /// nil where the description has errors.
  package init?(_ compilation: Compilation) {
    guard let output = compilation.output else { return nil }
    let fleet = output.fleet
    self.init(
      clusters: fleet.clusters.map { cluster in
        ClusterObjects(
          name: cluster.name, objects: fleet.objects(of: cluster).map(ClusterObject.init))
      },
      documents: output.files.compactMap { file in
        guard case .document(let document) = file.content, let cluster = document.maker.cluster
        else { return nil }
        return Document(path: file.file.path, cluster: cluster, bytes: file.file.bytes)
      },
      writing: .description(compilation, output.explainer))
  }

  /// The bytes of a file that a place is in.
  package func source(_ path: String) -> [UInt8]? {
    switch writing {
    case .nowhere: nil
    case .description(let compilation, _): compilation.source(path)
    case .manifests(_, let snapshot): (try? snapshot.bytes(of: path)) ?? nil
    }
  }

  /// The same side with some of its clusters.
  package func keeping(_ names: Set<String>) -> ComparedFleet {
    ComparedFleet(
      clusters: clusters.filter { names.contains($0.name) },
      documents: documents.filter { names.contains($0.cluster) }, writing: writing)
  }
}
