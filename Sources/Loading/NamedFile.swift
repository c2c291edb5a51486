import Sources

/// What is at a path that the description gives as that of a file.
enum NamedFile {
  case bytes([UInt8])
  case absent
  case folder
  /// There is something, and no file: why, as `SourceError` puts it.
  case unusable(reason: String)

  init(_ path: String, in snapshot: any Snapshot) throws(SourceError) {
    do throws(SourceError) {
      self = try snapshot.bytes(of: path).map { .bytes($0) } ?? .absent
    } catch {
      guard error.isMistake else { throw error }
      self = error == .isFolder(path) ? .folder : .unusable(reason: error.reason)
    }
  }

  /// Why there are no bytes of it; nil where there are.
  func problem(at path: String) -> (message: String, help: String)? {
    switch self {
    case .bytes: nil
    case .absent:
      ("there is no file '\(path)'", "paths are relative to the repository's root")
    case .folder: ("'\(path)' is a folder", "name a file in it")
    case .unusable(let reason):
      ("'\(path)' \(reason)", "name a regular file of the repository")
    }
  }
}
