import CLibGit2

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whose repositories are read: one's own, and those that `safe.directory` names. What a stranger put
/// into a repository could make git run programs.
///
/// libgit2 knows the owners. Of the ways to trust a folder it knows one: a path in the user's file.
enum GitOwnership {
  /// Opens a repository, also one of another user where that is trusted.
  static func trusted(
    _ environment: GitEnvironment, _ open: () throws(GitError) -> GitHandle
  ) throws(GitError) -> GitHandle {
    do throws(GitError) {
      return try open()
    } catch {
      guard error.isOfOwner else { throw error }
      let repository = try GitLibrary.trustingOwners(open)
      let folder = folder(of: repository)
      if isTrusted(folder, by: try patterns(environment)) { return repository }
      var error = error
      error.untrustedFolder = folder
      throw error
    }
  }

  /// The folder by which a repository is trusted, as git names it.
  private static func folder(of repository: GitHandle) -> String {
    let path =
      git_repository_workdir(repository.pointer) ?? git_repository_path(repository.pointer)
    return normal(path.map { String(cString: $0) } ?? "")
  }

  /// As git reads them: an empty value forgets those before it, `*` is every folder, and `/*` at the
  /// end every folder below.
  static func isTrusted(_ folder: String, by patterns: [String]) -> Bool {
    var isTrusted = false
    for pattern in patterns {
      if pattern.isEmpty {
        isTrusted = false
      } else if pattern == "*" || normal(expanded(pattern)) == folder {
        isTrusted = true
      } else if pattern.utf8.suffix(2).elementsEqual("/*".utf8),
        folder.utf8.starts(with: "\(normal(expanded(String(pattern.dropLast(2)))))/".utf8)
      {
        isTrusted = true
      }
    }
    return isTrusted
  }

  /// The values of `safe.directory`, the weightiest last. Those of a repository's own configuration
  /// are none of them.
  private static func patterns(_ environment: GitEnvironment) throws(GitError) -> [String] {
    let configuration = try GitHandle(freeing: git_config_free) { git_config_open_default(&$0) }
    let files = [
      (environment.systemConfiguration, GIT_CONFIG_LEVEL_SYSTEM),
      (environment.userConfiguration, GIT_CONFIG_LEVEL_GLOBAL),
    ]
    for (path, level) in files {
      // One that is not there says nothing.
      if let path { git_config_add_file_ondisk(configuration.pointer, path, level, nil, 0) }
    }
    var found: [(level: Int32, value: String)] = []
    let code = withUnsafeMutablePointer(to: &found) { found in
      git_config_get_multivar_foreach(
        configuration.pointer, "safe.directory", nil,
        { entry, found in
          guard let entry else { return 0 }
          let value = entry.pointee.value.map { String(cString: $0) } ?? ""
          found?.assumingMemoryBound(to: [(level: Int32, value: String)].self).pointee
            .append((entry.pointee.level.rawValue, value))
          return 0
        }, found)
    }
    if code != GIT_ENOTFOUND.rawValue { try GitError.check(code) }
    // By level; those of one file stay in their order.
    let ofFiles = found.enumerated()
      .sorted { ($0.element.level, $0.offset) < ($1.element.level, $1.offset) }
      .map(\.element.value)
    let ofCommand = environment.settings.filter { $0.key.lowercased() == "safe.directory" }
    return ofFiles + ofCommand.map(\.value)
  }

  private static func expanded(_ pattern: String) -> String {
    guard pattern.utf8.starts(with: "~/".utf8), let home = getenv("HOME") else { return pattern }
    return String(cString: home) + pattern.dropFirst(1)
  }

  private static func normal(_ path: String) -> String {
    if let resolved = GitRepository.resolved(path) { return resolved }
    return path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
  }
}
