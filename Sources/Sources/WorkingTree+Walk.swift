/// The rules for the parts of a path within a snapshot.
enum WorkingTreePath {
  /// Whether a part is the name of a file or folder, and nothing else.
  static func isName(_ part: String) -> Bool {
    !part.isEmpty && part != "." && part != ".." && !part.utf8.contains { $0 == 0 || $0 == 0x2f }
  }

  static func parts(of path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
  }
}

extension WorkingTree {
  enum Found {
    case folder(OpenFolder)
    case file(OpenFile)
  }

  /// As many links as Linux follows on one path.
  private static let mostLinks = 40

  /// Follows a path from the root, name by name and link by link; nil where there is nothing.
  func walk(to path: String) throws(SourceError) -> Found? {
    var way = [root]
    // The parts still to go, the next one last.
    var parts = Array(WorkingTreePath.parts(of: path).reversed())
    guard !path.utf8.starts(with: "/".utf8), parts.allSatisfy(WorkingTreePath.isName) else {
      throw SourceError(path: path, reason: "is not a path inside the repository")
    }
    var links = 0
    while let part = parts.popLast() {
      if part == "." { continue }
      if part == ".." {
        // Only a link's target has such parts.
        if way.count == 1 { throw leadsOut(path) }
        way.removeLast()
        continue
      }
      switch try entry(part, in: way[way.count - 1], path) {
      case nil: return nil
      case .folder(let folder)?: way.append(folder)
      case .file(let file)?: return parts.isEmpty ? .file(file) : nil
      case .special?:
        if !parts.isEmpty { return nil }
        throw SourceError(
          path: path, reason: "is a pipe, a socket or a device, where a file is expected")
      case .link(let target)?:
        links += 1
        if links > Self.mostLinks {
          throw SourceError(path: path, reason: "is a symbolic link that leads round in circles")
        }
        if target.utf8.starts(with: "/".utf8) { throw leadsOut(path) }
        parts += WorkingTreePath.parts(of: target).reversed()
      }
    }
    return .folder(way[way.count - 1])
  }

  func entry(
    _ name: String, in folder: OpenFolder, _ path: String
  ) throws(SourceError) -> OpenFolder.Entry? {
    do throws(SystemError) {
      return try folder.entry(name)
    } catch {
      throw SourceError(path: path, reason: "cannot be read: \(error.reason)")
    }
  }

  private func leadsOut(_ path: String) -> SourceError {
    SourceError(
      path: path,
      reason: "goes through a symbolic link that leads out of the repository, or is absolute; put "
        + "the files themselves there, or link to them by a relative path")
  }
}
