import Diagnostics
import FileTree
import Sources

/// A compilation whose end is the tree on disk.
package struct TreeBuild: Sendable {
  package private(set) var compilation: Compilation
  /// What the build changed, or would have; nil where the description has errors.
  package private(set) var comparison: TreeComparison?
  package private(set) var isWritten = false

  /// - Parameter root: the repository's folder, which `snapshot` reads.
  package init(
    root: String, snapshot: any Snapshot, upgrades: Bool, discardEdits: Bool
  ) throws(CompilerError) {
    let compiler = Compiler(snapshot, upgrades: upgrades)
    compilation = try compiler.compile()
    guard let location = compilation.location else { return }
    do throws(FileTreeError) {
      // Made before the tree is read: it undoes what an interrupted build left half done.
      let writer = try TreeWriter(root: root, at: location)
      if writer.didUndo { try recompile(compiler) }
      guard compilation.output != nil, !compilation.diagnostics.hasErrors else { return }
      guard let comparison = try compare() else { return }
      self.comparison = comparison
      let obstacles = comparison.obstacles(discardEdits: discardEdits)
      compilation.diagnostics.add(obstacles)
      guard obstacles.isEmpty else { return }
      try writer.write(comparison, discardEdits: discardEdits)
      isWritten = true
    } catch {
      throw CompilerError(error)
    }
  }

  private mutating func recompile(_ compiler: Compiler) throws(FileTreeError) {
    do throws(CompilerError) {
      compilation = try compiler.compile()
    } catch {
      throw FileTreeError(path: error.path, reason: error.reason)
    }
  }

  private func compare() throws(FileTreeError) -> TreeComparison? {
    do throws(CompilerError) {
      return try compilation.compare()
    } catch {
      throw FileTreeError(path: error.path, reason: error.reason)
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
  }
}
