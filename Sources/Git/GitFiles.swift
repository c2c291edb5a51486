import CLibGit2
import Sources

/// The files of a repository below a folder, by paths relative to that.
struct GitFiles: Sendable {
  private let objects: GitObjects
  private let tree: any GitTree
  /// The folder's own path from the top of the repository, with a slash behind it; or empty.
  private let prefix: String

  init(_ root: String, _ content: GitSnapshot.Content) throws(SourceError) {
    let repository = try GitRepository.open(root)
    prefix = try GitRepository.prefix(of: root, in: repository)
    objects = GitObjects(repository)
    switch content {
    case .revision(let name): tree = try GitCommitTree(named: name, in: objects, root)
    case .index: tree = try GitIndex(of: repository, root)
    }
  }

  init(_ tree: any GitTree, in objects: GitObjects, prefix: String) {
    self.tree = tree
    self.prefix = prefix
    self.objects = objects
  }

  /// Where a path leads, from the top of the repository; nil where there is nothing.
  func fullPath(of path: String) throws(SourceError) -> String? { try resolve(path)?.path }

  func files(below folder: String) throws(SourceError) -> [String] {
    try listing(of: folder).files
  }

  func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try listing(of: folder).skipped
  }

  func unmerged(below folder: String) throws(SourceError) -> [String] {
    tree.hasUnmerged ? try listing(of: folder).unmerged : []
  }

  private struct Listing {
    var files: [String] = []
    var skipped: [SourceError] = []
    var unmerged: [String] = []
  }

  private func listing(of folder: String) throws(SourceError) -> Listing {
    var listing = Listing()
    guard let (found, top) = try resolve(folder) else { return listing }
    if case .submodule = found { throw .isInSubmodule(folder) }
    guard case .folder = found else { return listing }
    let below = try reading(folder) { () throws(GitError) in try tree.paths(below: top) }
    let start = SnapshotPath.parts(of: folder).map { $0 + "/" }.joined()
    let skippedBytes = top.isEmpty ? 0 : top.utf8.count + 1
    for (path, entry) in below {
      let path =
        path.utf8.prefix(skippedBytes).elementsEqual(start.utf8)
        ? path : start + path.utf8.dropFirst(skippedBytes).text
      switch entry {
      case .file: listing.files.append(path)
      case .folder: continue
      case .submodule: listing.skipped.append(.isInSubmodule(path))
      case .unmerged:
        listing.files.append(path)
        listing.unmerged.append(path)
      case .link:
        // One that leads out is listed, so that reading it says so.
        if case (.folder, _)? = try? resolve(path) {
          listing.skipped.append(.leadsToFolder(path))
        } else {
          listing.files.append(path)
        }
      }
    }
    return listing
  }

  func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    try file(at: path).map { identity throws(SourceError) in try bytes(of: identity, path) }
  }

  func content(
    of path: String, expecting expected: [UInt8]
  ) throws(SourceError) -> FileContent {
    guard let identity = try file(at: path) else { return .nothing }
    if GitObjects.isName(identity, of: expected) { return .expected }
    let bytes = try bytes(of: identity, path)
    // Where the machine computes no names.
    return bytes == expected ? .expected : .other(bytes)
  }

  private func file(at path: String) throws(SourceError) -> git_oid? {
    let found = try resolve(path)?.entry
    switch found {
    case nil: return nil
    case .file(let identity)?: return identity
    case .folder?, .link?: throw .isFolder(path)
    case .submodule?: throw .isInSubmodule(path)
    case .unmerged?: throw .isUnmerged(path)
    }
  }

  /// Follows a path name by name and link by link, never above the root. Gives no link, and the
  /// path from the top of the repository.
  private func resolve(
    _ path: String
  ) throws(SourceError) -> (entry: GitEntry, path: String)? {
    var parts = SnapshotPath.parts(of: path)
    guard !path.utf8.starts(with: "/".utf8), parts.allSatisfy(SnapshotPath.isName) else {
      throw .isOutside(path)
    }
    // Nearly every path is that of a file, with no link on the way.
    let full = full(parts)
    if case .file(let identity)? = try entry(full, path) { return (.file(identity), full) }

    var way: [String] = []
    // The parts still to go, the next one last.
    parts.reverse()
    var links = 0
    while let part = parts.popLast() {
      if part == "." { continue }
      if part == ".." {
        // Only a link's target has such parts.
        guard case .some = way.popLast() else { throw .leadsOut(path) }
        continue
      }
      way.append(part)
      let full = self.full(way)
      switch try entry(full, path) {
      case .file(let identity)?: return parts.isEmpty ? (.file(identity), full) : nil
      // The index keeps no folders: where nothing is found, there may be files below.
      case nil, .folder?: continue
      case .submodule?: return (.submodule, full)
      case .unmerged?: return parts.isEmpty ? (.unmerged, full) : nil
      case .link(let identity)?:
        links += 1
        if links > SnapshotPath.mostLinks { throw .leadsInCircles(path) }
        let target = String(decoding: try bytes(of: identity, path), as: UTF8.self)
        if target.utf8.starts(with: "/".utf8) { throw .leadsOut(path) }
        way.removeLast()
        parts += SnapshotPath.parts(of: target).reversed()
      }
    }
    let end = self.full(way)
    let isFolder = try reading(path) { () throws(GitError) in try tree.isFolder(end) }
    return isFolder ? (.folder, end) : nil
  }

  private func entry(_ full: String, _ path: String) throws(SourceError) -> GitEntry? {
    try reading(path) { () throws(GitError) in try tree.entry(full) }
  }

  private func bytes(of identity: git_oid, _ path: String) throws(SourceError) -> [UInt8] {
    let bytes = try reading(path) { () throws(GitError) in
      try objects.bytes(of: identity, limit: WorkingTree.largestFile)
    }
    guard let bytes else { throw .isTooLarge(path) }
    return bytes
  }

  private func full(_ parts: [String]) -> String {
    parts.isEmpty ? String(prefix.dropLast()) : prefix + parts.joined(separator: "/")
  }

  private func reading<Result>(
    _ path: String, _ call: () throws(GitError) -> Result
  ) throws(SourceError) -> Result {
    do throws(GitError) {
      return try call()
    } catch {
      throw SourceError(path: path, reason: error.reasonOfObject)
    }
  }
}

extension Collection<UInt8> {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
