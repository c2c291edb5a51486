import Sources

/// What a Flux source leaves out of its artifact: patterns as git ignores files, those of Flux first
/// (fluxcd/pkg/sourceignore).
struct IgnorePatterns: Sendable {
  static let fileName = ".sourceignore"

  private struct Pattern: Sendable {
    /// The folder that it holds for, in parts.
    let domain: [String]
    let parts: [[UInt8]]
    let includes: Bool
    let isFolder: Bool
    /// Whether the path has to match from its start on.
    let isPath: Bool
  }

  private var patterns: [Pattern] = []

  private static let builtin = [
    ".git/", ".gitignore", ".gitmodules", ".gitattributes", "*.jpg", "*.jpeg", "*.gif", "*.png",
    "*.wmv", "*.flv", "*.tar.gz", "*.zip", ".github/", ".circleci/", ".travis.yml",
    ".gitlab-ci.yml", "appveyor.yml", ".drone.yml", "cloudbuild.yaml", "codeship-services.yml",
    "codeship-steps.yml", "**/.goreleaser.yml", "**/.sops.yaml", "**/.flux.yaml",
  ]

  init() {
    for text in Self.builtin { add(text, below: []) }
  }

  /// Adds the lines of a `.sourceignore`.
  mutating func add(lines bytes: [UInt8], below folder: String) {
    let domain = SnapshotPath.parts(of: folder)
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == 0x0D }) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("#") || line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      add(text, below: domain)
    }
  }

  private mutating func add(_ text: String, below domain: [String]) {
    var bytes = Array(text.utf8)[...]
    let includes = bytes.first == UInt8(ascii: "!")
    if includes { bytes = bytes.dropFirst() }
    while bytes.last == 0x20 { bytes = bytes.dropLast() }
    let isFolder = bytes.last == UInt8(ascii: "/")
    if isFolder { bytes = bytes.dropLast() }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    patterns.append(
      Pattern(
        domain: domain, parts: parts.map(Array.init), includes: includes, isFolder: isFolder,
        isPath: parts.count > 1))
  }

  /// Whether a file is left out: the last pattern that matches decides.
  func match(_ path: String) -> Bool {
    let parts = SnapshotPath.parts(of: path)
    for pattern in patterns.reversed() where Self.matches(pattern, parts) {
      return !pattern.includes
    }
    return false
  }

  private static func matches(_ pattern: Pattern, _ path: [String]) -> Bool {
    guard path.count > pattern.domain.count, path.starts(with: pattern.domain) else {
      return false
    }
    let path = path[pattern.domain.count...].map { Array($0.utf8) }
    if pattern.isPath { return matches(path: pattern, path) }
    return path.enumerated().contains { index, name in
      glob(pattern.parts[0], name) && !(pattern.isFolder && index == path.count - 1)
    }
  }

  /// A pattern with slashes, from the start of the path on.
  private static func matches(path pattern: Pattern, _ path: [[UInt8]]) -> Bool {
    var rest = path[...]
    var isMatched = false
    var skips = false
    for (index, part) in pattern.parts.enumerated() {
      if part.isEmpty {
        skips = false
        continue
      }
      if part == Array("**".utf8) {
        if index == pattern.parts.count - 1 { break }
        skips = true
        continue
      }
      guard !rest.isEmpty else { return false }
      if skips {
        skips = false
        isMatched = false
        while let name = rest.popFirst() {
          if glob(part, name) {
            isMatched = true
            break
          }
        }
      } else {
        guard let name = rest.popFirst(), glob(part, name) else { return false }
        isMatched = true
      }
    }
    return isMatched && !(pattern.isFolder && rest.isEmpty)
  }

  /// `*`, `?` and classes of characters, as a shell matches one name; in time in proportion to both.
  private static func glob(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var (p, n) = (0, 0)
    var retry: (p: Int, n: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
        retry = (p + 1, n)
        p += 1
        continue
      }
      if p < pattern.count, let next = step(pattern, p, name[n]) {
        p = next
        n += 1
        continue
      }
      guard let last = retry else { return false }
      retry = (last.p, last.n + 1)
      (p, n) = (last.p, last.n + 1)
    }
    return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Where the pattern goes on after one character; nil where that does not match.
  private static func step(_ pattern: [UInt8], _ start: Int, _ byte: UInt8) -> Int? {
    switch pattern[start] {
    case UInt8(ascii: "?"): return start + 1
    case UInt8(ascii: "\\") where start + 1 < pattern.count:
      return pattern[start + 1] == byte ? start + 2 : nil
    case UInt8(ascii: "["):
      guard let end = pattern[(start + 1)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
      var members = pattern[(start + 1)..<end]
      let isNegated = members.first == UInt8(ascii: "^")
      if isNegated { members = members.dropFirst() }
      var isMember = false
      while let low = members.popFirst() {
        var high = low
        if members.first == UInt8(ascii: "-"), members.count > 1 {
          members = members.dropFirst()
          high = members.popFirst() ?? low
        }
        if low <= high, (low...high).contains(byte) { isMember = true }
      }
      return isMember != isNegated ? end + 1 : nil
    default: return pattern[start] == byte ? start + 1 : nil
    }
  }
}
