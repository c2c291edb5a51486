import Sources

/// The tree could not be compared or written: not a mistake in the description.
package struct FileTreeError: Error, Hashable, Sendable {
  /// The file or folder, relative to the root of the repository.
  package let path: String
  /// What went wrong and what to do, in one sentence without a full stop.
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// Makes a call to the system, and says of which path and what for, where it fails.
  static func naming<Result>(
    _ path: String, _ problem: String, _ call: () throws(SystemError) -> Result
  ) throws(FileTreeError) -> Result {
    do throws(SystemError) {
      return try call()
    } catch {
      throw FileTreeError(path: path, reason: "\(problem): \(error.reason)")
    }
  }
}
