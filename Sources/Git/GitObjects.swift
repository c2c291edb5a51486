import CLibGit2
import Cryptography
import Synchronization

/// The contents that a repository keeps.
final class GitObjects: Sendable {
  /// Objects of libgit2 are for one thread at a time.
  private let repository: Mutex<Owner>

  /// Goes from thread to thread with the lock.
  private struct Owner: @unchecked Sendable {
    let handle: GitHandle
  }

  init(_ repository: GitHandle) { self.repository = Mutex(Owner(handle: repository)) }

  /// Lends the repository, to one thread at a time.
  func with<Result>(
    _ use: (GitHandle) throws(GitError) -> sending Result
  ) throws(GitError) -> sending Result {
    try repository.withLock { owner throws(GitError) in try use(owner.handle) }
  }

  /// Nil for one that is larger than a limit.
  func bytes(of identity: git_oid, limit: Int) throws(GitError) -> [UInt8]? {
    try with { repository throws(GitError) in
      if try GitRepository.size(of: identity, in: repository) > limit { return nil }
      return try GitRepository.bytes(of: identity, in: repository)
    }
  }

  /// Whether content has a name: the SHA-1 of what it is, its size and its bytes. False too where
  /// that cannot be computed.
  static func isName(_ identity: git_oid, of bytes: [UInt8]) -> Bool {
    guard let digest = SHA1.digest(Array("blob \(bytes.count)\0".utf8), bytes) else { return false }
    return withUnsafeBytes(of: identity.id) { $0.elementsEqual(digest) }
  }
}
