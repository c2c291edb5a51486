import Compiler
import Diagnostics
import Difference
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Two folders of plain manifests, of which nobody has to know git or a description.
struct FolderComparison {
  private let before: Side
  private let after: Side

  private struct Side {
    /// As the user wrote it.
    let name: String
    /// What stands before a path: where the folder is built from further out, not the folder.
    let prefix: String
    let folder: ComparedFolder
  }

  init(_ before: String, _ after: String) throws(CommandError) {
    let trees = (try Self.tree(before), try Self.tree(after))
    let (first, second) = try compiling { () throws(CompilerError) in
      (try ComparedFolder.clusters(trees.0), try ComparedFolder.clusters(trees.1))
    }
    // A side without Flux has no clusters that the other's could be compared with.
    let hasClusters = first.hasClusters && second.hasClusters
    self.before = try Self.side(before, hasClusters ? first : nil)
    self.after = try Self.side(after, hasClusters ? second : nil)
  }

  /// What kept the objects of either folder from being read.
  var diagnostics: Diagnostics {
    var all = Diagnostics()
    for side in [before, after] {
      var found = Diagnostics()
      for var diagnostic in side.folder.diagnostics.sorted {
        diagnostic.prefix(with: side.prefix)
        found.add(diagnostic)
      }
      all.add(found)
    }
    return all
  }

  /// The bytes of a file of either folder.
  func source(_ path: String) -> [UInt8]? {
    for side in [before, after] where path.hasPrefix(side.prefix) {
      if let bytes = side.folder.fleet.source(String(path.dropFirst(side.prefix.count))) {
        return bytes
      }
    }
    return nil
  }

  func report(of arguments: ParsedArguments) throws(CommandError) -> DifferenceReport {
    let schemas = try SchemaOption.schemas(arguments)
    let sides = try ComparedSides(
      before: before.folder.fleet, after: after.folder.fleet, arguments)
    let difference = sides.difference(schemas)
    var places = ChangePlaces(before: sides.before, after: sides.after)
    let found = after.folder.taking(
      DifferenceFindings.diagnostics(
        for: difference.findings, &places, before: before.prefix, after: after.prefix),
      below: after.prefix)
    return DifferenceReport(
      difference, &places, names: (before.name, after.name),
      prefixes: (before.prefix, after.prefix), clusterCount: sides.count, origin: "manifests",
      note: nil, findings: found, source: source)
  }

  private static func tree(_ path: String) throws(CommandError) -> WorkingTree {
    do throws(SourceError) {
      return try WorkingTree(root: path)
    } catch {
      throw CommandError(
        "'\(path)': \(error.reason)", help: "two folders of manifests are compared")
    }
  }

  /// - Parameter clusters: what was read, where both sides have clusters.
  private static func side(
    _ path: String, _ clusters: ComparedFolder?
  ) throws(CommandError) -> Side {
    let prefix = path.hasSuffix("/") ? path : path + "/"
    if let clusters { return Side(name: path, prefix: prefix, folder: clusters) }
    let own = ComparedFolder.objects(of: "", in: try tree(path))
    if let own, !own.leadsOut { return Side(name: path, prefix: prefix, folder: own) }
    // What the folder builds on lies beside it.
    guard let root = repository(of: path),
      let folder = ComparedFolder.objects(of: root.folder, in: try tree(root.root))
    else {
      throw CommandError(
        "'\(path)' cannot be built: it builds on a folder outside of it",
        help: "that is followed within a git repository, up to its top")
    }
    let way = root.folder + "/"
    let start = prefix.hasSuffix(way) ? String(prefix.dropLast(way.count)) : root.root + "/"
    return Side(name: path, prefix: start, folder: folder)
  }

  /// The nearest folder upwards with a `.git`, and the way from there.
  private static func repository(of path: String) -> (root: String, folder: String)? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    let full = String(cString: resolved)
    var root = full
    while access("\(root)/.git", F_OK) != 0 {
      guard let slash = root.utf8.lastIndex(of: UInt8(ascii: "/")), slash != root.startIndex else {
        return nil
      }
      root = String(root[..<slash])
    }
    return (root, root == full ? "" : String(full.dropFirst(root.count + 1)))
  }
}

extension Diagnostic {
  /// Names every file of it with a folder before it.
  fileprivate mutating func prefix(with folder: String) {
    if !primary.place.path.isEmpty { primary.place.path = folder + primary.place.path }
    for index in secondary.indices {
      secondary[index].place.path = folder + secondary[index].place.path
    }
  }
}
