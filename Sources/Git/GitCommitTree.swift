import CLibGit2
import Synchronization

/// The tree of a commit. Folders are read when they are first asked for, and kept.
final class GitCommitTree: GitTree {
  private let content: Mutex<Folders>

  init(_ objects: GitObjects, revision: String) throws(GitError) {
    let folders = try objects.with { repository throws(GitError) in
      let object = try GitHandle(freeing: git_object_free) {
        git_revparse_single(&$0, repository.pointer, revision)
      }
      let tree = try GitHandle(freeing: git_tree_free) {
        git_object_peel(&$0, object.pointer, GIT_OBJECT_TREE)
      }
      return Folders(objects: objects, known: ["": tree])
    }
    content = Mutex(folders)
  }

  var hasUnmerged: Bool { false }

  func entry(_ path: String) throws(GitError) -> GitEntry? {
    if path.isEmpty { return .folder }
    return try content.withLock { content throws(GitError) in try content.entry(path)?.entry }
  }

  func isFolder(_ path: String) throws(GitError) -> Bool {
    try content.withLock { content throws(GitError) in
      if case nil = try content.folder(path) { false } else { true }
    }
  }

  func paths(below folder: String) throws(GitError) -> [(path: String, entry: GitEntry)] {
    try content.withLock { content throws(GitError) in
      guard let tree = try content.folder(folder) else { return [] }
      return try content.objects.with { _ throws(GitError) in
        var walk = Walk(prefix: folder.isEmpty ? "" : folder + "/")
        try GitError.check(
          withUnsafeMutablePointer(to: &walk) { walk in
            git_tree_walk(
              tree.pointer, GIT_TREEWALK_PRE,
              { folder, entry, walk in
                walk?.assumingMemoryBound(to: Walk.self).pointee.visit(folder, entry) ?? 0
              }, walk)
          })
        return walk.paths
      }
    }
  }

  private struct Walk {
    let prefix: String
    var paths: [(path: String, entry: GitEntry)] = []

    init(prefix: String) { self.prefix = prefix }

    /// Gives libgit2 a positive number to leave a folder out.
    mutating func visit(_ folder: UnsafePointer<CChar>?, _ entry: OpaquePointer?) -> CInt {
      guard let folder, let entry, let name = git_tree_entry_name(entry),
        let content = GitEntry(entry)
      else { return 0 }
      if case .folder = content { return name.pointee == CChar(UInt8(ascii: ".")) ? 1 : 0 }
      paths.append((prefix + String(cString: folder) + String(cString: name), content))
      return 0
    }
  }
}

/// The trees of a commit that were read, by their paths; nil where there is none.
///
/// Goes from thread to thread with its lock: a tree that was read is never changed.
private struct Folders: @unchecked Sendable {
  let objects: GitObjects
  private var known: [String: GitHandle?]

  init(objects: GitObjects, known: [String: GitHandle?]) {
    self.objects = objects
    self.known = known
  }

  mutating func entry(
    _ path: String
  ) throws(GitError) -> (entry: GitEntry, identity: git_oid)? {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = slash.map { String(path[..<$0]) } ?? ""
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    guard let folder = try folder(parent),
      let entry = git_tree_entry_byname(folder.pointer, name),
      let content = GitEntry(entry), let identity = git_tree_entry_id(entry)
    else { return nil }
    return (content, identity.pointee)
  }

  mutating func folder(_ path: String) throws(GitError) -> GitHandle? {
    if let found = known[path] { return found }
    var found: GitHandle?
    if case (.folder, var identity)? = try entry(path) {
      found = try objects.with { repository throws(GitError) in
        Folder(
          tree: try GitHandle(freeing: git_tree_free) {
            git_tree_lookup(&$0, repository.pointer, &identity)
          })
      }.tree
    }
    known[path] = .some(found)
    return found
  }

  /// Lets a tree out of the lock under which it was read.
  private struct Folder: @unchecked Sendable {
    let tree: GitHandle
  }
}

extension GitEntry {
  fileprivate init?(_ entry: OpaquePointer) {
    guard let identity = git_tree_entry_id(entry) else { return nil }
    self.init(mode: UInt32(git_tree_entry_filemode(entry).rawValue), identity.pointee)
  }
}
