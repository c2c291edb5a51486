import Manifests

/// The files of a compilation, sorted, and such that all of them can be written.
struct GeneratedFiles: Sendable {
  /// Sorted by the bytes of the path.
  let files: [GeneratedFile]

  init(_ unchecked: [GeneratedFile], at location: TreeLocation) throws(FileTreeError) {
    let isSorted = zip(unchecked, unchecked.dropFirst())
      .allSatisfy { TreePath.precedes($0.path, $1.path) }
    files = isSorted ? unchecked : unchecked.sorted { TreePath.precedes($0.path, $1.path) }

    // Paths are compared as a file system does that takes cases for the same: what is generated on
    // one machine is checked out on another.
    var paths: [String: String] = [:]
    paths.reserveCapacity(files.count)
    for file in files {
      if let problem = location.problem(withPath: file.path) {
        throw FileTreeError(path: file.path, reason: problem)
      }
      if let other = paths.updateValue(file.path, forKey: TreePath.folded(file.path)) {
        let reason =
          other == file.path
          ? "is generated twice" : "differs from '\(other)' by the case of letters alone"
        throw FileTreeError(path: file.path, reason: reason)
      }
    }
    var previous: Substring = ""
    for file in files {
      var folder = TreePath.parent(of: file.path)
      if folder == previous { continue }
      previous = folder
      while !folder.isEmpty {
        if let other = paths[TreePath.folded(String(folder))] {
          throw FileTreeError(
            path: other, reason: "is a file, where '\(file.path)' needs a folder")
        }
        folder = TreePath.parent(of: String(folder))
      }
    }
  }
}
