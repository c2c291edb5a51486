import Diagnostics
import FileTree
import Git
import Schemas
import Sources

/// A compilation whose end is the tree on disk.
package struct TreeBuild: Sendable {
  package private(set) var compilation: Compilation
  /// What the build changed, or would have; nil where the description has errors.
  package private(set) var comparison: TreeComparison?
  package private(set) var isWritten = false

  /// - Parameters:
  ///   - root: the repository's folder, which `snapshot` reads.
  ///   - now: the time by which certificates are judged, in seconds since 1970.
  package init(
    root: String, snapshot: any Snapshot, upgrades: Upgrades = .none,
    schemas: SchemaSet = .builtIn, discardEdits: Bool, now: Int64 = Clock.now
  ) throws(CompilerError) {
    let compiler = Compiler(
      snapshot, upgrades: upgrades, schemas: schemas, now: now, settlesConflicts: true)
    compilation = try compiler.load()
    guard let location = compilation.location else { return }
    do throws(FileTreeError) {
      // Made before the tree is read: it keeps other builds away, and undoes what an interrupted one
      // left half done.
      let writer = try TreeWriter(root: root, at: location)
      try writeTree(by: writer, compiler, discardEdits: discardEdits)
    } catch {
      throw CompilerError(error)
    }
  }

  private mutating func writeTree(
    by writer: borrowing TreeWriter, _ compiler: Compiler, discardEdits: Bool
  ) throws(FileTreeError) {
    do throws(CompilerError) {
      try compiler.finish(&compilation)
      // Where a name is wrong, so may be a path.
      if compilation.diagnostics.hasErrors { return }
      comparison = try compilation.compare()
    } catch {
      throw FileTreeError(path: error.path, reason: error.reason)
    }
    guard let comparison else { return }
    try refuseFilesLeftOut(comparison)
    let obstacles = comparison.obstacles(discardEdits: discardEdits)
    compilation.diagnostics.add(obstacles)
    guard obstacles.isEmpty else { return }
    try writer.write(comparison, discardEdits: discardEdits)
    isWritten = true
  }

  /// What a sparse checkout keeps from the disk cannot be replaced there.
  private func refuseFilesLeftOut(_ comparison: TreeComparison) throws(FileTreeError) {
    guard let files = compilation.snapshot as? CheckedOutFiles else { return }
    for entry in comparison.entries + [comparison.lockEntry]
    where entry.change != .unchanged && files.isLeftOut(entry.path) {
      throw FileTreeError(
        path: entry.path,
        reason: "would change, and the sparse checkout keeps it from the disk; run "
          + "'git sparse-checkout add \(comparison.location.folder)'")
    }
  }
}

extension Compilation {
  /// Adds every way in which the tree is not what a build would leave.
  package mutating func judgeTree() throws(CompilerError) {
    guard let location else { return }
    do throws(SourceError) {
      if let interrupted = try TreeWriter.interruptedWrite(in: snapshot, at: location) {
        // What else is wrong with the tree follows from that.
        diagnostics.add(interrupted)
        return
      }
    } catch {
      throw CompilerError(path: error.path, reason: error.reason)
    }
    guard !diagnostics.hasErrors, let comparison = try compare() else { return }
    diagnostics.add(comparison.findings)
    settle()
  }
}
