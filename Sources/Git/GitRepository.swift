import CLibGit2
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is asked of a repository as a whole.
enum GitRepository {
  /// The repository that a folder is in, or is.
  static func open(_ root: String) throws(SourceError) -> GitHandle {
    do throws(GitError) {
      guard GitLibrary.isReady else { throw GitError(code: GIT_ERROR.rawValue) }
      return try GitHandle(freeing: git_repository_free) {
        git_repository_open_ext(&$0, root, 0, nil)
      }
    } catch {
      if error.isOfOwner {
        throw SourceError(
          path: root,
          reason: "is in a repository that belongs to another user; if you trust it, run "
            + "'git config --global --add safe.directory \(resolved(root) ?? root)'")
      }
      let reason =
        error.isOfNothing
        ? "is not in a git repository"
        : "its git repository cannot be opened: \(error.message)"
      throw SourceError(path: root, reason: reason)
    }
  }

  /// The path of a folder from the top of the repository, with a slash behind it; empty for the
  /// top itself, and where the repository is bare.
  static func prefix(of root: String, in repository: GitHandle) throws(SourceError) -> String {
    guard let top = git_repository_workdir(repository.pointer) else { return "" }
    guard let folder = resolved(root), let top = resolved(String(cString: top)) else {
      throw SourceError(path: root, reason: "cannot be opened: \(SystemError().reason)")
    }
    if folder == top { return "" }
    guard folder.utf8.starts(with: (top + "/").utf8) else {
      throw SourceError(path: root, reason: "lies outside the files of its git repository")
    }
    return (String(folder.utf8.dropFirst(top.utf8.count + 1)) ?? "") + "/"
  }

  /// The index that git gives to its hooks, for `commit --all` and `commit FILE`.
  static var indexOfHook: String? {
    guard let path = getenv("GIT_INDEX_FILE"), path.pointee != 0 else { return nil }
    return String(cString: path)
  }

  static func size(of identity: git_oid, in repository: GitHandle) throws(GitError) -> Int {
    let objects = try GitHandle(freeing: git_odb_free) {
      git_repository_odb(&$0, repository.pointer)
    }
    var identity = identity
    var size = 0
    var type = GIT_OBJECT_ANY
    try GitError.check(git_odb_read_header(&size, &type, objects.pointer, &identity))
    return size
  }

  static func bytes(of identity: git_oid, in repository: GitHandle) throws(GitError) -> [UInt8] {
    var identity = identity
    let blob = try GitHandle(freeing: git_blob_free) {
      git_blob_lookup(&$0, repository.pointer, &identity)
    }
    let content = UnsafeRawBufferPointer(
      start: git_blob_rawcontent(blob.pointer), count: Int(git_blob_rawsize(blob.pointer)))
    return Array(content)
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
