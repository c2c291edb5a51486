import Diagnostics
import FileTree
import Rules
import Schemas
import Sources

/// What clusters run before a change: the committed tree of a revision, and where that is what its
/// description compiles to, the compiled objects, which know the lines that they are from.
package struct BaseReading: Sendable {
  /// What the objects were taken from.
  package enum Origin: Hashable, Sendable {
    case description
    /// The tree, since the description has errors.
    case treeOfMistakes
    /// The tree, since the description compiles to another one: it was built by another Mooring, or
    /// not built.
    case treeOfOthers
    /// There is no description.
    case nothing
    /// The description has errors, and there is no tree.
    case unreadable
  }

  package let fleet: ComparedFleet
  package let origin: Origin

  /// - Parameters:
  ///   - head: the other side, by which the tree is found where the description cannot be read.
  ///   - now: the time by which certificates are judged, in seconds since 1970.
  package init(
    _ snapshot: any Snapshot, head: Compilation, schemas: SchemaSet = .builtIn,
    now: Int64 = Clock.now
  ) throws(CompilerError) {
    let compilation = try Compiler(snapshot, rules: .none, schemas: schemas, now: now).compile()
    let compiled = ComparedFleet(compilation)
    var lock = compilation.lock
    guard let location = compilation.location ?? head.location else {
      self.init(compiled ?? .nothing, .description)
      return
    }
    if compiled == nil {
      var ignored = Diagnostics()
      lock = (try? Lock.load(from: snapshot, at: location, into: &ignored)) ?? Lock()
    }
    guard !lock.files.isEmpty else {
      let isDescribed = !((try? snapshot.files(below: "clusters")) ?? []).isEmpty
      self.init(
        compiled ?? .nothing,
        compiled != nil ? .description : isDescribed ? .unreadable : .nothing)
      return
    }
    if let compiled, let comparison = try compilation.compare(),
      comparison.entries.allSatisfy({ $0.change == .unchanged })
    {
      self.init(compiled, .description)
    } else {
      self.init(
        ComparedFleet(tree: snapshot, lock, at: location),
        compiled == nil ? .treeOfMistakes : .treeOfOthers)
    }
  }

  private init(_ fleet: ComparedFleet, _ origin: Origin) {
    self.fleet = fleet
    self.origin = origin
  }
}
