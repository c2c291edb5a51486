extension WorkingTree {
  enum Found {
    case folder(OpenFolder)
    case file(OpenFile)
  }

  /// Follows a path from the root, name by name and link by link; nil where there is nothing.
  func walk(to path: String) throws(SourceError) -> Found? {
    var way = [root]
    // The parts still to go, the next one last.
    var parts = Array(SnapshotPath.parts(of: path).reversed())
    guard !path.utf8.starts(with: "/".utf8), parts.allSatisfy(SnapshotPath.isName) else {
      throw .isOutside(path)
    }
    var links = 0
    while let part = parts.popLast() {
      if part == "." { continue }
      if part == ".." {
        // Only a link's target has such parts.
        if way.count == 1 { throw .leadsOut(path) }
        way.removeLast()
        continue
      }
      switch try entry(part, in: way[way.count - 1], path) {
      case nil: return nil
      case .folder(let folder)?: way.append(folder)
      case .file(let file)?: return parts.isEmpty ? .file(file) : nil
      case .special?:
        if !parts.isEmpty { return nil }
        throw .isSpecial(path)
      case .link(let target)?:
        links += 1
        if links > SnapshotPath.mostLinks {
          throw .leadsInCircles(path)
        }
        if target.utf8.starts(with: "/".utf8) { throw .leadsOut(path) }
        parts += SnapshotPath.parts(of: target).reversed()
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
}
