import Sources

/// The folder of a repository's own files, found without libgit2: for questions whose answer is
/// nearly always no.
struct GitFolder {
  private let folder: OpenFolder

  /// The one of the repository that a folder is in; nil where it is in none.
  init?(around root: String) {
    if let path = GitEnvironment().repository, let folder = try? OpenFolder(at: path) {
      self.folder = folder
      return
    }
    guard var path = GitRepository.resolved(root) else { return nil }
    while true {
      if let folder = Self.folder(in: path) {
        self.folder = folder
        return
      }
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), path.utf8.count > 1 else {
        return nil
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  /// Whether files may be left out of the checkout.
  var hasSparseCheckout: Bool {
    guard case .folder(let info)? = try? folder.entry("info"),
      case .file? = try? info.entry("sparse-checkout")
    else { return false }
    return true
  }

  private static func folder(in path: String) -> OpenFolder? {
    guard let parent = try? OpenFolder(at: path) else { return nil }
    switch try? parent.entry(".git") {
    case .folder(let folder)?: return folder
    case .link?: return try? OpenFolder(at: "\(path)/.git")
    // Of a worktree or a submodule: `gitdir: PATH`.
    case .file(let file)?:
      guard let bytes = try? file.bytes(limit: 1 << 16) else { return nil }
      let target = String(decoding: bytes.dropFirst(8).prefix { $0 != 0x0A }, as: UTF8.self)
      let isAbsolute = target.utf8.first == UInt8(ascii: "/")
      return try? OpenFolder(at: isAbsolute ? target : "\(path)/\(target)")
    default: return nil
    }
  }
}
