import Diagnostics
import Sources

/// The files of the description, and what lies among them and is not read: a cluster in a file that
/// nobody reads would be taken for one that is gone.
struct DescriptionFiles {
  private(set) var paths: [String] = []
  private(set) var problems: [Diagnostic] = []

  static func list(_ snapshot: any Snapshot) throws(SourceError) -> DescriptionFiles {
    var files = DescriptionFiles()
    for path in try snapshot.files(below: FleetLoader.folder) {
      if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        files.paths.append(path)
      } else if let name = readName(for: path) {
        files.problems.append(
          Diagnostic(
            .unreadFile, "the file is not read: the names of descriptions end in '.yaml' or '.yml'",
            at: .file(path), help: ["rename it to '\(name)', or keep it elsewhere"]))
      }
    }
    files.problems += try snapshot.skipped(below: FleetLoader.folder).map { .unreadable($0) }
    return files
  }

  /// - Throws: also where the path is that of a link to nothing.
  static func read(
    _ path: String, in snapshot: any Snapshot
  ) -> Result<DescriptionFile, SourceError> {
    Result { () throws(SourceError) in
      guard let bytes = try snapshot.bytes(of: path) else { throw .leadsNowhere(path) }
      return DescriptionFile(path: path, bytes: bytes)
    }
  }

  /// The name that a file should have whose contents may be meant as a description: JSON is YAML,
  /// and some systems do not tell `.YAML` from `.yaml`. Nil for others, such as a README.
  private static func readName(for path: String) -> String? {
    for ending in [".yaml", ".yml", ".json"] where path.utf8.count > ending.utf8.count {
      let stem = path.utf8.dropLast(ending.utf8.count)
      guard let tail = String(path.utf8.dropFirst(stem.count)), tail.lowercased() == ending,
        let stem = String(stem)
      else { continue }
      let start = stem.utf8.lastIndex(of: UInt8(ascii: "/")).map { stem.utf8.index(after: $0) }
      return "\(stem[(start ?? stem.startIndex)...]).yaml"
    }
    return nil
  }
}

extension Diagnostic {
  static func unreadable(_ error: SourceError) -> Diagnostic {
    Diagnostic(.unreadableFile, "this \(error.reason)", at: .file(error.path))
  }
}

extension Code {
  package static let unreadFile = Code(
    "unread-file", .error, "a file lies among descriptions and is not read")
  package static let unreadableFile = Code(
    "unreadable-file", .error, "a description is no file that can be read")
}
