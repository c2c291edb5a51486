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

  private struct Entry: Sendable {
    /// What was at each way that the template reads.
    let reads: [JSONValue?]
    let result: Result
  }

  /// Of a template that differs on every cluster, no more is kept than is quickly searched.
  private static var entriesAtMost: Int { 8 }

  private let entries = Mutex<[Key: [Entry]]>([:])

  func result(of key: Key, reading reads: [JSONValue?]) -> Result? {
    entries.withLock { $0[key] }?.first { $0.reads == reads }?.result
  }

  func add(_ result: Result, of key: Key, reading reads: [JSONValue?]) {
    entries.withLock {
      guard ($0[key]?.count ?? 0) < Self.entriesAtMost else { return }
      $0[key, default: []].append(Entry(reads: reads, result: result))
    }
  }
}
