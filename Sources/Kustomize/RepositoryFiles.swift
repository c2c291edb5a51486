import Diagnostics
import Sources
import Values
import YAML

/// The files of a repository as a Flux source holds them, each read and parsed once.
struct RepositoryFiles: Sendable {
  private let snapshot: any Snapshot
  private let limits: KustomizeLimits
  /// In byte order, without what the source leaves out.
  let paths: [String]
  private let known: Set<String>
  private let folders: Set<String>
  private let ignored: IgnorePatterns
  private var parsed: [String: YAMLFile] = [:]
  private var filesLeft: Int
  private var bytesLeft: Int
  /// Whether a file was left unread because of the limits.
  private(set) var isExhausted = false

  init(_ snapshot: any Snapshot, _ limits: KustomizeLimits) {
    self.snapshot = snapshot
    self.limits = limits
    let all = (try? snapshot.files(below: "")) ?? []
    var ignored = IgnorePatterns()
    for path in all where path == IgnorePatterns.fileName || path.hasSuffix("/.sourceignore") {
      let bytes = (try? snapshot.bytes(of: path)) ?? nil
      ignored.add(
        lines: bytes ?? [], below: String(path.dropLast(IgnorePatterns.fileName.utf8.count)))
    }
    self.ignored = ignored
    paths = all.filter { !ignored.match($0) }
    known = Set(paths)
    var folders: Set<String> = [""]
    for path in paths {
      var end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      while let slash = end {
        let folder = path[..<slash]
        if !folders.insert(String(folder)).inserted { break }
        end = folder.utf8.lastIndex(of: UInt8(ascii: "/"))
      }
    }
    self.folders = folders
    filesLeft = limits.files
    bytesLeft = limits.bytes
  }

  func isFile(_ path: String) -> Bool {
    known.contains(path) || (Self.isHidden(path) && bytesOfHidden(path) != nil)
  }

  func isFolder(_ path: String) -> Bool {
    folders.contains(path)
      || (Self.isHidden(path) && !((try? snapshot.files(below: path)) ?? []).isEmpty)
  }

  /// Whether a walk leaves it out, for a name that begins with a dot: it is there for whoever names it.
  private static func isHidden(_ path: String) -> Bool {
    SnapshotPath.parts(of: path).contains { $0.utf8.first == UInt8(ascii: ".") }
  }

  private func bytesOfHidden(_ path: String) -> [UInt8]? {
    ignored.match(path) ? nil : (try? snapshot.bytes(of: path)) ?? nil
  }

  /// Whether there is a file or folder, but the source leaves it out.
  func isLeftOut(_ path: String) -> Bool {
    guard !isFile(path), !isFolder(path) else { return false }
    return ((try? snapshot.bytes(of: path)) ?? nil) != nil && ignored.match(path)
  }

  /// The files of a folder and of those in it.
  func paths(below folder: String) -> ArraySlice<String> {
    if folder.isEmpty { return paths[...] }
    let prefix = folder + "/"
    let start = paths.firstPosition { !$0.precedesInBytes(prefix) }
    let end = paths[start...].firstIndex { !$0.hasPrefix(prefix) } ?? paths.endIndex
    return paths[start..<end]
  }

  /// A file's bytes; nil where there is none, or none may be read any more.
  mutating func bytes(of path: String) -> [UInt8]? {
    guard isFile(path), let bytes = (try? snapshot.bytes(of: path)) ?? nil else { return nil }
    guard filesLeft > 0, bytes.count <= min(bytesLeft, limits.bytesOfFile) else {
      isExhausted = true
      return nil
    }
    filesLeft -= 1
    bytesLeft -= bytes.count
    return bytes
  }

  mutating func yaml(_ path: String) -> YAMLFile? {
    if let file = parsed[path] { return file }
    guard let bytes = bytes(of: path) else { return nil }
    let file = YAMLFile(path: path, bytes: bytes)
    parsed[path] = file
    return file
  }
}

extension [String] {
  /// The first position from which on a condition holds; it does not hold before.
  fileprivate func firstPosition(where condition: (String) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
