import Cryptography
import Sources

extension TreeWrite {
  /// Undoes the write that a killed process left half done, and says whether there was one.
  mutating func undoInterrupted() throws(FileTreeError) -> Bool {
    guard let staging = try walk.folder(location.stagingPath[...]) else { return false }
    guard let bytes = try bytes("journal", in: staging, location.journalPath) else {
      // It was killed before it had changed anything, or after it had changed everything.
      removeStaging()
      return false
    }
    guard let journal = Journal(bytes), journal.steps.allSatisfy(isPlausible) else {
      throw FileTreeError(
        path: location.journalPath,
        reason: "is not a journal that mooring wrote; restore '\(location.folder)' from git, and "
          + "remove '\(location.stagingPath)'")
    }
    try undo(journal)
    return true
  }

  /// Undoes what was done of a write that failed.
  mutating func undo(_ journal: Journal, after error: FileTreeError) throws(FileTreeError) {
    do throws(FileTreeError) {
      try undo(journal)
    } catch let second {
      throw FileTreeError(
        path: error.path,
        reason: "\(error.reason); and not all could be put back ('\(second.path)' \(second.reason))"
          + ": mend that, then run 'mooring build', which puts it back first")
    }
  }

  func removeJournal(in staging: OpenFolder) throws(FileTreeError) {
    try naming(location.journalPath, "cannot be removed") { () throws(SystemError) in
      try disk.removeFile("journal", in: staging)
    }
  }

  /// Removes what is left of a write that has ended. What stays for once does no harm: the next
  /// write removes it.
  mutating func removeStaging() {
    walk.forget()
    guard let staging = try? walk.folder(location.stagingPath[...]) else { return }
    for listed in (try? staging.list()) ?? [] where listed.kind != .folder {
      try? disk.removeFile(listed.name, in: staging)
    }
    try? removeFolders([location.stagingPath])
  }

  /// A journal lies in the tree, where others may write: it is believed no more than a lock is.
  private func isPlausible(_ step: Journal.Step) -> Bool {
    let path = step.path
    if path == location.lockPath { return true }
    if case .folder = step, (location.folder + "/").utf8.starts(with: (path + "/").utf8) {
      return true
    }
    return location.problem(withPath: path) == nil
  }

  /// Puts back what was there, the last step first. Each step is looked at before: one that was not
  /// taken, or whose file somebody has changed since, is left alone.
  private mutating func undo(_ journal: Journal) throws(FileTreeError) {
    walk.forget()
    if let staging = try walk.folder(location.stagingPath[...]) {
      var failure: FileTreeError?
      for (index, step) in journal.steps.enumerated().reversed() {
        do throws(FileTreeError) {
          try undo(step, index, staging)
        } catch {
          // The others can be put back all the same.
          failure = failure ?? error
        }
      }
      if let failure { throw failure }
      if case .some = try bytes("journal", in: staging, location.journalPath) {
        try removeJournal(in: staging)
      }
      removeStaging()
    }
    // Those that held the staging folder could not go before.
    for case .folder(let path) in journal.steps.reversed() { try removeFolders([path]) }
  }

  private mutating func undo(
    _ step: Journal.Step, _ index: Int, _ staging: OpenFolder
  ) throws(FileTreeError) {
    let path = step.path
    switch step {
    case .folder: try removeFolders([path])
    case .create(_, let new):
      guard let present = try present(path), present.digest == new else { return }
      // Somebody else may have made a file of the same bytes. The staged one is another name of
      // ours, or is gone where it was renamed.
      let staged = try file(Journal.newName(index), in: staging, path)
      if let staged, staged.identity != present.file.identity { return }
      try naming(path, "cannot be removed") { () throws(SystemError) in
        try disk.removeFile(TreePath.name(of: path), in: present.folder)
      }
    case .update(_, let old, let new):
      guard let present = try present(path), present.digest == new else { return }
      try putBack(path, index, old, to: present.folder, staging)
    case .remove(_, let old):
      let folder = try walk.folder(TreePath.parent(of: path), making: disk)
      let entry = try naming(path, "cannot be read") { () throws(SystemError) in
        try folder.entry(TreePath.name(of: path))
      }
      if case nil = entry { try putBack(path, index, old, to: folder, staging) }
    }
  }

  /// Moves an old file back, if it was kept whole.
  private func putBack(
    _ path: String, _ index: Int, _ old: Digest, to folder: OpenFolder, _ staging: OpenFolder
  ) throws(FileTreeError) {
    let kept = Journal.oldName(index)
    guard let bytes = try bytes(kept, in: staging, path), SHA256.digest(bytes) == old else {
      return
    }
    try naming(path) { () throws(SystemError) in
      try disk.rename(kept, in: staging, to: TreePath.name(of: path), in: folder)
    }
  }

  /// The regular file that is there now.
  private mutating func present(
    _ path: String
  ) throws(FileTreeError) -> (folder: OpenFolder, file: OpenFile, digest: Digest)? {
    let name = TreePath.name(of: path)
    guard
      let folder = try walk.folder(TreePath.parent(of: path)),
      let file = try file(name, in: folder, path),
      let bytes = try bytes(name, in: folder, path)
    else { return nil }
    return (folder, file, SHA256.digest(bytes))
  }
}
