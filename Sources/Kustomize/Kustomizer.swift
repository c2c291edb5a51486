import Diagnostics
import Sources
import Values
import YAML

/// Builds folders of one repository as kustomize does, running nothing; each file is read once.
package struct Kustomizer {
  private let snapshot: any Snapshot
  private let limits: KustomizeLimits

  package init(_ snapshot: any Snapshot, limits: KustomizeLimits = .standard) {
    self.snapshot = snapshot
    self.limits = limits
  }

  /// What Flux makes of a folder; nil where there is none.
  ///
  /// - Parameters:
  ///   - path: relative to the root of the repository; empty for the root.
  ///   - overlay: what the Flux Kustomization that reads the folder adds.
  package mutating func folder(
    _ path: String, with overlay: FluxOverlay? = nil
  ) -> KustomizedFolder? {
    KustomizedFolder(path: path)
  }

  /// A file of the repository, read once; nil where there is none, or none may be read any more.
  package mutating func file(_ path: String) -> YAMLFile? { nil }
}
