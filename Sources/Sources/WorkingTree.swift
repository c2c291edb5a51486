import Synchronization

/// The files of a folder, as they are on disk.
///
/// Nothing outside the root is read: names are opened one by one, and a symbolic link is followed
/// by hand and only where it stays inside. Folders are kept open, so that what one instance reads
/// is one tree even where folders are renamed meanwhile; make a new one to see what has changed.
package final class WorkingTree: Snapshot {
  /// Larger files are no description, template or manifest.
  package static let largestFile = 64 << 20
  static let deepestFolder = 64
  /// Few enough for systems that allow 256 open files.
  private static let openFolders = 64

  let root: OpenFolder
  private let folders = Mutex<[String: OpenFolder]>([:])

  /// Links on the way to the root itself are followed.
  package init(root path: String) throws(SourceError) {
    do throws(SystemError) {
      root = try OpenFolder(at: path)
    } catch {
      throw SourceError(path: path, reason: "the folder cannot be opened: \(error.reason)")
    }
  }

  package func bytes(of path: String) throws(SourceError) -> [UInt8]? {
    guard let file = try file(at: path) else { return nil }
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = file.size > Self.largestFile ? [] : try file.bytes(limit: Self.largestFile)
    } catch {
      throw SourceError(path: path, reason: "cannot be read: \(error.reason)")
    }
    if max(file.size, bytes.count) > Self.largestFile {
      throw .isTooLarge(path)
    }
    return bytes
  }

  private func file(at path: String) throws(SourceError) -> OpenFile? {
    if case .file(let file)? = plainEntry(at: path) { return file }
    switch try walk(to: path) {
    case nil: return nil
    case .file(let file)?: return file
    case .folder?:
      throw .isFolder(path)
    }
  }

  /// The folder at a path; nil where there is none.
  func folder(at path: String) throws(SourceError) -> OpenFolder? {
    if let folder = folders.withLock({ $0[path] }) { return folder }
    let found: OpenFolder
    if case .folder(let folder)? = plainEntry(at: path) {
      found = folder
    } else {
      guard case .folder(let folder)? = try walk(to: path) else { return nil }
      found = folder
    }
    folders.withLock { folders in
      if folders.count >= Self.openFolders { folders.removeAll() }
      folders[path] = found
    }
    return found
  }

  /// What is at a path, by way of its folder, which nearly always is open already. What goes wrong
  /// on this way goes wrong on the long one too, which has the words for it.
  private func plainEntry(at path: String) -> OpenFolder.Entry? {
    // The bound keeps the depth of folders, and so of calls, within reason.
    guard path.utf8.count < 1024, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    let name = String(path[path.utf8.index(after: slash)...])
    guard SnapshotPath.isName(name), let folder = try? folder(at: String(path[..<slash])) else {
      return nil
    }
    return try? folder.entry(name)
  }
}
