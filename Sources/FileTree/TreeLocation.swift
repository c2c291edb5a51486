/// Where the tree lies in the repository, and which of the paths below may be Mooring's.
package struct TreeLocation: Hashable, Sendable {
  /// Relative to the root of the repository; empty where the tree is the whole of it.
  package let folder: String

  /// The folder may be written with `./` before and `/` behind it.
  package init(_ folder: String = "flux") throws(FileTreeError) {
    let parts = TreePath.parts(of: folder).filter { $0 != "." }
    self.folder = parts.joined(separator: "/")
    guard folder.utf8.first != UInt8(ascii: "/"), parts.allSatisfy(TreePath.isName) else {
      throw FileTreeError(path: folder, reason: "is not a folder inside the repository")
    }
    if let part = parts.first(where: TreePath.isProtected) {
      throw FileTreeError(
        path: folder, reason: "lies in '\(part)', which is not mooring's to write")
    }
  }

  private var prefix: String { folder.isEmpty ? "" : folder + "/" }

  package var lockPath: String { prefix + "mooring.lock" }
  /// Holds what a write prepares, while it is under way.
  var stagingPath: String { prefix + ".mooring" }
  var journalPath: String { stagingPath + "/journal" }

  /// Why a path cannot be that of a generated file; nil where it can.
  func problem(withPath path: String) -> String? {
    guard path.utf8.starts(with: prefix.utf8) else { return "leaves the tree '\(folder)'" }
    let parts = TreePath.parts(of: path)
    guard parts.allSatisfy(TreePath.isName) else {
      return "leaves the tree '\(folder)', or is not a plain path"
    }
    if let part = parts.first(where: TreePath.isProtected) {
      return "lies in '\(part)', which is not mooring's to write"
    }
    let folded = TreePath.folded(path)
    let staging = TreePath.folded(stagingPath)
    if folded == TreePath.folded(lockPath) || folded == staging || folded.hasPrefix(staging + "/") {
      return "is a name that mooring keeps for itself"
    }
    return nil
  }
}

/// The rules for the parts of a path.
enum TreePath {
  /// Between the slashes; a doubled slash gives an empty part.
  static func parts(of path: String) -> [String] {
    var parts: [String] = []
    var rest = path.utf8[...]
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      parts.append(String(rest[..<slash]) ?? "")
      rest = rest[rest.index(after: slash)...]
    }
    // A slash at the end is no part of its own.
    if !rest.isEmpty { parts.append(String(rest) ?? "") }
    return parts
  }

  /// Whether a part can name a file or folder in a tree that is kept in git and in YAML.
  static func isName(_ part: String) -> Bool {
    !part.isEmpty && part != "." && part != ".." && part.utf8.count < 256
      && !part.utf8.contains { $0 < 0x20 || $0 == 0x7f }
  }

  /// Folders of others, on file systems that tell cases apart and on those that do not.
  static func isProtected(_ part: String) -> Bool {
    let part = folded(part)
    return part == "flux-system" || part == ".git"
  }

  /// Equal for paths that a file system may take for the same.
  static func folded(_ path: String) -> String {
    let isLowerCase = path.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5a).contains($0) }
    return isLowerCase ? path : path.lowercased()
  }

  /// What comes before the last slash; empty where there is none.
  static func parent(of path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
  }

  /// What comes after the last slash.
  static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  /// Byte order.
  static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
