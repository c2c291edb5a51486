#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What git says to its hooks, and its users to git, by environment variables. libgit2 reads none of
/// them.
struct GitEnvironment {
  /// The repository itself: set for hooks in worktrees and in bare repositories.
  let repository = variable("GIT_DIR")
  let workTree = variable("GIT_WORK_TREE")
  /// Another index than the repository's: set for the hooks of `commit --all` and `commit FILE`.
  let index = variable("GIT_INDEX_FILE")
  /// Where new objects are: set for the hooks of a server, before it takes what was pushed.
  let objects = variable("GIT_OBJECT_DIRECTORY")
  let otherObjects = variable("GIT_ALTERNATE_OBJECT_DIRECTORIES")

  let userConfiguration = variable("GIT_CONFIG_GLOBAL")
  let systemConfiguration = variable("GIT_CONFIG_SYSTEM")
  let isWithoutSystemConfiguration =
    !["", "0", "false", "no", "off"].contains(variable("GIT_CONFIG_NOSYSTEM") ?? "")

  /// Single settings: of `GIT_CONFIG_COUNT`, and of `git -c`.
  var settings: [(key: String, value: String)] {
    var settings: [(String, String)] = []
    let count = Self.variable("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0
    for number in 0..<max(0, min(count, 1000)) {
      guard let key = Self.variable("GIT_CONFIG_KEY_\(number)") else { continue }
      settings.append((key, Self.variable("GIT_CONFIG_VALUE_\(number)") ?? ""))
    }
    return settings + Self.parameters(Self.variable("GIT_CONFIG_PARAMETERS") ?? "")
  }

  /// `'key'='value'`, or `'key=value'` as older versions write it, parted by spaces; a single quote
  /// in them is `'\''`.
  static func parameters(_ text: String) -> [(key: String, value: String)] {
    var settings: [(String, String)] = []
    for word in words(text) {
      guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
      settings.append(
        (String(word[..<equals]), String(word[word.utf8.index(after: equals)...])))
    }
    return settings
  }

  private static func words(_ text: String) -> [String] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isQuoted = false
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "'") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "\\"), !isQuoted {
        isEscaped = true
      } else if byte == UInt8(ascii: " "), !isQuoted {
        words.append(word)
        word = []
      } else {
        word.append(byte)
      }
    }
    return (words + [word]).filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Nil where it is not set, and where it is empty.
  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
