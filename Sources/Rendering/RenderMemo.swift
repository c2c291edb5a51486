import Synchronization
import Values

/// What templates gave, by what they read: most of what most clusters get is the same, and a template
/// gives the same for the same reads.
final class RenderMemo<Result: Sendable>: Sendable {
  /// A template, by its file and the document or the field that it is.
  struct Key: Hashable {
    let path: String
    let part: String
  }

  private struct Known: Sendable {
    /// What was at each way that the template reads, and what it gave.
    var entries: [(reads: [JSONValue?], result: Result)] = []
    /// Whether any of them was ever asked for again.
    var isUseful = false
  }

  /// Of a template that differs on every cluster no more is kept than this, and none is searched any
  /// more once nothing came of it.
  private static var entriesAtMost: Int { 8 }

  private let known = Mutex<[Key: Known]>([:])

  func result(of key: Key, reading reads: [JSONValue?]) -> Result? {
    guard let known = known.withLock({ $0[key] }), !isHopeless(known),
      let found = known.entries.first(where: { $0.reads == reads })
    else { return nil }
    if !known.isUseful { self.known.withLock { $0[key]?.isUseful = true } }
    return found.result
  }

  func add(_ result: Result, of key: Key, reading reads: [JSONValue?]) {
    known.withLock {
      guard ($0[key]?.entries.count ?? 0) < Self.entriesAtMost else { return }
      $0[key, default: Known()].entries.append((reads, result))
    }
  }

  private func isHopeless(_ known: Known) -> Bool {
    known.entries.count == Self.entriesAtMost && !known.isUseful
  }
}
