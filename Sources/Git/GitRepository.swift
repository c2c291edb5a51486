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
      let environment = GitEnvironment()
      if let named = try namedByEnvironment(environment, around: root) { return named }
      return try GitOwnership.trusted(environment) { () throws(GitError) in
        try GitHandle(freeing: git_repository_free) {
          git_repository_open_ext(&$0, root, 0, nil)
        }
      }
    } catch {
      throw SourceError(path: root, reason: error.reasonOfRepository(at: root))
    }
  }

  /// The repository of `GIT_DIR`, if a folder is in it: git tells its hooks so of the one that they
  /// run for, and they may well look at others.
  private static func namedByEnvironment(
    _ environment: GitEnvironment, around root: String
  ) throws(GitError) -> GitHandle? {
    guard let path = environment.repository else { return nil }
    let repository = try GitOwnership.trusted(environment) { () throws(GitError) in
      try GitHandle(freeing: git_repository_free) {
        git_repository_open_ext(&$0, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
      }
    }
    if let workTree = environment.workTree {
      try GitError.check(git_repository_set_workdir(repository.pointer, workTree, 0))
    } else if !isAround(root, repository), git_repository_is_bare(repository.pointer) == 0 {
      // Without a word on it, the work tree is where git was called.
      try GitError.check(git_repository_set_workdir(repository.pointer, ".", 0))
    }
    guard isAround(root, repository) else { return nil }
    try addObjects(environment, to: repository)
    return repository
  }

  private static func isAround(_ root: String, _ repository: GitHandle) -> Bool {
    (try? prefix(of: root, in: repository)) != nil
  }

  private static func addObjects(
    _ environment: GitEnvironment, to repository: GitHandle
  ) throws(GitError) {
    if let folder = environment.objects {
      let objects = try GitHandle(freeing: git_odb_free) { git_odb_open(&$0, folder) }
      try GitError.check(git_repository_set_odb(repository.pointer, objects.pointer))
    }
    guard let others = environment.otherObjects else { return }
    let objects = try GitHandle(freeing: git_odb_free) {
      git_repository_odb(&$0, repository.pointer)
    }
    for folder in others.utf8.split(separator: UInt8(ascii: ":")) {
      try GitError.check(git_odb_add_disk_alternate(objects.pointer, String(folder)))
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

  /// The index that git gives to its hooks, for `commit --all` and `commit FILE`: a path from the
  /// top of the work tree, where git runs.
  static func indexOfHook(_ repository: GitHandle) -> String? {
    guard let path = GitEnvironment().index else { return nil }
    guard !path.utf8.starts(with: "/".utf8), let top = git_repository_workdir(repository.pointer)
    else { return path }
    return String(cString: top) + path
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

  /// The text of a setting; nil where it is not set.
  static func setting(_ name: String, of repository: GitHandle) -> String? {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard
      let configuration = try? GitHandle(
        freeing: git_config_free, { git_repository_config(&$0, repository.pointer) }),
      git_config_get_string_buf(&buffer, configuration.pointer, name) == 0, let text = buffer.ptr
    else { return nil }
    return String(cString: text)
  }

  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension GitError {
  fileprivate func reasonOfRepository(at root: String) -> String {
    if let owned = untrustedFolder {
      return "is in a repository that belongs to another user; if you trust it, run "
        + "'git config --global --add safe.directory \(owned)'"
    }
    if isOfNothing { return "is not in a git repository" }
    let unknown = "unsupported extension name extensions."
    guard message.utf8.starts(with: unknown.utf8) else {
      return "its git repository cannot be opened: \(message)"
    }
    let extensionName = String(message.dropFirst(unknown.count))
    let what =
      extensionName == "objectformat"
      ? "names its objects by SHA-256" : "has the extension '\(extensionName)'"
    return "its git repository \(what), which mooring cannot read; check the files on disk, without "
      + "'--staged' and '--rev'"
  }
}
