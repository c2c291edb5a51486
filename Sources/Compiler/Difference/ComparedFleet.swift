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
  let writing: Writing

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

  init(clusters: [ClusterObjects], writing: Writing) {
    self.clusters = clusters.sorted { $0.name.precedesInBytes($1.name) }
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
    ComparedFleet(clusters: clusters.filter { names.contains($0.name) }, writing: writing)
  }
}
