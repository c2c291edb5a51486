import CLibGit2

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The index: what the next commit will hold. A table of its own, so that any thread may look up in
/// it while another has libgit2.
struct GitIndex: GitTree {
  /// Where a path lies in `text`, and what the index says of it.
  private struct Row {
    let path: Range<Int>
    let content: GitEntry
    let isLeftOut: Bool
  }

  /// All paths, one behind the other.
  private let text: [UInt8]
  /// In the byte order of their paths, each path once.
  private let rows: [Row]
  /// Whether a sparse checkout keeps files from the disk.
  let isSparse: Bool
  let hasUnmerged: Bool

  init(_ repository: GitHandle) throws(GitError) {
    let index = try GitHandle(freeing: git_index_free) {
      if let path = GitRepository.indexOfHook(repository) {
        git_index_open(&$0, path)
      } else {
        git_repository_index(&$0, repository.pointer)
      }
    }
    let count = git_index_entrycount(index.pointer)
    var text: [UInt8] = []
    var rows: [Row] = []
    text.reserveCapacity(count * 64)
    rows.reserveCapacity(count)
    for position in 0..<count {
      guard let entry = git_index_get_byindex(index.pointer, position),
        let content = Self.content(entry)
      else { continue }
      let start = text.count
      text += UnsafeRawBufferPointer(
        start: entry.pointee.path, count: strlen(entry.pointee.path))
      let path = start..<text.count
      // The sides of a merge follow each other.
      if let last = rows.last, text[last.path] == text[path] {
        text.removeSubrange(path)
        continue
      }
      let isLeftOut =
        UInt32(entry.pointee.flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
      rows.append(Row(path: path, content: content, isLeftOut: isLeftOut))
    }
    let sorted = text
    let isSorted = zip(rows, rows.dropFirst())
      .allSatisfy { sorted[$0.path].lexicographicallyPrecedes(sorted[$1.path]) }
    // Where a file system takes cases for the same, libgit2 sorts so.
    if !isSorted { rows.sort { sorted[$0.path].lexicographicallyPrecedes(sorted[$1.path]) } }
    self.text = text
    self.rows = rows
    hasUnmerged = git_index_has_conflicts(index.pointer) == 1
    isSparse = rows.contains { $0.isLeftOut }
  }

  func entry(_ path: String) -> GitEntry? { row(path)?.content }

  /// Whether a sparse checkout keeps a file from the disk.
  func isLeftOut(_ path: String) -> Bool { row(path)?.isLeftOut ?? false }

  func isFolder(_ path: String) -> Bool {
    if path.isEmpty { return true }
    let prefix = path + "/"
    let first = firstRow(from: prefix)
    return first < rows.count && text[rows[first].path].starts(with: prefix.utf8)
  }

  func paths(below folder: String) -> [(path: String, entry: GitEntry)] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    var paths: [(path: String, entry: GitEntry)] = []
    for row in rows[firstRow(from: prefix)...] {
      let path = text[row.path]
      guard path.starts(with: prefix.utf8) else { break }
      if !Self.hasDotFolder(path.dropFirst(prefix.utf8.count)) {
        paths.append((String(decoding: path, as: UTF8.self), row.content))
      }
    }
    return paths
  }

  private func row(_ path: String) -> Row? {
    let position = firstRow(from: path)
    guard position < rows.count, compare(rows[position], path) == 0 else { return nil }
    return rows[position]
  }

  /// The position of the first row whose path is not before another.
  private func firstRow(from path: String) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if compare(rows[middle], path) < 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Less than zero where the row comes before the path.
  private func compare(_ row: Row, _ path: String) -> Int {
    var path = path
    return path.withUTF8 { path in
      text.withUnsafeBytes { text in
        let own = UnsafeRawBufferPointer(rebasing: text[row.path])
        if let a = own.baseAddress, let b = path.baseAddress {
          let order = memcmp(a, b, min(own.count, path.count))
          if order != 0 { return Int(order) }
        }
        return own.count - path.count
      }
    }
  }

  /// Nil for what the next commit will not hold.
  private static func content(_ entry: UnsafePointer<git_index_entry>) -> GitEntry? {
    if git_index_entry_stage(entry) > 0 { return .unmerged }
    let isOnlyIntended =
      UInt32(entry.pointee.flags_extended) & UInt32(GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue) != 0
    return isOnlyIntended ? nil : GitEntry(mode: entry.pointee.mode, entry.pointee.id)
  }

  private static func hasDotFolder(_ path: ArraySlice<UInt8>) -> Bool {
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
