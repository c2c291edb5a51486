import CLibGit2

/// The tree of a commit.
struct GitCommitTree: GitTree {
  let repository: GitHandle
  private let tree: GitHandle

  init(_ repository: GitHandle, revision: String) throws(GitError) {
    self.repository = repository
    let object = try GitHandle(freeing: git_object_free) {
      git_revparse_single(&$0, repository.pointer, revision)
    }
    tree = try GitHandle(freeing: git_tree_free) {
      git_object_peel(&$0, object.pointer, GIT_OBJECT_TREE)
    }
  }

  func entry(_ path: String) throws(GitError) -> GitEntry? {
    if path.isEmpty { return .folder }
    do throws(GitError) {
      let entry = try self.handle(path)
      guard let identity = git_tree_entry_id(entry.pointer) else { return nil }
      return GitEntry(
        mode: UInt32(git_tree_entry_filemode(entry.pointer).rawValue), identity.pointee)
    } catch {
      if error.isOfNothing { return nil }
      throw error
    }
  }

  func isFolder(_ path: String) throws(GitError) -> Bool {
    if case .folder? = try entry(path) { true } else { false }
  }

  func paths(below folder: String) throws(GitError) -> [(path: String, isLink: Bool)] {
    var walk = Walk(prefix: folder.isEmpty ? "" : folder + "/")
    let root: GitHandle
    if folder.isEmpty {
      root = tree
    } else {
      guard case .folder? = try entry(folder) else { return [] }
      let entry = try handle(folder)
      root = try GitHandle(freeing: git_tree_free) {
        git_tree_lookup(&$0, repository.pointer, git_tree_entry_id(entry.pointer))
      }
    }
    try GitError.check(
      withUnsafeMutablePointer(to: &walk) { walk in
        git_tree_walk(
          root.pointer, GIT_TREEWALK_PRE,
          { folder, entry, walk in
            walk?.assumingMemoryBound(to: Walk.self).pointee.visit(folder, entry) ?? 0
          }, walk)
      })
    return walk.paths
  }

  private func handle(_ path: String) throws(GitError) -> GitHandle {
    try GitHandle(freeing: git_tree_entry_free) {
      git_tree_entry_bypath(&$0, tree.pointer, path)
    }
  }

  private struct Walk {
    let prefix: String
    var paths: [(path: String, isLink: Bool)] = []

    init(prefix: String) { self.prefix = prefix }

    /// Gives libgit2 a positive number to leave a folder out.
    mutating func visit(_ folder: UnsafePointer<CChar>?, _ entry: OpaquePointer?) -> CInt {
      guard let folder, let entry, let name = git_tree_entry_name(entry) else { return 0 }
      if git_tree_entry_type(entry) == GIT_OBJECT_TREE {
        return name.pointee == CChar(UInt8(ascii: ".")) ? 1 : 0
      }
      if git_tree_entry_type(entry) == GIT_OBJECT_BLOB {
        let path = prefix + String(cString: folder) + String(cString: name)
        paths.append((path, git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK))
      }
      return 0
    }
  }
}
