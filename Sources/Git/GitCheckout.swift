import CLibGit2
import Sources

/// What git knows of the files that it put on the disk. No filter of the user's is run.
final class GitCheckout: Sendable {
  private let objects: GitObjects
  private let files: GitFiles
  private let index: GitIndex
  private let prefix: String

  init(_ root: String) throws(SourceError) {
    let repository = try GitRepository.open(root)
    prefix = try GitRepository.prefix(of: root, in: repository)
    objects = GitObjects(repository)
    index = try GitIndex(of: repository, root)
    files = GitFiles(index, in: objects, prefix: prefix)
  }

  /// A file's bytes as they would be committed: without the returns of its line ends, where
  /// attributes or configuration say so.
  func cleaned(_ bytes: [UInt8], of path: String) -> [UInt8] {
    let cleaned = try? objects.with { repository throws(GitError) in
      var list: OpaquePointer?
      try GitError.check(
        git_filter_list_load(
          &list, repository.pointer, nil, prefix + path, GIT_FILTER_TO_ODB,
          GIT_FILTER_ALLOW_UNSAFE.rawValue))
      // Nothing is to be done to this file.
      guard let list else { return bytes }
      defer { git_filter_list_free(list) }
      var buffer = git_buf()
      defer { git_buf_dispose(&buffer) }
      try GitError.check(
        bytes.withUnsafeBytes { bytes in
          git_filter_list_apply_to_buffer(
            &buffer, list, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        })
      return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    }
    return cleaned ?? bytes
  }

  /// Whether git would not add a file.
  func ignores(_ path: String) -> Bool {
    if case .some = index.entry(prefix + path) { return false }
    let isIgnored = try? objects.with { repository throws(GitError) in
      var isIgnored: CInt = 0
      try GitError.check(
        git_ignore_path_is_ignored(&isIgnored, repository.pointer, prefix + path))
      return isIgnored == 1
    }
    return isIgnored ?? false
  }

  // MARK: Sparse checkouts

  func leftOut(below folder: String) throws(SourceError) -> [String] {
    index.isSparse ? try files.files(below: folder).filter(isLeftOut) : []
  }

  func isLeftOut(_ path: String) -> Bool {
    guard index.isSparse, let full = try? files.fullPath(of: path) else { return false }
    return index.isLeftOut(full)
  }

  func bytesLeftOut(_ path: String) throws(SourceError) -> [UInt8]? {
    isLeftOut(path) ? try files.bytes(of: path) : nil
  }
}
