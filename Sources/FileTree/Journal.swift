import Cryptography
import Diagnostics

/// What a write is about to do, so that it can be undone by whoever finds it half done.
struct Journal: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    /// A folder was not there.
    case folder(String)
    /// A file of this digest is removed.
    case remove(String, old: Digest)
    /// A file of the old digest is replaced by one of the new digest.
    case update(String, old: Digest, new: Digest)
    /// A file of this digest comes where there was none.
    case create(String, new: Digest)

    var path: String {
      switch self {
      case .folder(let path), .remove(let path, _), .update(let path, _, _), .create(let path, _):
        path
      }
    }
  }

  /// In the order in which they are taken. What belongs to a step is kept in the staging folder
  /// under its number.
  var steps: [Step]

  static func newName(_ index: Int) -> String { "\(index).new" }
  static func oldName(_ index: Int) -> String { "\(index).old" }

  private static let firstLine = "mooring journal 1"
  private static let lastLine = "end"
}

extension Journal {
  /// One line for each step: its kind, its digests and its path.
  var bytes: [UInt8] {
    var text = Self.firstLine + "\n"
    for step in steps {
      switch step {
      case .folder(let path): text += "folder " + path
      case .remove(let path, let old): text += "remove " + old.hex + " " + path
      case .update(let path, let old, let new):
        text += "update " + old.hex + " " + new.hex + " " + path
      case .create(let path, let new): text += "create " + new.hex + " " + path
      }
      text += "\n"
    }
    return Array((text + Self.lastLine + "\n").utf8)
  }

  /// Nil where the bytes are not a whole journal.
  init?(_ bytes: [UInt8]) {
    var lines: [String] = []
    for range in Lines(of: bytes).ranges {
      guard let line = String(validating: bytes[range], as: UTF8.self) else { return nil }
      lines.append(line)
    }
    guard lines.count >= 2, lines.first == Self.firstLine, lines.last == Self.lastLine else {
      return nil
    }
    steps = []
    for line in lines[1..<(lines.count - 1)] {
      guard let step = Step(line) else { return nil }
      steps.append(step)
    }
  }
}

extension Journal.Step {
  fileprivate init?(_ line: String) {
    var rest = line.utf8[...]
    func word() -> String? {
      guard let space = rest.firstIndex(of: UInt8(ascii: " ")) else { return nil }
      defer { rest = rest[rest.index(after: space)...] }
      return String(rest[..<space])
    }
    func digest() -> Digest? { word().flatMap { Digest(hex: $0) } }

    switch word() {
    case "folder": self = .folder(String(rest) ?? "")
    case "remove":
      guard let old = digest() else { return nil }
      self = .remove(String(rest) ?? "", old: old)
    case "update":
      guard let old = digest(), let new = digest() else { return nil }
      self = .update(String(rest) ?? "", old: old, new: new)
    case "create":
      guard let new = digest() else { return nil }
      self = .create(String(rest) ?? "", new: new)
    default: return nil
    }
    if path.isEmpty { return nil }
  }
}
