import Cryptography
import Diagnostics
import FileTree
import Manifests
import Rules
import Schemas
import Sources
import Values

extension AffectedClusters {
  /// What clusters got before a change; else why that cannot be told.
  package enum Base: Sendable {
    case tree(TreeComparison)
    /// One sentence without a full stop.
    case unknown(String)
  }

  /// The tree of a revision beside what is compiled now.
  ///
  /// What clusters got is what was committed, also where another Mooring made it. Where no tree is
  /// committed, neither then nor now, what the description gave stands for it.
  ///
  /// - Parameter now: the time by which certificates are judged, in seconds since 1970.
  package static func base(
    _ snapshot: any Snapshot, beside compilation: Compilation, _ output: Compilation.Output,
    at location: TreeLocation, schemas: SchemaSet = .builtIn, now: Int64
  ) throws(CompilerError) -> Base {
    // Nobody asks what rules of today say of the past.
    let compiler = Compiler(snapshot, rules: .none, schemas: schemas, now: now)
    var before = try compiler.load()
    if let other = before.location, other != location {
      return .unknown("its tree is in '\(other.folder)/', not in '\(location.folder)/'")
    }
    guard let lock = try lock(of: snapshot, at: location) else {
      return .unknown("its '\(location.lockPath)' cannot be read")
    }
    if !lock.files.isEmpty || !compilation.lock.files.isEmpty {
      return .tree(try compare(output, with: lock, in: snapshot, at: location))
    }
    try compiler.finish(&before)
    guard let old = before.output else {
      let mistake = before.diagnostics.sorted.first { $0.severity == .error }
      return .unknown(
        mistake.map { "\($0.primary.place.path): \($0.message)" } ?? "its description has errors")
    }
    let files = CompiledFiles(old.files.map(\.file))
    return .tree(try compare(output, with: files.lock, in: files, at: location))
  }

  private static func lock(
    of snapshot: any Snapshot, at location: TreeLocation
  ) throws(CompilerError) -> Lock? {
    var ignored = Diagnostics()
    do throws(SourceError) {
      return try Lock.load(from: snapshot, at: location, into: &ignored)
    } catch {
      throw CompilerError(path: error.path, reason: error.reason)
    }
  }

  private static func compare(
    _ output: Compilation.Output, with lock: Lock, in snapshot: any Snapshot,
    at location: TreeLocation
  ) throws(CompilerError) -> TreeComparison {
    do throws(FileTreeError) {
      return try TreeComparison(
        of: output.files.map(\.file), versions: output.plan.resolved, with: lock, in: snapshot,
        at: location)
    } catch {
      throw CompilerError(error)
    }
  }
}

/// Files that were compiled, as if they had been written.
private struct CompiledFiles: Snapshot {
  private let contents: [String: [UInt8]]

  init(_ files: [GeneratedFile]) {
    contents = Dictionary(
      files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }

  var lock: Lock {
    var hasher = SHA256.Hasher()
    return Lock(
      files: contents.map { Lock.File(path: $0.key, digest: hasher.digest($0.value)) })
  }

  func files(below folder: String) throws(SourceError) -> [String] {
    contents.keys.filter { $0.utf8.starts(with: "\(folder)/".utf8) }
      .sorted { $0.precedesInBytes($1) }
  }

  func bytes(of path: String) throws(SourceError) -> [UInt8]? { contents[path] }
}
