import CLibGit2
import Sources

/// The files of a repository below a folder, by paths relative to that.
///
/// Has one user at a time, so it may go from thread to thread.
struct GitFiles: @unchecked Sendable {
  private let repository: GitHandle
  private let tree: any GitTree
  /// The folder's own path from the top of the repository, with a slash behind it; or empty.
  private let prefix: String

  init(_ root: String, _ content: GitSnapshot.Content) throws(SourceError) {
    let repository = try GitRepository.open(root)
    self.repository = repository
    prefix = try GitRepository.prefix(of: root, in: repository)
    switch content {
    case .revision(let name):
      do throws(GitError) {
        tree = try GitCommitTree(repository, revision: name)
      } catch {
        let reason =
          error.isOfNothing
          ? "there is no revision '\(name)'" : "cannot read '\(name)': \(error.message)"
        throw SourceError(path: root, reason: reason)
      }
    case .index:
      let index: GitIndex
      do throws(GitError) {
        index = try GitIndex(repository, at: GitRepository.indexOfHook)
      } catch {
        throw SourceError(path: root, reason: "cannot read git's index: \(error.message)")
      }
      if let path = index.unmergedPath {
        throw SourceError(path: path, reason: "is not merged; resolve the conflict, and add it")
      }
      tree = index
    }
  }

  func files(below folder: String) throws(SourceError) -> [String] {
    try listing(of: folder).files
  }

  func skipped(below folder: String) throws(SourceError) -> [SourceError] {
    try listing(of: folder).linksToFolders.map { .leadsToFolder($0) }
  }

  private func listing(
    of folder: String
  ) throws(SourceError) -> (files: [String], linksToFolders: [String]) {
    guard let (found, top) = try resolve(folder), case .folder = found else { return ([], []) }
    let below = try reading(folder) { () throws(GitError) in try tree.paths(below: top) }
    let start = SnapshotPath.parts(of: folder).map { $0 + "/" }.joined()
    var files: [String] = []
    var links: [String] = []
    for (path, isLink) in below {
      let path = start + (String(path.utf8.dropFirst(top.isEmpty ? 0 : top.utf8.count + 1)) ?? "")
      // One that leads out is listed, so that reading it says so.
      if isLink, case (.folder, _)? = try? resolve(path) {
        links.append(path)
      } else {
        files.append(path)
      }
    }
    return (files, links)
  }

  func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    switch try resolve(path)?.entry {
    case nil: return nil
    case .file(let identity)?: return try bytes(of: identity, path)
    case .folder?, .link?: throw .isFolder(path)
    }
  }

  /// Follows a path name by name and link by link, never above the root. Gives no link, and the
  /// path from the top of the repository.
  private func resolve(
    _ path: String
  ) throws(SourceError) -> (entry: GitEntry, path: String)? {
    var way: [String] = []
    // The parts still to go, the next one last.
    var parts = Array(SnapshotPath.parts(of: path).reversed())
    guard !path.utf8.starts(with: "/".utf8), parts.allSatisfy(SnapshotPath.isName) else {
      throw .isOutside(path)
    }
    var links = 0
    while let part = parts.popLast() {
      if part == "." { continue }
      if part == ".." {
        // Only a link's target has such parts.
        guard case .some = way.popLast() else { throw .leadsOut(path) }
        continue
      }
      way.append(part)
      let full = full(way)
      switch try reading(path, { () throws(GitError) in try tree.entry(full) }) {
      case .file(let identity)?: return parts.isEmpty ? (.file(identity), full) : nil
      // The index keeps no folders: where nothing is found, there may be files below.
      case nil, .folder?: continue
      case .link(let identity)?:
        links += 1
        if links > SnapshotPath.mostLinks { throw .leadsInCircles(path) }
        let target = String(decoding: try bytes(of: identity, path), as: UTF8.self)
        if target.utf8.starts(with: "/".utf8) { throw .leadsOut(path) }
        way.removeLast()
        parts += SnapshotPath.parts(of: target).reversed()
      }
    }
    let full = full(way)
    let isFolder = try reading(path) { () throws(GitError) in try tree.isFolder(full) }
    return isFolder ? (.folder, full) : nil
  }

  private func bytes(of identity: git_oid, _ path: String) throws(SourceError) -> [UInt8] {
    let size = try reading(path) { () throws(GitError) in
      try GitRepository.size(of: identity, in: repository)
    }
    if size > WorkingTree.largestFile { throw .isTooLarge(path) }
    return try reading(path) { () throws(GitError) in
      try GitRepository.bytes(of: identity, in: repository)
    }
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
      throw SourceError(path: path, reason: "cannot be read from git: \(error.message)")
    }
  }
}
