import Values

/// Where the tree lies in the repository, and which of the paths below may be Mooring's.
package struct TreeLocation: Hashable, Sendable {
  /// Relative to the root of the repository; empty where the tree is the whole of it.
  package let folder: String

  /// The folder may be written with `./` before and `/` behind it.
  package init(_ folder: String = "flux") throws(FileTreeError) {
    self.folder = TreePath.parts(of: folder).filter { $0 != "." }.joined(separator: "/")
    switch self.folder.isEmpty ? nil : TreePath.firstProblem(in: self.folder) {
    case nil: return
    case .notAName?:
      throw FileTreeError(path: folder, reason: "is not a folder inside the repository")
    case .protected(let part)?:
      throw FileTreeError(
        path: folder, reason: "lies in '\(part)', which is not mooring's to write")
    }
  }

  private var prefix: String { folder.isEmpty ? "" : folder + "/" }

  /// What names all files of the tree in .gitattributes.
  var pattern: String { "/\(prefix)**" }

  /// The command that makes git look at all files anew, by other attributes.
  var renormalizing: String { "'git add --renormalize \(folder.isEmpty ? "." : folder)'" }

  package var lockPath: String { prefix + "mooring.lock" }
  /// Holds what a write prepares, while it is under way.
  var stagingPath: String { prefix + ".mooring" }
  var journalPath: String { stagingPath + "/journal" }

  /// Why a path cannot be that of a generated file; nil where it can.
  func problem(withPath path: String) -> String? {
    guard path.utf8.starts(with: prefix.utf8) else { return "leaves the tree '\(folder)'" }
    switch TreePath.firstProblem(in: path) {
    case nil: break
    case .notAName?: return "leaves the tree '\(folder)', or is not a plain path"
    case .protected(let part)?: return "lies in '\(part)', which is not mooring's to write"
    }
    // All names that Mooring keeps start so.
    let rest = path.utf8.dropFirst(prefix.utf8.count)
    guard let first = rest.first, first == UInt8(ascii: ".") || first | 0x20 == UInt8(ascii: "m")
    else { return nil }
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

  enum Problem {
    case notAName
    /// A folder of others, on file systems that tell cases apart and on those that do not.
    case protected(String)
  }

  /// Longer paths cannot be opened everywhere.
  private static let mostBytes = 1024

  /// What keeps a path out of a tree that is kept in git and in YAML.
  static func firstProblem(in path: String) -> Problem? {
    if path.utf8.count > mostBytes { return .notAName }
    var path = path
    return path.withUTF8 { bytes in
      var start = 0
      while start <= bytes.count {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
        if let problem = problem(UnsafeBufferPointer(rebasing: bytes[start..<end])) {
          return problem
        }
        start = end + 1
      }
      return nil
    }
  }

  private static func problem(_ part: UnsafeBufferPointer<UInt8>) -> Problem? {
    if part.isEmpty || part.count > 255 || part.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      return .notAName
    }
    if part[0] == UInt8(ascii: ".") {
      if part.count == 1 || part.count == 2 && part[1] == UInt8(ascii: ".") { return .notAName }
      if isProtected(part, ".git") { return .protected(String(decoding: part, as: UTF8.self)) }
    }
    if isProtected(part, "flux-system") {
      return .protected(String(decoding: part, as: UTF8.self))
    }
    return nil
  }

  private static func isProtected(
    _ part: UnsafeBufferPointer<UInt8>, _ name: StaticString
  ) -> Bool {
    // Letters differ from their capitals by one bit, and nothing else in these names has it unset.
    part.count == name.utf8CodeUnitCount
      && part.indices.allSatisfy { part[$0] | 0x20 == name.utf8Start[$0] | 0x20 }
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
    a.precedesInBytes(b)
  }
}
