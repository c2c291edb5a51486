extension WorkingTree {
  /// Folders whose name starts with a dot are left out, and so are pipes, sockets and devices. A
  /// symbolic link to a file is a file; one to a folder is not followed, since it may lead round
  /// in circles. A link that leads out of the tree is listed, so that reading it says so.
  package func files(below folder: String) throws(SourceError) -> [String] {
    try listing(of: folder).files
  }

  package func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try listing(of: folder).skipped
  }

  private struct Listing {
    var files: [String] = []
    var skipped: [SourceError] = []
  }

  private func listing(of folder: String) throws(SourceError) -> Listing {
    var listing = Listing()
    guard let open = try self.folder(at: folder) else { return listing }
    let prefix = SnapshotPath.parts(of: folder).map { $0 + "/" }.joined()
    try collect(from: open, prefix, depth: 1, into: &listing)
    return listing
  }

  private func collect(
    from folder: OpenFolder, _ prefix: String, depth: Int, into listing: inout Listing
  ) throws(SourceError) {
    if depth > Self.deepestFolder {
      throw SourceError(
        path: prefix, reason: "lies deeper than \(Self.deepestFolder) folders, the limit")
    }
    for (path, listed) in try sorted(folder, prefix) {
      switch listed.kind {
      case .file: listing.files.append(path)
      case .special: listing.skipped.append(.isSpecial(path))
      case .link:
        if try isLinkToFolder(path) {
          listing.skipped.append(.leadsToFolder(path))
        } else {
          listing.files.append(path)
        }
      case .folder:
        if listed.name.utf8.first == UInt8(ascii: ".") { continue }
        if case .folder(let inner)? = try entry(listed.name, in: folder, path) {
          try collect(from: inner, path, depth: depth + 1, into: &listing)
        }
      }
    }
  }

  /// What a folder holds, with the paths in byte order. Those of folders end in `/`: so they sort
  /// where the files below them do.
  private func sorted(
    _ folder: OpenFolder, _ prefix: String
  ) throws(SourceError) -> [(path: String, OpenFolder.Listed)] {
    do throws(SystemError) {
      return try folder.list()
        .map { (prefix + $0.name + ($0.kind == .folder ? "/" : ""), $0) }
        .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    } catch {
      throw SourceError(path: prefix, reason: "cannot be listed: \(error.reason)")
    }
  }

  private func isLinkToFolder(_ path: String) throws(SourceError) -> Bool {
    do throws(SourceError) {
      if case .folder? = try walk(to: path) { return true }
      return false
    } catch {
      return false
    }
  }
}
