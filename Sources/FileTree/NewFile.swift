import Sources

/// Makes single files outside the tree, where there are none: nothing of the user's is replaced.
package enum NewFile {
  /// Whether the file was made; false where there is one already.
  package static func create(
    _ path: String, below root: String, bytes: [UInt8]
  ) throws(FileTreeError) -> Bool {
    let disk = Disk()
    var walk = FolderWalk(
      root: try FileTreeError.naming(root, "cannot be opened") { () throws(SystemError) in
        try OpenFolder(at: root)
      })
    let folder = try walk.folder(TreePath.parent(of: path), making: disk)
    do throws(SystemError) {
      try disk.makeFile(TreePath.name(of: path), bytes, in: folder)
      return true
    } catch {
      if error.code == SystemError.exists.code { return false }
      throw FileTreeError(path: path, reason: "cannot be written: \(error.reason)")
    }
  }
}
