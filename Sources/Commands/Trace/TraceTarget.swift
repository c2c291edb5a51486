#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file of the repository, and a line of it where one is asked for.
struct TraceTarget {
  /// From the root.
  let path: String
  let line: Int?

  init(path: String, line: Int? = nil) {
    self.path = path
    self.line = line
  }

  var text: String { line.map { "\(path):\($0)" } ?? path }

  /// Takes `FILE`, `FILE:LINE` and, as compilers print it, `FILE:LINE:COLUMN`; the file relative to
  /// the current folder, relative to the root, or absolute. A path may hold colons of its own.
  ///
  /// - Parameter isThere: Whether anything is known of a path from the root.
  init(
    _ text: String, root: String, isThere: (String) -> Bool
  ) throws(CommandError) {
    let readings = Self.readings(of: text)
    let folders = Folders(root: root)
    for (words, line) in readings {
      for path in folders.paths(words) where isThere(path) {
        self.init(path: path, line: line)
        return
      }
    }
    // Of what is not there it is said so later, and by the name that was meant.
    guard let (words, line) = readings.last, let path = folders.paths(words).first else {
      throw CommandError(
        "'\(text)' lies outside the repository",
        help: "name a file below the folder that holds 'clusters/'")
    }
    self.init(path: path, line: line)
  }

  /// The longest path first.
  private static func readings(of text: String) -> [(words: String, line: Int?)] {
    var text = text
    var readings: [(words: String, line: Int?)] = [(text, nil)]
    if text.utf8.last == UInt8(ascii: ":") { text.removeLast() }
    for _ in 0..<2 {
      guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), colon != text.startIndex else {
        break
      }
      let digits = text[text.utf8.index(after: colon)...]
      let areDigits = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }
      guard areDigits, !digits.isEmpty else { break }
      text = String(text[..<colon])
      // No file has as many lines as a number can be too large.
      readings.append((text, Int(digits) ?? Int.max))
    }
    return readings
  }
}

/// From where paths are meant.
private struct Folders {
  /// Without links; nil where it cannot be found out.
  private let root: String?
  /// The path of the current folder from the root, in its parts; nil where it lies elsewhere.
  private let here: [String]?

  init(root: String) {
    self.root = Self.resolved(root)
    here = self.root.flatMap { root in
      Self.resolved(".").flatMap { Self.parts(of: $0, below: root) }
    }
  }

  /// What the words may mean, from the root: as seen from the current folder first.
  func paths(_ words: String) -> [String] {
    if words.utf8.first == UInt8(ascii: "/") {
      guard let root, let parts = Self.parts(of: Self.existing(words), below: root) else {
        return []
      }
      return [parts.joined(separator: "/")]
    }
    let meant = [here, []].compactMap(\.self).compactMap { Self.joined($0, words) }
    return meant.first == meant.last ? Array(meant.prefix(1)) : meant
  }

  /// Nil for what lies above the root.
  private static func joined(_ folder: [String], _ words: String) -> String? {
    var parts = folder
    for part in words.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }

  /// Without links, as far as there is something: a revision may hold what the disk does not.
  private static func existing(_ path: String) -> String {
    var parts = path.split(separator: "/").map(String.init)
    var rest: [String] = []
    while let last = parts.popLast() {
      rest.insert(last, at: 0)
      // The last name itself may be a link of the tree.
      if let folder = resolved("/" + parts.joined(separator: "/")) {
        return joined(folder.split(separator: "/").map(String.init), rest.joined(separator: "/"))
          .map { "/\($0)" } ?? path
      }
    }
    return path
  }

  private static func parts(of path: String, below root: String) -> [String]? {
    let (path, root) = (path.split(separator: "/"), root.split(separator: "/"))
    return path.starts(with: root) ? path.dropFirst(root.count).map(String.init) : nil
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
