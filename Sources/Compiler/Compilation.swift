import Components
import Diagnostics
import FileTree
import Loading
import Manifests
import Rules
import Sources
import YAML

/// What a compilation gives: findings always, and the tree where there is no error.
package struct Compilation: Sendable {
  package let loaded: LoadedFleet
  package let templates: LoadedCatalogue
  package let snapshot: any Snapshot
  package var diagnostics: Diagnostics
  /// How the fleet takes findings of rules.
  private var settings: RuleSettings
  package var location: TreeLocation?
  /// Which files of the tree are compared; nil for all of them.
  var treeShare: TreeShare?
  package var lock = Lock()
  /// nil where an error kept the tree from being made.
  package var output: Output?

  package struct Output: Sendable {
    package let plan: FleetPlan
    package let fleet: RenderedFleet
    /// Sorted by path.
    package let files: [TreeFile]
    package let explainer: Explainer
  }

  init(
    loaded: LoadedFleet, templates: LoadedCatalogue, snapshot: any Snapshot, isStrict: Bool
  ) {
    self.loaded = loaded
    self.templates = templates
    self.snapshot = snapshot
    diagnostics = loaded.diagnostics
    diagnostics.add(templates.diagnostics)
    settings = RuleSettings(of: loaded.fleet, isStrict: isStrict)
    for file in loaded.files.values { settings.search(file.path, file.bytes) }
    for path in templates.own {
      settings.search(path, templates.files[path]?.bytes)
    }
    diagnostics.add(settings.problems)
  }

  /// Takes what was found so far as the fleet wants it.
  mutating func settle() {
    var settled = diagnostics
    settle(&settled)
    diagnostics = settled
  }

  private mutating func settle(_ diagnostics: inout Diagnostics) {
    if diagnostics.isEmpty { return }
    let paths = Set(diagnostics.sorted.map(\.primary.place.path))
    for path in paths.sorted() {
      let bytes = source(path)
      settings.search(path, bytes)
    }
    settings.settle(&diagnostics)
  }

  /// What a comparison found, as the fleet wants it to be taken.
  package func taking(_ found: [Diagnostic]) -> Diagnostics {
    var judged = self
    judged.diagnostics = Diagnostics(found)
    judged.settle()
    return judged.diagnostics
  }

  /// Tells what is allowed and never happened; only whoever has judged everything knows.
  mutating func reportUnusedAllowances() { diagnostics.add(settings.unused) }

  /// - Parameter judge: finds what is wrong in the clusters that others judge; asked where that
  ///   matters.
  mutating func reportUnusedAllowances(
    beside judge: () throws(CompilerError) -> Diagnostics
  ) throws(CompilerError) {
    if settings.unused.isEmpty { return }
    var found = try judge()
    settle(&found)
    reportUnusedAllowances()
  }

  /// The bytes of a file that a diagnostic points into: read already, built in, or in the snapshot.
  package func source(_ path: String) -> [UInt8]? {
    if loaded.secretFiles.contains(path) { return nil }
    if let masked = loaded.masked[path] { return masked }
    if let file = loaded.files[path] ?? templates.files[path] {
      return hidingSecrets(of: path, in: file.bytes)
    }
    return (try? snapshot.bytes(of: path)) ?? nil
  }

  /// With `*` for what follows a confidential place on its line.
  private func hidingSecrets(of path: String, in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for diagnostic in diagnostics.sorted
    where diagnostic.isConfidential && diagnostic.primary.place.path == path {
      var position = diagnostic.primary.place.range.upperBound + 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
        if bytes[position] != UInt8(ascii: " ") { bytes[position] = UInt8(ascii: "*") }
        position += 1
      }
    }
    return bytes
  }

  /// The tree as it is beside the tree as it should be.
  package func compare() throws(CompilerError) -> TreeComparison? {
    guard let output, let location else { return nil }
    do throws(FileTreeError) {
      let files = output.files.map(\.file)
      guard let treeShare else {
        return try TreeComparison(
          of: files, versions: output.plan.resolved, with: lock, in: snapshot, at: location)
      }
      return try TreeComparison(
        of: files, versions: [], with: lock.part(treeShare.holds), in: snapshot, at: location
      ).beside(
        lock.part { !treeShare.holds($0) }.files,
        versions: treeShare.hasRest ? output.plan.resolved : lock.versions)
    } catch {
      throw CompilerError(error)
    }
  }
}
