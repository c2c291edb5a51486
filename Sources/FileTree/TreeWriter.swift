import Diagnostics
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes the tree, as the only one who does: a second writer is refused while this one lives.
///
/// To be made before the tree is read, since it puts back what an interrupted write left half done.
package struct TreeWriter: ~Copyable {
  private let root: OpenFolder
  private let location: TreeLocation
  private let disk: Disk
  /// Whether an interrupted write was found and undone.
  package let didUndo: Bool

  package init(root: String, at location: TreeLocation) throws(FileTreeError) {
    try self.init(root: root, at: location, disk: Disk())
  }

  init(root path: String, at location: TreeLocation, disk: Disk) throws(FileTreeError) {
    let root = try FileTreeError.naming(path, "cannot be opened") { () throws(SystemError) in
      try OpenFolder(at: path)
    }
    try TreeLock.exclusive.take(on: root, path)
    var undoing = TreeWrite(root: root, location: location, disk: disk)
    didUndo = try undoing.undoInterrupted()
    self.root = root
    self.location = location
    self.disk = disk
  }

  /// Makes the tree what the comparison says it should be. Unchanged files are not touched. Where
  /// this throws, the tree is as it was before, or the error says what could not be put back.
  ///
  /// - Parameter discardEdits: Overwrite files of Mooring that were edited by hand. With neither
  ///   this nor an untouched tree, nothing is written; see `TreeComparison.obstacles`.
  package func write(
    _ comparison: TreeComparison, discardEdits: Bool = false
  ) throws(FileTreeError) {
    guard comparison.location == location else {
      preconditionFailure("a comparison is written where it was made")
    }
    if let obstacle = comparison.obstacles(discardEdits: discardEdits).first {
      throw FileTreeError(path: obstacle.primary.place.path, reason: obstacle.message)
    }
    let entries = comparison.entries.filter { $0.change != .unchanged }
    // What is removed may make room: a file goes where a folder was, or the other way round.
    var changes = entries.filter { $0.desired == nil } + entries.filter { $0.desired != nil }
    // The lock last: until it is there, the old one says what is Mooring's.
    if comparison.lockEntry.change != .unchanged { changes.append(comparison.lockEntry) }
    if changes.isEmpty { return }
    var write = TreeWrite(root: root, location: location, disk: disk)
    try write.run(changes)
  }

  /// The write that ended before its end, where there is one.
  package static func interruptedWrite(
    in snapshot: any Snapshot, at location: TreeLocation
  ) throws(SourceError) -> Diagnostic? {
    if try snapshot.bytes(of: location.journalPath) == nil { return nil }
    return Diagnostic(
      .interruptedWrite, "a 'mooring build' was interrupted while it wrote the tree",
      at: .file(location.journalPath),
      help: ["run 'mooring build': it puts back what was there, then writes again"])
  }
}

extension Code {
  package static let interruptedWrite = Code(
    "interrupted-write", .error, "a build was interrupted while it wrote the tree")
}
