import Cryptography
import Manifests
import Sources
import Workers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The tree as it is beside the tree as it should be, file by file.
package struct TreeComparison: Sendable {
  package enum Change: Hashable, Sendable {
    /// Is not there.
    case created
    /// Is as Mooring wrote it, and has other bytes now.
    case updated
    /// Has the right bytes already, whoever wrote them.
    case unchanged
    /// Is as Mooring wrote it, and no longer generated.
    case stale
    /// Was changed by hand since Mooring wrote it.
    case edited
    /// Was changed by hand, and is no longer generated.
    case editedAndStale
    /// Is not Mooring's, and lies where a file of other bytes should be.
    case foreign
  }

  package struct Entry: Sendable {
    package let path: String
    package let change: Change
    /// The bytes that are there; nil where there are none, and for unchanged files.
    package let present: [UInt8]?
    /// The bytes that should be there; nil where nothing should be, and for unchanged files.
    package let desired: [UInt8]?
  }

  package let location: TreeLocation
  /// Of all files that are generated, or were, sorted by the bytes of their paths.
  package let entries: [Entry]
  /// The lock of the tree as it should be.
  package let lock: Lock
  /// How the lock's file changes: created, updated or unchanged.
  package let lockEntry: Entry

  /// - Parameters:
  ///   - generated: In any order. Paths that cannot all be written are an error.
  ///   - current: What the tree's lock says now.
  ///   - snapshot: The repository as it is now.
  package init(
    of generated: [GeneratedFile], versions: [ResolvedVersion], with current: Lock,
    in snapshot: any Snapshot, at location: TreeLocation
  ) throws(FileTreeError) {
    let files = try GeneratedFiles(generated, at: location).files
    let pairs = Self.pairs(files, current.files)
    let outcomes = Workers.map(pairs.count, by: 64) { range in
      Result { () throws(FileTreeError) in
        var hasher = SHA256.Hasher()
        return try pairs[range].map { pair throws(FileTreeError) in
          do throws(FileTreeError) {
            return try pair.outcome(in: snapshot, &hasher)
          } catch {
            // A folder of Mooring's own that makes way for a file holds nothing to compare with.
            guard pair.desired != nil, current.hasFiles(below: pair.path) else { throw error }
            return pair.outcome(present: nil, &hasher)
          }
        }
      }
    }
    var entries: [Entry] = []
    var locked: [Lock.File] = []
    entries.reserveCapacity(pairs.count)
    locked.reserveCapacity(files.count)
    for outcomes in outcomes {
      for outcome in try outcomes.get() {
        if let entry = outcome.entry { entries.append(entry) }
        if let file = outcome.locked { locked.append(file) }
      }
    }
    self.location = location
    self.entries = entries
    lock = Lock(files: locked, versions: versions)

    let path = location.lockPath
    let present = try snapshot.present(path)
    let desired = lock.bytes
    lockEntry = Entry(
      path: path,
      change: present == nil ? .created : present == desired ? .unchanged : .updated,
      present: present, desired: desired)
  }

  init(location: TreeLocation, entries: [Entry], lock: Lock, lockEntry: Entry) {
    self.location = location
    self.entries = entries
    self.lock = lock
    self.lockEntry = lockEntry
  }

  /// Whether writing would change nothing.
  package var isCurrent: Bool {
    lockEntry.change == .unchanged && entries.allSatisfy { $0.change == .unchanged }
  }

  /// Merges what is generated with what is locked; both are sorted.
  private static func pairs(_ files: [GeneratedFile], _ locked: [Lock.File]) -> [Pair] {
    var pairs: [Pair] = []
    pairs.reserveCapacity(max(files.count, locked.count))
    var rest = locked[...]
    for file in files {
      while let first = rest.first, TreePath.precedes(first.path, file.path) {
        pairs.append(Pair(path: first.path, desired: nil, locked: first.digest))
        rest.removeFirst()
      }
      var digest: Digest?
      if let first = rest.first, first.path == file.path {
        digest = first.digest
        rest.removeFirst()
      }
      pairs.append(Pair(path: file.path, desired: file.bytes, locked: digest))
    }
    return pairs + rest.map { Pair(path: $0.path, desired: nil, locked: $0.digest) }
  }
}

/// A path that is generated, locked, or both.
private struct Pair: Sendable {
  let path: String
  let desired: [UInt8]?
  let locked: Digest?

  struct Outcome: Sendable {
    /// Nil for what is neither generated nor there any more.
    var entry: TreeComparison.Entry?
    /// What the new lock says of the path; nil where it is not generated.
    var locked: Lock.File?
  }

  func outcome(
    in snapshot: any Snapshot, _ hasher: inout SHA256.Hasher
  ) throws(FileTreeError) -> Outcome {
    outcome(present: try snapshot.present(path), &hasher)
  }

  func outcome(present: [UInt8]?, _ hasher: inout SHA256.Hasher) -> Outcome {
    let digest = desired.map { hasher.digest($0) }
    guard let change = change(present, &hasher) else { return Outcome() }
    let isUnchanged = change == .unchanged
    return Outcome(
      entry: TreeComparison.Entry(
        path: path, change: change, present: isUnchanged ? nil : present,
        desired: isUnchanged ? nil : desired),
      locked: digest.map { Lock.File(path: path, digest: $0) })
  }

  private func change(
    _ present: [UInt8]?, _ hasher: inout SHA256.Hasher
  ) -> TreeComparison.Change? {
    guard let present else { return desired == nil ? nil : .created }
    if let desired {
      if desired.isIdentical(to: present) { return .unchanged }
      guard let locked else { return .foreign }
      return hasher.digest(present) == locked ? .updated : .edited
    }
    return locked == hasher.digest(present) ? .stale : .editedAndStale
  }
}

extension [UInt8] {
  /// Equality, at the speed of memory.
  fileprivate func isIdentical(to other: [UInt8]) -> Bool {
    withUnsafeBytes { these in
      other.withUnsafeBytes { others in
        guard these.count == others.count else { return false }
        guard let a = these.baseAddress, let b = others.baseAddress else { return true }
        return memcmp(a, b, these.count) == 0
      }
    }
  }
}

extension Snapshot {
  fileprivate func present(_ path: String) throws(FileTreeError) -> [UInt8]? {
    do throws(SourceError) {
      return try bytes(of: path)
    } catch {
      throw FileTreeError(path: error.path, reason: error.reason)
    }
  }
}
