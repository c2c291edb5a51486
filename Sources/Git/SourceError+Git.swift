import CLibGit2
import Sources

/// What git cannot give, and what to do about it.
extension GitIndex {
  init(of repository: GitHandle, _ root: String) throws(SourceError) {
    if git_repository_is_bare(repository.pointer) == 1, GitEnvironment().index == nil {
      throw SourceError(
        path: root,
        reason: "is a bare repository, which has no index; name what to check with '--rev'")
    }
    do throws(GitError) {
      try self.init(repository)
    } catch {
      throw SourceError(path: root, reason: error.reasonOfIndex)
    }
  }
}

extension GitCommitTree {
  convenience init(
    named name: String, in objects: GitObjects, _ root: String
  ) throws(SourceError) {
    do throws(GitError) {
      try self.init(objects, revision: name)
    } catch {
      guard error.isOfNothing || error.code == GIT_EINVALIDSPEC.rawValue else {
        throw SourceError(path: root, reason: "cannot read '\(name)': \(error.message)")
      }
      let cause = (try? objects.with { Self.reasonOfNoRevision($0) }) ?? ""
      throw SourceError(path: root, reason: "there is no revision '\(name)'\(cause)")
    }
  }

  private static func reasonOfNoRevision(_ repository: GitHandle) -> String {
    if GitRepository.setting("extensions.refstorage", of: repository) == "reftable" {
      return " by that name, since names are kept as 'reftable', which mooring cannot read; give "
        + "its hash"
    }
    if git_repository_head_unborn(repository.pointer) == 1 {
      return ", since there is no commit yet; '--staged' checks what the first one will be"
    }
    if git_repository_is_shallow(repository.pointer) == 1 {
      return " in this shallow clone; 'git fetch --unshallow' brings all"
    }
    return ""
  }
}

extension GitError {
  /// Of an object that could not be read.
  var reasonOfObject: String {
    if isOfNothing {
      return "is not among the objects of this clone, and mooring fetches nothing; "
        + "'git fetch --refetch --no-filter' brings what a partial clone left out"
    }
    return "cannot be read from git: \(message); 'git fsck' tells what is damaged"
  }

  fileprivate var reasonOfIndex: String {
    // libgit2 names an extension of the index that it does not know.
    if message.hasSuffix("'link'") {
      return "git's index is split in two files, which mooring cannot read; run "
        + "'git update-index --no-split-index'"
    }
    if message.hasSuffix("'sdir'") {
      return "git's index is sparse, which mooring cannot read; run "
        + "'git sparse-checkout reapply --no-sparse-index'"
    }
    return "git's index cannot be read: \(message); where it is damaged, remove it, and let "
      + "'git reset' make it anew from the last commit"
  }
}

extension SourceError {
  static func isInSubmodule(_ path: String) -> SourceError {
    SourceError(
      path: path,
      reason: "lies in a submodule, whose files git keeps in another repository; keep them in this "
        + "one", isMistake: true)
  }

  static func isUnmerged(_ path: String) -> SourceError {
    SourceError(
      path: path, reason: "has a merge that is not resolved; resolve it, and add it",
      isMistake: true)
  }
}
