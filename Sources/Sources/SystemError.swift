#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A call to the operating system that failed.
package struct SystemError: Error, Hashable, Sendable {
  /// The value of errno.
  package let code: CInt

  package init(code: CInt = errno) { self.code = code }

  /// What went wrong: lower case, without a full stop.
  package var reason: String {
    switch code {
    case EACCES, EPERM: "permission denied"
    case EROFS: "the file system is read-only"
    case ENOSPC: "no space is left on the device"
    case EDQUOT: "the disk quota is used up"
    case ENOENT: "there is no such file or folder"
    case EEXIST: "something else is there"
    case ENOTDIR: "a file is where a folder is expected"
    case EISDIR: "a folder is where a file is expected"
    case EMFILE, ENFILE: "too many files are open"
    case ENAMETOOLONG: "the name is too long"
    case EILSEQ: "a name in it is not UTF-8"
    case EIO: "the device failed"
    default: String(cString: strerror(code))
    }
  }
}

/// Makes a call, again where a signal interrupted it; throws where it answers -1.
@discardableResult
package func system<Result: SignedInteger>(
  _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let error = SystemError()
    if error.code != EINTR { throw error }
  }
}
