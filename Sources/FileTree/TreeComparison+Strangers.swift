import Sources
import Values
import Workers

extension TreeComparison {
  /// What lies in the folders that hold files of Mooring, or below, and is neither generated nor
  /// locked. Names that start with a dot, and those that editors give to copies, are left out.
  ///
  /// - Parameter own: The paths that are generated or locked, sorted.
  static func strangers(
    in snapshot: any Snapshot, beside own: [String], at location: TreeLocation
  ) throws(SourceError) -> [String] {
    let folders = outermostFolders(of: own, at: location)
    let known = Set(own)
    let found = Workers.map(folders.count, by: 16) { range in
      Result { () throws(SourceError) in
        var strangers: [String] = []
        for folder in folders[range] {
          for path in try snapshot.files(below: folder)
          where !known.contains(path) && isTold(path, at: location) && !snapshot.ignores(path) {
            strangers.append(path)
          }
        }
        return strangers
      }
    }
    var strangers: [String] = []
    for result in found { strangers += try result.get() }
    return strangers
  }

  /// The folders of files, without those that lie in another; never the tree itself, which holds
  /// folders of others too.
  private static func outermostFolders(
    of paths: [String], at location: TreeLocation
  ) -> [String] {
    var folders: [String] = []
    var previous: Substring?
    for path in paths {
      let folder = TreePath.parent(of: path)
      if folder == previous || folder == location.folder { continue }
      previous = folder
      folders.append(String(folder))
    }
    // What lies in a folder need not follow it: its other folders come between.
    var outermost: [String] = []
    for folder in folders.sorted(by: { ($0 + "/").precedesInBytes($1 + "/") }) {
      if let last = outermost.last, (folder + "/").utf8.starts(with: (last + "/").utf8) { continue }
      outermost.append(folder)
    }
    return outermost
  }

  private static func isTold(_ path: String, at location: TreeLocation) -> Bool {
    let name = TreePath.name(of: path).utf8
    if name.first == UInt8(ascii: ".") || name.last == UInt8(ascii: "~") { return false }
    return location.problem(withPath: path) == nil
  }
}
