import Sources

/// Opens the folders of the repository for writing. No symbolic link is followed: one that leads
/// out would take files there.
struct FolderWalk {
  private let root: OpenFolder
  /// What was opened last: files that follow each other mostly share it.
  private var last: (path: Substring, folder: OpenFolder)?

  init(root: OpenFolder) { self.root = root }

  /// The folder at a path; nil where there is none, even if there is a file.
  mutating func folder(_ path: Substring) throws(FileTreeError) -> OpenFolder? {
    try folder(path, making: nil)
  }

  /// The folder at a path, made where it is not there.
  mutating func folder(_ path: Substring, making disk: Disk) throws(FileTreeError) -> OpenFolder {
    let made = try folder(path, making: disk as Disk?)
    guard let made else {
      throw FileTreeError(path: String(path), reason: "was removed while mooring was writing")
    }
    return made
  }

  /// The folders on the way to a path that are not there, the outermost first.
  ///
  /// - Parameter vanishing: Paths of files that will not be there either.
  mutating func missingFolders(
    to path: Substring, vanishing: Set<String> = []
  ) throws(FileTreeError) -> [String] {
    var missing: [String] = []
    var way = ""
    for part in TreePath.parts(of: String(path)) {
      way += way.isEmpty ? part : "/" + part
      if missing.isEmpty, !vanishing.contains(way), case .some = try folder(way[...]) { continue }
      missing.append(way)
    }
    return missing
  }

  /// To be called when folders were removed.
  mutating func forget() { last = nil }

  private mutating func folder(
    _ path: Substring, making disk: Disk?
  ) throws(FileTreeError) -> OpenFolder? {
    if let last, last.path == path { return last.folder }
    var folder = root
    for part in TreePath.parts(of: String(path)) {
      guard let inner = try inner(part, of: folder, path, making: disk) else { return nil }
      folder = inner
    }
    last = (path, folder)
    return folder
  }

  private func inner(
    _ name: String, of folder: OpenFolder, _ path: Substring, making disk: Disk?
  ) throws(FileTreeError) -> OpenFolder? {
    let path = String(path)
    var entry = try FileTreeError.naming(path, "cannot be opened") { () throws(SystemError) in
      try folder.entry(name)
    }
    if case nil = entry, let disk {
      entry = try FileTreeError.naming(path, "cannot be made") { () throws(SystemError) in
        try disk.makeFolder(name, in: folder)
        return try folder.entry(name)
      }
    }
    switch entry {
    case .folder(let inner)?: return inner
    case nil: return nil
    case .link?:
      throw FileTreeError(
        path: path,
        reason: "cannot be written, since '\(name)' is a symbolic link; make it a folder")
    case .file?, .special?:
      if disk == nil { return nil }
      throw FileTreeError(
        path: path, reason: "cannot be a folder, since '\(name)' is a file; move it elsewhere")
    }
  }
}
