#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder of a git repository that paths of a report begin in, found by its `.git` alone.
enum RepositoryTop {
  /// The nearest folder with a `.git` from here upwards.
  ///
  /// - Parameter path: without links and `..`.
  static func above(_ path: String) -> String? {
    var candidate = path
    while true {
      if access("\(candidate)/.git", F_OK) == 0 { return candidate }
      let above = parent(of: candidate)
      if above == candidate { return nil }
      candidate = above
    }
  }

  /// What leads from the top to a folder, with a slash at its end; empty for the top itself, and for
  /// what is in no repository.
  static func prefix(of folder: String) -> String {
    guard let folder = resolved(folder), let top = above(folder), top != folder else { return "" }
    let skipped = top == "/" ? 1 : top.utf8.count + 1
    return (String(folder.utf8.dropFirst(skipped)) ?? "") + "/"
  }

  static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else {
      return "/"
    }
    return String(path[..<slash])
  }

  /// Without links and `..`; nil where there is nothing.
  static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
