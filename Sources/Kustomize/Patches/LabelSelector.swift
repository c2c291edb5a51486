/// A selector of labels as text: `app=web,tier in (front, back),!canary`.
struct LabelSelector: Sendable {
  private enum Requirement: Sendable {
    case exists(String)
    case absent(String)
    case within(String, Set<String>)
    case notWithin(String, Set<String>)
    case greater(String, Int)
    case less(String, Int)
  }

  private let requirements: [Requirement]

  /// nil where the text is no selector.
  init?(_ text: String) {
    var tokens = Self.tokens(of: text)[...]
    var requirements: [Requirement] = []
    while !tokens.isEmpty {
      guard let requirement = Self.requirement(&tokens) else { return nil }
      requirements.append(requirement)
      guard let separator = tokens.popFirst() else { break }
      if separator != "," || tokens.isEmpty { return nil }
    }
    self.requirements = requirements
  }

  func selects(_ label: (String) -> String?) -> Bool {
    requirements.allSatisfy { requirement in
      switch requirement {
      case .exists(let key): label(key) != nil
      case .absent(let key): label(key) == nil
      case .within(let key, let values): label(key).map(values.contains) ?? false
      case .notWithin(let key, let values): label(key).map { !values.contains($0) } ?? true
      case .greater(let key, let bound): label(key).flatMap { Int($0) }.map { $0 > bound } ?? false
      case .less(let key, let bound): label(key).flatMap { Int($0) }.map { $0 < bound } ?? false
      }
    }
  }

  private static let signs: Set<String> = ["!", "=", "==", "!=", ",", "(", ")", "<", ">"]

  private static func requirement(_ tokens: inout ArraySlice<String>) -> Requirement? {
    guard let first = tokens.popFirst() else { return nil }
    if first == "!" {
      guard let key = tokens.popFirst(), !signs.contains(key) else { return nil }
      return .absent(key)
    }
    if signs.contains(first) { return nil }
    guard let sign = tokens.first, sign != "," else { return .exists(first) }
    tokens.removeFirst()
    switch sign {
    case "=", "==", "!=":
      // The value may be empty.
      var value = ""
      if let next = tokens.first, !signs.contains(next) {
        value = next
        tokens.removeFirst()
      }
      return sign == "!=" ? .notWithin(first, [value]) : .within(first, [value])
    case "in", "notin":
      guard let values = list(&tokens) else { return nil }
      return sign == "in" ? .within(first, values) : .notWithin(first, values)
    case "<", ">":
      guard let bound = tokens.popFirst().flatMap({ Int($0) }) else { return nil }
      return sign == ">" ? .greater(first, bound) : .less(first, bound)
    default: return nil
    }
  }

  private static func list(_ tokens: inout ArraySlice<String>) -> Set<String>? {
    guard tokens.popFirst() == "(" else { return nil }
    var values: Set<String> = []
    while let token = tokens.popFirst() {
      switch token {
      case ")": return values.isEmpty ? nil : values
      case ",": continue
      default:
        if signs.contains(token) { return nil }
        values.insert(token)
      }
    }
    return nil
  }

  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var word: [UInt8] = []
    func isSign(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "=") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: ",")
        || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">")
    }
    let bytes = Array(text.utf8)
    var index = 0
    func endWord() {
      if word.isEmpty { return }
      tokens.append(String(decoding: word, as: UTF8.self))
      word = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n") {
        endWord()
      } else if (byte == UInt8(ascii: "=") || byte == UInt8(ascii: "!"))
        && next == UInt8(ascii: "=")
      {
        endWord()
        tokens.append(byte == UInt8(ascii: "=") ? "==" : "!=")
        index += 1
      } else if isSign(byte) {
        endWord()
        tokens.append(String(decoding: [byte], as: UTF8.self))
      } else {
        word.append(byte)
      }
      index += 1
    }
    endWord()
    return tokens
  }
}
