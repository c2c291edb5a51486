import CLibGit2

/// The index: what the next commit will hold.
struct GitIndex: GitTree {
  private let index: GitHandle

  /// - Parameter path: Another file than the repository's own: git gives one to its hooks.
  init(_ repository: GitHandle, at path: String?) throws(GitError) {
    index = try GitHandle(freeing: git_index_free) {
      if let path {
        git_index_open(&$0, path)
      } else {
        git_repository_index(&$0, repository.pointer)
      }
    }
  }

  /// The first file whose merge is not resolved.
  var unmergedPath: String? {
    guard git_index_has_conflicts(index.pointer) == 1 else { return nil }
    for position in 0..<git_index_entrycount(index.pointer) {
      guard let entry = git_index_get_byindex(index.pointer, position) else { continue }
      if git_index_entry_stage(entry) > 0 { return String(cString: entry.pointee.path) }
    }
    return nil
  }

  func entry(_ path: String) throws(GitError) -> GitEntry? {
    guard let entry = git_index_get_bypath(index.pointer, path, 0) else { return nil }
    return Self.content(entry.pointee)
  }

  func isFolder(_ path: String) -> Bool {
    path.isEmpty || git_index_find_prefix(nil, index.pointer, path + "/") == 0
  }

  func paths(below folder: String) throws(GitError) -> [(path: String, isLink: Bool)] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    var position = 0
    if !folder.isEmpty, git_index_find_prefix(&position, index.pointer, prefix) != 0 { return [] }
    var paths: [(path: String, isLink: Bool)] = []
    while let entry = git_index_get_byindex(index.pointer, position) {
      let path = String(cString: entry.pointee.path)
      guard path.utf8.starts(with: prefix.utf8) else { break }
      position += 1
      guard let content = Self.content(entry.pointee) else { continue }
      if Self.hasDotFolder(path.utf8.dropFirst(prefix.utf8.count)) { continue }
      if case .link = content { paths.append((path, true)) } else { paths.append((path, false)) }
    }
    return paths
  }

  /// Nil for what the next commit will not hold.
  private static func content(_ entry: git_index_entry) -> GitEntry? {
    let isOnlyIntended =
      UInt32(entry.flags_extended) & UInt32(GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue) != 0
    return isOnlyIntended ? nil : GitEntry(mode: entry.mode, entry.id)
  }

  private static func hasDotFolder(_ path: Substring.UTF8View) -> Bool {
    var isStart = true
    var isInDotName = false
    for byte in path {
      if byte == UInt8(ascii: "/") {
        if isInDotName { return true }
        isStart = true
      } else {
        if isStart { isInDotName = byte == UInt8(ascii: ".") }
        isStart = false
      }
    }
    return false
  }
}
