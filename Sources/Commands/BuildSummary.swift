import Compiler
import FileTree
import Manifests
import Values

/// What a build changed: a line for each cluster, one for what they share, and one for the whole.
struct BuildSummary {
  private let comparison: TreeComparison
  private let output: Compilation.Output
  /// What the lock pinned before.
  private let pins: [ResolvedVersion]

  init(
    _ comparison: TreeComparison, of output: Compilation.Output, pins: [ResolvedVersion] = []
  ) {
    self.comparison = comparison
    self.output = output
    self.pins = pins
  }

  var text: String {
    let tree = output.plan.tree
    var rows = output.fleet.clusters.map { cluster in
      row(
        cluster.name, cluster.components.map(\.name).joined(separator: ", "),
        below: ["bootstrap", "clusters", "components", "overlays"]
          .map { "\(tree)/\($0)/\(cluster.name)/" })
    }
    if !output.fleet.bases.isEmpty {
      rows.append(
        row(
          "(shared)", output.fleet.bases.map(\.component).joined(separator: ", "),
          below: ["\(tree)/base/"]))
    }
    let names = rows.map(\.name.utf8.count).max() ?? 0
    let lines = rows.map { row in
      let padding = String(repeating: " ", count: names - row.name.utf8.count)
      return
        "\(row.name)\(padding)  \(row.changes)\(row.components.isEmpty ? "" : "  [\(row.components)]")"
    }
    let total = "\(tree)/: \(counts(of: comparison.entries))"
    let all = lines + removedClusters() + moved + settled + [total]
    return all.joined(separator: "\n") + "\n"
  }

  /// Versions that stand for another release than before.
  private var moved: [String] {
    output.plan.resolved.compactMap { version in
      guard
        let before = pins.first(where: {
          $0.name == version.name && $0.requested == version.requested
        }), before != version
      else { return nil }
      return
        "\(version.name) \(version.requested) is \(version.resolved), which was \(before.resolved)"
    }
  }

  /// Told where nothing else is written, as after a merge that left conflicts in the lock alone.
  private var settled: [String] {
    let isAlone = comparison.entries.allSatisfy { $0.change == .unchanged }
    guard isAlone, comparison.lockEntry.change == .updated else { return [] }
    return ["\(comparison.lockEntry.path): written anew"]
  }

  private func row(
    _ name: String, _ components: String, below folders: [String]
  ) -> (name: String, changes: String, components: String) {
    (name, counts(of: folders.flatMap(entries)), components)
  }

  /// They lie together, since all are sorted by path.
  private func entries(below folder: String) -> ArraySlice<TreeComparison.Entry> {
    let entries = comparison.entries
    var start = 0
    var end = entries.count
    while start < end {
      let middle = (start + end) / 2
      if entries[middle].path.precedesInBytes(folder) { start = middle + 1 } else { end = middle }
    }
    return entries[start...].prefix { $0.path.utf8.starts(with: folder.utf8) }
  }

  /// `12 files unchanged`, `3 files created, 9 unchanged`.
  private func counts(of entries: [TreeComparison.Entry]) -> String {
    var created = 0
    var updated = 0
    var removed = 0
    var unchanged = 0
    for entry in entries {
      switch entry.change {
      case .created: created += 1
      case .conflicted where entry.desired == nil: removed += 1
      case .conflicted, .updated, .edited, .foreign, .blocked: updated += 1
      case .stale, .editedAndStale: removed += 1
      case .unchanged: unchanged += 1
      }
    }
    let parts = [
      (created, "created"), (updated, "updated"), (removed, "removed"), (unchanged, "unchanged"),
    ].filter { $0.0 > 0 }
    guard let first = parts.first else { return "no files" }
    let rest = parts.dropFirst().map { ", \($0.0) \($0.1)" }.joined()
    return "\(first.0) \(first.0 == 1 ? "file" : "files") \(first.1)\(rest)"
  }

  /// Clusters that left the description, by the folders that they left.
  private func removedClusters() -> [String] {
    let present = Set(output.fleet.clusters.map(\.name))
    let prefix = "\(output.plan.tree)/clusters/"
    var gone: [String] = []
    for entry in comparison.entries where entry.desired == nil && entry.path.hasPrefix(prefix) {
      guard entry.change != .unchanged else { continue }
      let name = String(entry.path.dropFirst(prefix.count).prefix { $0 != "/" })
      if !present.contains(name), !gone.contains(name) { gone.append(name) }
    }
    return gone.map { "\($0)  removed" }
  }
}
