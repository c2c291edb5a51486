import Difference
import Values

/// A file of the tree that differs and that Flux does not apply by itself.
package struct ChangedDocument: Sendable {
  /// Those that have it alike; it is the first one's that is shown.
  package private(set) var clusters: [String]
  package let path: String
  /// nil where it is new.
  package let before: [UInt8]?
  /// nil where it goes.
  package let after: [UInt8]?

  private struct Signature: Hashable {
    let path: String
    let before: String?
    let after: String?
  }

  /// Those of clusters that both sides have: what a cluster brings, or takes with it, is no change.
  package static func all(from before: ComparedFleet, to after: ComparedFleet) -> [ChangedDocument]
  {
    let kept = Set(before.clusters.map(\.name)).intersection(after.clusters.map(\.name))
    let old = Dictionary(
      before.documents.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      after.documents.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var positions: [Signature: Int] = [:]
    var changed: [ChangedDocument] = []
    for path in Set(old.keys).union(new.keys).sorted(by: { $0.precedesInBytes($1) }) {
      let (old, new) = (old[path], new[path])
      guard let cluster = (new ?? old)?.cluster, kept.contains(cluster), old?.bytes != new?.bytes
      else { continue }
      let name = Array(cluster.utf8)
      let signature = Signature(
        path: path.withoutName(name), before: old?.text.withoutName(name),
        after: new?.text.withoutName(name))
      if let position = positions[signature] {
        changed[position].clusters.append(cluster)
      } else {
        positions[signature] = changed.count
        changed.append(
          ChangedDocument(
            clusters: [cluster], path: path, before: old?.bytes, after: new?.bytes))
      }
    }
    return changed
  }
}

extension ComparedFleet.Document {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
