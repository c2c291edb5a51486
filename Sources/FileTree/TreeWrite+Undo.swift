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
    let folders = journal.steps.compactMap { step in
      if case .folder(let path) = step { path } else { nil }
    }
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
      try removeFolders(folders)
      if case .some = try bytes("journal", in: staging, location.journalPath) {
        try removeJournal(in: staging)
      }
      removeStaging()
    }
    // Again, for those that held the staging folder.
    try removeFolders(folders)
  }

  private mutating func undo(
    _ step: Journal.Step, _ index: Int, _ staging: OpenFolder
  ) throws(FileTreeError) {
    let path = step.path
    let name = TreePath.name(of: path)
    let folder = try walk.folder(TreePath.parent(of: path))
    let present =
      try folder.map { folder throws(FileTreeError) in
        try digest(name, in: folder, path)
      } ?? nil
    let kept = Journal.oldName(index)
    switch step {
    case .folder: return
    case .create(_, let new):
      guard let folder, present == new else { return }
      // Somebody else may have made a file of the same bytes. The staged one is another name of
      // ours, or is gone where it was renamed.
      if let staged = try file(Journal.newName(index), in: staging, path),
        try file(name, in: folder, path)?.identity != staged.identity
      {
        return
      }
      try naming(path, "cannot be removed") { () throws(SystemError) in
        try disk.removeFile(name, in: folder)
      }
    case .update(_, let old, let new):
      guard let folder, present == new, try digest(kept, in: staging, path) == old else { return }
      try naming(path) { () throws(SystemError) in
        try disk.rename(kept, in: staging, to: name, in: folder)
      }
    case .remove(_, let old):
      guard present == nil, try digest(kept, in: staging, path) == old else { return }
      let folder = try walk.folder(TreePath.parent(of: path), making: disk)
      try naming(path) { () throws(SystemError) in
        // Nothing but a regular file has a digest.
        guard case nil = try folder.entry(name) else { return }
        try disk.rename(kept, in: staging, to: name, in: folder)
      }
    }
  }

  private func digest(
    _ name: String, in folder: OpenFolder, _ path: String
  ) throws(FileTreeError) -> Digest? {
    try bytes(name, in: folder, path).map { SHA256.digest($0) }
  }
}
