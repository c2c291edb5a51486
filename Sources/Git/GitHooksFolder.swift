import CLibGit2
import Sources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder of a repository in which git looks for the hooks that it runs, unless it is told to
/// look elsewhere.
package struct GitHooksFolder: Sendable {
  /// The folder whose hooks every work tree of the repository runs; it need not be there.
  package let path: String
  /// What `core.hooksPath` says where git therefore looks in another folder; git-config(1).
  package let elsewhere: String?
  /// The path of the root from the top of the work tree; empty for the top itself.
  package let rootFromTop: String
  /// The top of the work tree, without links.
  private let top: String

  /// - Parameter root: A folder of a work tree, such as that of the description.
  package init(of root: String) throws(SourceError) {
    let repository = try GitRepository.open(root)
    guard let workTree = git_repository_workdir(repository.pointer) else {
      throw SourceError(
        path: root, reason: "is a bare repository: nobody commits in it, so no hook is run in it")
    }
    rootFromTop = String(try GitRepository.prefix(of: root, in: repository).dropLast())
    let top = Self.resolved(String(cString: workTree)) ?? String(cString: workTree)
    self.top = top
    do throws(GitError) {
      let own = try Self.text {
        git_repository_item_path($0, repository.pointer, GIT_REPOSITORY_ITEM_HOOKS)
      }
      path = Self.withoutSlash(own)
      let configured = try Self.configuredPath(of: repository)
      elsewhere = configured.flatMap { configured in
        // Relative to where git runs hooks: the top of the work tree.
        let other = configured.utf8.starts(with: "/".utf8) ? configured : "\(top)/\(configured)"
        return Self.resolved(other) == Self.resolved(own) ? nil : configured
      }
    } catch {
      throw SourceError(
        path: root, reason: "git's configuration cannot be read: \(error.message)")
    }
  }

  /// The path as people in the work tree write it.
  package var shownPath: String {
    let prefix = top.utf8.last == UInt8(ascii: "/") ? top : "\(top)/"
    let path = Self.resolved(path) ?? path
    guard path.utf8.starts(with: prefix.utf8) else { return path }
    return String(path.utf8.dropFirst(prefix.utf8.count)) ?? path
  }

  private static func configuredPath(of repository: GitHandle) throws(GitError) -> String? {
    let configuration = try GitHandle(freeing: git_config_free) {
      git_repository_config_snapshot(&$0, repository.pointer)
    }
    do throws(GitError) {
      return withoutSlash(
        try text { git_config_get_path($0, configuration.pointer, "core.hookspath") })
    } catch {
      if error.isOfNothing { return nil }
      throw error
    }
  }

  private static func text(
    _ call: (UnsafeMutablePointer<git_buf>) -> CInt
  ) throws(GitError) -> String {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    try GitError.check(call(&buffer))
    return buffer.ptr.map { String(cString: $0) } ?? ""
  }

  private static func withoutSlash(_ path: String) -> String {
    path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
  }

  /// Nil where there is nothing.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
