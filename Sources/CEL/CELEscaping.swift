/// How names of properties that are no identifiers are written in expressions: `__dash__` for `-`.
enum CELEscaping {
  private static let signs: [(escaped: String, plain: String)] = [
    ("__underscores__", "__"), ("__dot__", "."), ("__dash__", "-"), ("__slash__", "/"),
  ]
  private static let words: Set<String> = [
    "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function",
    "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
  ]

  /// The property that a name in an expression means.
  static func unescaped(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard bytes.count > 4, contains(bytes) else { return name }
    if bytes.starts(with: "__".utf8), bytes.suffix(2).elementsEqual("__".utf8) {
      let word = String(decoding: bytes[2..<(bytes.count - 2)], as: UTF8.self)
      if words.contains(word) { return word }
    }
    var plain: [UInt8] = []
    var rest = bytes[...]
    outer: while !rest.isEmpty {
      for sign in signs where rest.starts(with: sign.escaped.utf8) {
        plain.append(contentsOf: sign.plain.utf8)
        rest = rest.dropFirst(sign.escaped.utf8.count)
        continue outer
      }
      plain.append(rest.removeFirst())
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Whether two underscores follow each other, as in each escape.
  private static func contains(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "_") && $1 == $0 }
  }
}
