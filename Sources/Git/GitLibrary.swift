import CLibGit2
import Synchronization

/// libgit2 itself, made ready by whoever uses it first: that takes milliseconds.
enum GitLibrary {
  /// Whether it can be used.
  static let isReady: Bool = {
    guard git_libgit2_init() > 0, mooring_git_allow_extensions() == 0 else { return false }
    let environment = GitEnvironment()
    // The files that the environment names are read in the place of these.
    if environment.userConfiguration != nil {
      _ = mooring_git_set_search_path(GIT_CONFIG_LEVEL_GLOBAL, "")
      _ = mooring_git_set_search_path(GIT_CONFIG_LEVEL_XDG, "")
    }
    if environment.systemConfiguration != nil || environment.isWithoutSystemConfiguration {
      _ = mooring_git_set_search_path(GIT_CONFIG_LEVEL_SYSTEM, "")
    }
    return true
  }()

  /// Settings of the library hold for every thread.
  private static let ownerValidation = Mutex(())

  /// Runs a call that asks for nobody's leave, since the caller decides himself who is trusted.
  static func trustingOwners<Result>(
    _ call: () throws(GitError) -> Result
  ) throws(GitError) -> Result {
    try ownerValidation.withLock { _ throws(GitError) in
      _ = mooring_git_set_owner_validation(0)
      defer { _ = mooring_git_set_owner_validation(1) }
      return try call()
    }
  }
}
