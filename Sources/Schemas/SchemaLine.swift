import Values

/// A place in a file of schemas, and the words of its line.
struct SchemaLine {
  enum Attribute {
    case word(String)
    case value(keyword: String, JSONValue)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position >= bytes.count || bytes[position] == Self.newline }

  /// The next word; empty at the end of the line.
  mutating func word() -> Substring {
    skipSpaces()
    let start = position
    while !isAtEnd, bytes[position] != Self.space { position += 1 }
    return Substring(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// The next word, or the next keyword with its value; nil at the end of the line.
  mutating func attribute() -> Attribute? {
    skipSpaces()
    let start = position
    while !isAtEnd, bytes[position] != Self.space, bytes[position] != UInt8(ascii: "=") {
      position += 1
    }
    if start == position { return nil }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard !isAtEnd, bytes[position] == UInt8(ascii: "=") else { return .word(name) }
    var reader = JSONReader(bytes, at: position + 1)
    guard let value = reader.value() else { return nil }
    position = reader.position
    return .value(keyword: name, value)
  }

  mutating func skipLine() {
    while !isAtEnd { position += 1 }
    if position < bytes.count { position += 1 }
  }

  mutating func skip(_ count: Int) { position += count }

  /// Whether a line begins here that is indented by so many spaces.
  func isIndented(by depth: Int) -> Bool {
    guard position + depth < bytes.count else { return false }
    for offset in 0..<depth where bytes[position + offset] != Self.space { return false }
    return true
  }

  /// The word `kind` or `type` of the next line that begins a block.
  mutating func blockKeyword() -> Substring? {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "k") || bytes[position] == UInt8(ascii: "t") {
        return word()
      }
      skipLine()
    }
    return nil
  }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position] == Self.space { position += 1 }
  }
}
