import Cryptography
import Manifests
import Sources
import Values
import Workers

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
    /// Has the marks of a merge that is not resolved, in what Mooring wrote.
    case conflicted
    /// Is no file that can be read, such as a folder, and where one should be.
    case blocked
  }

  package struct Entry: Sendable {
    package let path: String
    package let change: Change
    /// The bytes that are there; nil where there are none, and for unchanged files.
    package let present: [UInt8]?
    /// The bytes that should be there; nil where nothing should be, and for unchanged files.
    package let desired: [UInt8]?
    /// Why what is there cannot be read, where that is so.
    var problem: SourceError?
  }

  package let location: TreeLocation
  /// Of all files that are generated, or were, sorted by the bytes of their paths.
  package let entries: [Entry]
  /// The lock of the tree as it should be.
  package let lock: Lock
  /// How the lock's file changes: created, updated or unchanged.
  package let lockEntry: Entry
  /// The files that lie among Mooring's and are not Mooring's, sorted.
  package let strangers: [String]

  /// - Parameters:
  ///   - generated: In any order. Paths that cannot all be written are an error.
  ///   - current: What the tree's lock says now.
  ///   - snapshot: The repository as it is now.
  package init(
    of generated: [GeneratedFile], versions: [ResolvedVersion], with current: Lock,
    in snapshot: any Snapshot, at location: TreeLocation
  ) throws(FileTreeError) {
    let files = try GeneratedFiles(generated, at: location).files
    let pairs = Self.pairs(files, current)
    let outcomes = Workers.map(pairs.count, by: 64) { range in
      Result { () throws(FileTreeError) in
        var hasher = SHA256.Hasher()
        return try pairs[range].map { pair throws(FileTreeError) in
          do throws(SourceError) {
            return try pair.outcome(in: snapshot, &hasher)
          } catch {
            // A folder of Mooring's own that makes way for a file holds nothing to compare with.
            if pair.desired != nil, current.hasFiles(below: pair.path) {
              return pair.outcome(.nothing, &hasher)
            }
            guard error.isMistake else {
              throw FileTreeError(path: error.path, reason: error.reason)
            }
            return pair.outcome(blockedBy: error, &hasher)
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
    let desired = lock.bytes
    do throws(SourceError) {
      switch try snapshot.content(of: path, expecting: desired) {
      case .nothing:
        lockEntry = Entry(path: path, change: .created, present: nil, desired: desired)
      case .expected:
        lockEntry = Entry(path: path, change: .unchanged, present: desired, desired: desired)
      case .other(let present):
        lockEntry = Entry(path: path, change: .updated, present: present, desired: desired)
      }
      strangers = try Self.strangers(in: snapshot, beside: pairs.map(\.path), at: location)
    } catch {
      throw FileTreeError(path: error.path, reason: error.reason)
    }
  }

  init(_ part: TreeComparison, lock: Lock, lockEntry: Entry) {
    location = part.location
    entries = part.entries
    strangers = part.strangers
    self.lock = lock
    self.lockEntry = lockEntry
  }

  /// Whether writing would change nothing.
  package var isCurrent: Bool {
    lockEntry.change == .unchanged && entries.allSatisfy { $0.change == .unchanged }
  }

  /// Merges what is generated with what is locked; both are sorted.
  private static func pairs(_ files: [GeneratedFile], _ lock: Lock) -> [Pair] {
    var pairs: [Pair] = []
    pairs.reserveCapacity(max(files.count, lock.files.count))
    var rest = lock.files[...]
    func pair(_ path: String, _ desired: [UInt8]?, _ locked: Digest?) -> Pair {
      Pair(path: path, desired: desired, locked: locked, isMixed: lock.mixed.contains(path))
    }
    for file in files {
      while let first = rest.first, TreePath.precedes(first.path, file.path) {
        pairs.append(pair(first.path, nil, first.digest))
        rest.removeFirst()
      }
      var digest: Digest?
      if let first = rest.first, first.path == file.path {
        digest = first.digest
        rest.removeFirst()
      }
      pairs.append(pair(file.path, file.bytes, digest))
    }
    return pairs + rest.map { pair($0.path, nil, $0.digest) }
  }
}

/// A path that is generated, locked, or both.
private struct Pair: Sendable {
  let path: String
  let desired: [UInt8]?
  let locked: Digest?
  /// Whether both sides of a merge changed it.
  let isMixed: Bool

  struct Outcome: Sendable {
    /// Nil for what is neither generated nor there any more.
    var entry: TreeComparison.Entry?
    /// What the new lock says of the path; nil where it is not generated.
    var locked: Lock.File?
  }

  func outcome(
    in snapshot: any Snapshot, _ hasher: inout SHA256.Hasher
  ) throws(SourceError) -> Outcome {
    if let desired {
      return outcome(try snapshot.content(of: path, expecting: desired), &hasher)
    }
    return outcome(try snapshot.bytes(of: path).map { .other($0) } ?? .nothing, &hasher)
  }

  func outcome(_ content: FileContent, _ hasher: inout SHA256.Hasher) -> Outcome {
    let entry: TreeComparison.Entry? =
      switch content {
      case .nothing: desired == nil ? nil : entry(.created)
      case .expected: entry(.unchanged)
      case .other(let present): entry(change(present, &hasher), present)
      }
    return Outcome(entry: entry, locked: lockFile(&hasher))
  }

  /// Where a file of Mooring's is no more, what came in its place is somebody else's.
  func outcome(blockedBy problem: SourceError, _ hasher: inout SHA256.Hasher) -> Outcome {
    guard desired != nil else { return Outcome() }
    var entry = entry(.blocked)
    entry.problem = problem
    return Outcome(entry: entry, locked: lockFile(&hasher))
  }

  private func entry(
    _ change: TreeComparison.Change, _ present: [UInt8]? = nil
  ) -> TreeComparison.Entry {
    TreeComparison.Entry(
      path: path, change: change, present: present, desired: change == .unchanged ? nil : desired)
  }

  private func lockFile(_ hasher: inout SHA256.Hasher) -> Lock.File? {
    desired.map { Lock.File(path: path, digest: hasher.digest($0)) }
  }

  private func change(
    _ present: [UInt8], _ hasher: inout SHA256.Hasher
  ) -> TreeComparison.Change {
    guard let locked else { return .foreign }
    let isOurs = isMixed || hasher.digest(present) == locked
    if isOurs { return desired == nil ? .stale : .updated }
    if case .some = MergeConflicts(in: present) { return .conflicted }
    return desired == nil ? .editedAndStale : .edited
  }
}
