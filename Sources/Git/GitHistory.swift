import CLibGit2
import Sources

/// The commits of a repository: what names stand for, and where two lines of history part.
///
/// Has one user at a time. Nothing is fetched: what is not in the clone is not there.
package final class GitHistory {
  /// A commit of the repository.
  package struct Commit: Hashable, Sendable {
    /// All its hexadecimal digits.
    package let id: String

    /// As people are told of it.
    package var shortID: String { String(id.prefix(7)) }
  }

  private let repository: GitHandle

  /// - Parameter root: A folder in a repository, or a bare repository.
  package init(root: String) throws(SourceError) {
    repository = try GitRepository.open(root)
  }

  /// The commit that `HEAD`, `main~2`, `origin/main` or a hash stands for; nil where nothing does.
  package func commit(_ name: String) throws(SourceError) -> Commit? {
    guard !name.utf8.contains(0) else { return nil }
    do throws(GitError) {
      let object = try GitHandle(freeing: git_object_free) {
        git_revparse_single(&$0, repository.pointer, name)
      }
      let commit = try GitHandle(freeing: git_object_free) {
        git_object_peel(&$0, object.pointer, GIT_OBJECT_COMMIT)
      }
      return git_object_id(commit.pointer).map { Commit($0.pointee) }
    } catch {
      // A name that no revision can have names none.
      if error.isOfNothing || error.code == GIT_EINVALIDSPEC.rawValue { return nil }
      if error.code == GIT_EPEEL.rawValue {
        throw SourceError(path: name, reason: "is no commit")
      }
      throw SourceError(path: name, reason: "cannot be read as a revision: \(error.message)")
    }
  }

  /// The branch that is checked out, such as `main`; nil where HEAD is detached.
  package var branch: String? {
    guard git_repository_head_detached(repository.pointer) == 0 else { return nil }
    return try? headReference()
  }

  /// Whether other repositories have a name here.
  package var hasRemotes: Bool {
    var names = git_strarray()
    defer { git_strarray_dispose(&names) }
    return git_remote_list(&names, repository.pointer) != 0 || names.count > 0
  }

  /// What the branch that is checked out follows, such as `origin/main`; nil where it follows
  /// nothing, or what it follows was not fetched.
  package var upstream: String? {
    guard let branch else { return nil }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_branch_upstream_name(&buffer, repository.pointer, "refs/heads/\(branch)") == 0,
      let text = buffer.ptr
    else { return nil }
    let name = String(cString: text)
    guard (try? commit(name)) != nil else { return nil }
    for prefix in ["refs/remotes/", "refs/heads/"] where name.utf8.starts(with: prefix.utf8) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  /// Whether commits before some are left out of the clone.
  package var isShallow: Bool { git_repository_is_shallow(repository.pointer) == 1 }

  /// What a merge was made into: its first parent; nil where that is not in the clone, and for what
  /// is no merge.
  package func target(ofMerge commit: Commit) -> Commit? {
    guard let parents = try? read(commit).parents, parents.count > 1,
      case .some = try? read(parents[0])
    else { return nil }
    return parents[0]
  }

  /// Where two lines of history part: the youngest commit that both have; nil where they have none.
  package func mergeBase(of one: Commit, and other: Commit) throws(SourceError) -> Commit? {
    if isShallow { return sharedCommit(of: one, and: other) }
    do throws(GitError) {
      var (first, second, base) = (git_oid(), git_oid(), git_oid())
      try GitError.check(git_oid_fromstr(&first, one.id))
      try GitError.check(git_oid_fromstr(&second, other.id))
      try GitError.check(git_merge_base(&base, repository.pointer, &first, &second))
      return Commit(base)
    } catch {
      if error.isOfNothing { return nil }
      throw SourceError(
        path: "\(one.shortID)...\(other.shortID)",
        reason: "has a history that cannot be read: \(error.message)")
    }
  }

  /// The merge base in a shallow clone, whose oldest commits name parents that are not there: of
  /// what both reach, the youngest that no other of them goes back to. libgit2 1.5 gives up at the
  /// first such parent.
  private func sharedCommit(of one: Commit, and other: Commit) -> Commit? {
    let reached = ancestors(of: one)
    let shared = ancestors(of: other).filter { reached[$0.key] != nil }
    let older = Set(shared.values.flatMap(\.parents))
    return shared.filter { !older.contains($0.key) }
      .max { ($0.value.time, $0.key.id) < ($1.value.time, $1.key.id) }?.key
  }

  /// A commit and all before it that are in the clone.
  private func ancestors(of commit: Commit) -> [Commit: (time: Int64, parents: [Commit])] {
    var found: [Commit: (time: Int64, parents: [Commit])] = [:]
    var rest = [commit]
    while let next = rest.popLast() {
      guard found[next] == nil, let content = try? read(next) else { continue }
      found[next] = content
      rest += content.parents
    }
    return found
  }

  private func read(_ commit: Commit) throws(GitError) -> (time: Int64, parents: [Commit]) {
    var identity = git_oid()
    try GitError.check(git_oid_fromstr(&identity, commit.id))
    let handle = try GitHandle(freeing: git_commit_free) {
      git_commit_lookup(&$0, repository.pointer, &identity)
    }
    let parents = (0..<git_commit_parentcount(handle.pointer)).compactMap { number in
      git_commit_parent_id(handle.pointer, number).map { Commit($0.pointee) }
    }
    return (git_commit_time(handle.pointer), parents)
  }

  /// The short name of the branch that HEAD stands for, also before its first commit.
  private func headReference() throws(GitError) -> String? {
    let head = try GitHandle(freeing: git_reference_free) {
      git_reference_lookup(&$0, repository.pointer, "HEAD")
    }
    guard let target = git_reference_symbolic_target(head.pointer) else { return nil }
    let name = String(cString: target)
    let prefix = "refs/heads/"
    return name.utf8.starts(with: prefix.utf8) ? String(name.dropFirst(prefix.count)) : nil
  }
}

extension GitHistory.Commit {
  fileprivate init(_ identity: git_oid) {
    var identity = identity
    var text = [CChar](repeating: 0, count: Int(GIT_OID_HEXSZ))
    git_oid_fmt(&text, &identity)
    id = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
