import CLibGit2

/// An object of libgit2, freed with its last user.
final class GitHandle {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  /// Takes what a call of libgit2 hands out.
  init(
    freeing free: @escaping (OpaquePointer?) -> Void,
    _ call: (inout OpaquePointer?) -> CInt
  ) throws(GitError) {
    var pointer: OpaquePointer?
    try GitError.check(call(&pointer))
    guard let pointer else { throw GitError(code: GIT_ERROR.rawValue) }
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}

/// A call to libgit2 that failed.
struct GitError: Error {
  let code: CInt
  /// libgit2's own words, lower case and without a full stop.
  let message: String
  /// The folder of a repository that belongs to another user, where that is why.
  var untrustedFolder: String?

  init(code: CInt) {
    self.code = code
    message = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
  }

  var isOfNothing: Bool { code == GIT_ENOTFOUND.rawValue }

  /// Whether a repository belongs to another user. Without a `safe.directory` in its configuration,
  /// libgit2 1.5 says that this was not found.
  var isOfOwner: Bool { code == GIT_EOWNER.rawValue || message.contains("safe.directory") }

  static func check(_ code: CInt) throws(GitError) {
    if code < 0 { throw GitError(code: code) }
  }
}
