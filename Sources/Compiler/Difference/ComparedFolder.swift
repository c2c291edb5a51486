import Diagnostics
import Difference
import FluxRepository
import Kustomize
import Manifests
import Rules
import Sources

/// A folder of plain manifests, as one side of a comparison.
package struct ComparedFolder: Sendable {
  package let fleet: ComparedFleet
  /// Whether it holds clusters that Flux reconciles, and not the objects of one.
  package let hasClusters: Bool
  /// What kept objects from being read as they are applied.
  package let diagnostics: Diagnostics

  /// The clusters of the folder, as their Flux Kustomizations lead to them.
  package static func clusters(_ snapshot: any Snapshot) throws(CompilerError) -> ComparedFolder {
    var kustomizer = Kustomizer(snapshot)
    do throws(SourceError) {
      let repository = try FluxRepository(reading: snapshot, &kustomizer)
      return ComparedFolder(
        fleet: ComparedFleet(
          clusters: repository.clusters.map {
            ClusterObjects(name: $0.name, objects: $0.objects)
          }, writing: .manifests(kustomizer, snapshot)),
        hasClusters: repository.clusters.contains { !$0.objects.isEmpty },
        diagnostics: repository.diagnostics)
    } catch {
      throw CompilerError(path: error.path, reason: error.reason)
    }
  }

  /// The objects of the folder as those of one cluster without a name: as its kustomization file
  /// builds them, or every manifest below it.
  ///
  /// - Parameter path: of the folder in the snapshot, which may hold what it builds on.
  /// - Returns: nil where the snapshot has no such folder, or leaves it out.
  package static func objects(
    of path: String, in snapshot: any Snapshot
  ) -> ComparedFolder? {
    var kustomizer = Kustomizer(snapshot)
    guard let folder = kustomizer.folder(path) else { return nil }
    var diagnostics = Diagnostics(folder.problems)
    for unknown in folder.unknowns {
      diagnostics.add(
        .couldNotCheck("all of '\(path)'", at: unknown.place, label: unknown.reason))
    }
    let objects = folder.objects.compactMap { ClusterObject($0, appliedBy: .outsideFlux) }
    return ComparedFolder(
      fleet: ComparedFleet(
        clusters: [ClusterObjects(name: "", objects: objects)],
        writing: .manifests(kustomizer, snapshot)),
      hasClusters: false, diagnostics: diagnostics)
  }

  /// Whether the folder builds on what lies outside of the snapshot.
  package var leadsOut: Bool {
    diagnostics.sorted.contains { $0.code == .pathOutsideRepository }
  }

  /// What was found in manifests, as the comments of their files want it to be taken.
  ///
  /// - Parameter prefix: what stands before the paths of this folder.
  package func taking(_ found: [Diagnostic], below prefix: String) -> Diagnostics {
    var settings = RuleSettings(of: nil, isStrict: false)
    for path in Set(found.map(\.primary.place.path)).sorted() where path.hasPrefix(prefix) {
      settings.search(path, fleet.source(String(path.dropFirst(prefix.count))))
    }
    var diagnostics = Diagnostics(found)
    settings.settle(&diagnostics)
    return diagnostics
  }
}
