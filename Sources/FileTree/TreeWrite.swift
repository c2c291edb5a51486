import Cryptography
import Sources

/// One write of the tree: prepared in a staging folder, journalled, then moved into place.
///
/// Every file is whole at every instant, since files come into place by a single call. Until the
/// journal is removed, the old files are kept beside the new ones, so that everything can be undone
/// by this process or by the next one.
struct TreeWrite {
  let location: TreeLocation
  let disk: Disk
  var walk: FolderWalk

  init(root: OpenFolder, location: TreeLocation, disk: Disk) {
    self.location = location
    self.disk = disk
    walk = FolderWalk(root: root)
  }

  /// Changes that are not told apart here: what is there goes, what is desired comes.
  mutating func run(_ changes: [TreeComparison.Entry]) throws(FileTreeError) {
    let missing = try walk.missingFolders(to: location.folder[...])
    var journal = Journal(steps: missing.map { .folder($0) })
    do throws(FileTreeError) {
      let staging = try makeStaging()
      try stage(changes, in: staging, &journal)
      try write(journal, in: staging)
      try perform(journal, from: staging)
      // From here on, the write has happened.
      try removeJournal(in: staging)
      removeStaging()
    } catch {
      try undo(journal, after: error)
      throw error
    }
  }

  // MARK: Preparing

  private mutating func makeStaging() throws(FileTreeError) -> OpenFolder {
    let staging = try walk.folder(location.stagingPath[...], making: disk)
    try naming(location.stagingPath) { () throws(SystemError) in
      // Should a write be killed, its leftovers are not to be committed.
      try disk.makeFile(".gitignore", Array("*\n".utf8), in: staging)
    }
    return staging
  }

  private mutating func stage(
    _ changes: [TreeComparison.Entry], in staging: OpenFolder, _ journal: inout Journal
  ) throws(FileTreeError) {
    let vanishing = Set(changes.lazy.filter { $0.desired == nil }.map(\.path))
    var hasher = SHA256.Hasher()
    var made = Set(journal.steps.map(\.path))
    var previous: Substring?
    for change in changes {
      let folder = TreePath.parent(of: change.path)
      if change.present == nil, folder != previous {
        previous = folder
        for path in try walk.missingFolders(to: folder, vanishing: vanishing)
        where made.insert(path).inserted {
          journal.steps.append(.folder(path))
        }
      }
      let index = journal.steps.count
      let kept = try change.present.map { present throws(FileTreeError) in
        try keep(change.path, present, as: Journal.oldName(index), in: staging)
      }
      if let desired = change.desired {
        try naming(change.path) { () throws(SystemError) in
          try disk.makeFile(Journal.newName(index), desired, in: staging)
        }
      }
      switch (kept.map { hasher.digest($0) }, change.desired.map { hasher.digest($0) }) {
      case (let old?, let new?): journal.steps.append(.update(change.path, old: old, new: new))
      case (let old?, nil): journal.steps.append(.remove(change.path, old: old))
      case (nil, let new?): journal.steps.append(.create(change.path, new: new))
      case (nil, nil): preconditionFailure("a change changes something")
      }
    }
  }

  /// Gives a file a second name in the staging folder, and makes sure that it is what was compared;
  /// gives its bytes as they are on the disk, where its lines may end as git was told to end them.
  private mutating func keep(
    _ path: String, _ present: [UInt8], as oldName: String, in staging: OpenFolder
  ) throws(FileTreeError) -> [UInt8] {
    let name = TreePath.name(of: path)
    guard let folder = try walk.folder(TreePath.parent(of: path)),
      let bytes = try bytes(name, in: folder, path),
      bytes == present || bytes.hasLines(of: present)
    else { throw changed(path) }
    try naming(path) { () throws(SystemError) in
      do throws(SystemError) {
        try disk.link(name, in: folder, as: oldName, in: staging)
      } catch {
        guard error.isWithoutLinks else { throw error }
        try disk.makeFile(oldName, bytes, in: staging)
      }
    }
    return bytes
  }

  private func changed(_ path: String) -> FileTreeError {
    FileTreeError(
      path: path, reason: "was changed while mooring was running, or is a link; run it again")
  }

  private func write(_ journal: Journal, in staging: OpenFolder) throws(FileTreeError) {
    try naming(location.journalPath) { () throws(SystemError) in
      try disk.makeFile("journal.new", journal.bytes, in: staging, isSynced: true)
      try disk.rename("journal.new", in: staging, to: "journal", in: staging)
    }
  }

  // MARK: Performing

  private mutating func perform(
    _ journal: Journal, from staging: OpenFolder
  ) throws(FileTreeError) {
    for step in journal.steps {
      guard case .remove(let path, _) = step else { continue }
      guard let folder = try walk.folder(TreePath.parent(of: path)) else { throw changed(path) }
      try naming(path, "cannot be removed") { () throws(SystemError) in
        try disk.removeFile(TreePath.name(of: path), in: folder)
      }
    }
    try removeEmptiedFolders(journal)
    for (index, step) in journal.steps.enumerated() {
      switch step {
      case .folder, .remove: continue
      case .update(let path, _, _):
        let folder = try walk.folder(TreePath.parent(of: path), making: disk)
        try naming(path) { () throws(SystemError) in
          try disk.rename(
            Journal.newName(index), in: staging, to: TreePath.name(of: path), in: folder)
        }
      case .create(let path, _):
        let folder = try walk.folder(TreePath.parent(of: path), making: disk)
        try naming(path) { () throws(SystemError) in
          try place(Journal.newName(index), in: staging, as: TreePath.name(of: path), in: folder)
        }
      }
    }
  }

  /// Puts a staged file where nothing is; what has come there meanwhile is not overwritten.
  private func place(
    _ staged: String, in staging: OpenFolder, as name: String, in folder: OpenFolder
  ) throws(SystemError) {
    do throws(SystemError) {
      try disk.link(staged, in: staging, as: name, in: folder)
    } catch {
      guard error.isWithoutLinks else { throw error }
      if case .some = try folder.entry(name) { throw .exists }
      try disk.rename(staged, in: staging, to: name, in: folder)
    }
  }

  /// Removes the folders whose last file was removed, up to the tree itself.
  private mutating func removeEmptiedFolders(_ journal: Journal) throws(FileTreeError) {
    var folders: Set<String> = []
    for case .remove(let path, _) in journal.steps {
      var folder = TreePath.parent(of: path)
      while !folder.isEmpty, folder != location.folder, folders.insert(String(folder)).inserted {
        folder = TreePath.parent(of: String(folder))
      }
    }
    try removeFolders(folders)
  }

  /// Removes those of the folders that are empty, the innermost first.
  mutating func removeFolders(_ folders: some Sequence<String>) throws(FileTreeError) {
    for path in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) {
      walk.forget()
      guard let parent = try walk.folder(TreePath.parent(of: path)) else { continue }
      do throws(SystemError) {
        try disk.removeFolder(TreePath.name(of: path), in: parent)
      } catch {
        if error.isOfUnremovableFolder { continue }
        throw FileTreeError(path: path, reason: "cannot be removed: \(error.reason)")
      }
    }
    walk.forget()
  }

  // MARK: Shared

  /// A regular file; nil where there is none.
  func file(
    _ name: String, in folder: OpenFolder, _ path: String
  ) throws(FileTreeError) -> OpenFile? {
    try naming(path, "cannot be read") { () throws(SystemError) in
      if case .file(let file)? = try folder.entry(name) { file } else { nil }
    }
  }

  /// The bytes of a regular file; nil where there is none.
  func bytes(
    _ name: String, in folder: OpenFolder, _ path: String
  ) throws(FileTreeError) -> [UInt8]? {
    guard let file = try file(name, in: folder, path) else { return nil }
    return try naming(path, "cannot be read") { () throws(SystemError) in
      try file.bytes(limit: WorkingTree.largestFile)
    }
  }

  func naming<Result>(
    _ path: String, _ problem: String = "cannot be written",
    _ call: () throws(SystemError) -> Result
  ) throws(FileTreeError) -> Result {
    try FileTreeError.naming(path, problem, call)
  }
}

extension [UInt8] {
  /// Whether these are other bytes but for the returns before line feeds.
  fileprivate func hasLines(of other: [UInt8]) -> Bool {
    var (here, there) = (startIndex, other.startIndex)
    while here < endIndex {
      let isReturn =
        self[here] == UInt8(ascii: "\r") && here + 1 < endIndex
        && self[here + 1] == UInt8(ascii: "\n")
      if isReturn { here += 1 }
      guard there < other.endIndex, self[here] == other[there] else { return false }
      here += 1
      there += 1
    }
    return there == other.endIndex
  }
}
