import Values
import YAML

/// The variables that a Flux Kustomization puts into what it applies.
struct Variables {
  /// Values without line breaks, which Flux takes out.
  var known: [String: String] = [:]
  /// Defined by something of which the values cannot be read.
  var hidden: Set<String> = []
  /// Whether there may be others.
  var isWhole = true

  /// Whether Flux replaces anything: with no variable at all it leaves everything as it is, even
  /// what has a default.
  var isEmpty: Bool { known.isEmpty && hidden.isEmpty && isWhole }

  var names: [String] { known.keys.sorted() + hidden.sorted() }

  mutating func define(_ name: String, _ value: String) {
    hidden.remove(name)
    known[name] = String(decoding: value.utf8.filter { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  mutating func define(hidden name: String) {
    known[name] = nil
    hidden.insert(name)
  }
}

/// Replaces variables in texts as Flux does (envsubst of fluxcd/pkg, which reads a part of what a
/// shell does).
struct Substitution {
  enum Problem: Hashable {
    /// No variable has the name.
    case undefined(String)
    /// Flux cannot read what follows a `${`, and refuses the object.
    case malformed(String)
  }

  let variables: Variables
  /// In the order in which they were met.
  private(set) var problems: [Problem] = []
  /// Whether a text depends on what cannot be read: such a text stays as it is.
  private(set) var isUncertain = false

  private static let deepest = 16

  init(_ variables: Variables) { self.variables = variables }

  /// A text with its variables replaced; nil where it stays as it is.
  mutating func replaced(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "$")) else { return nil }
    var scanner = Scanner(bytes: bytes)
    var result: [UInt8] = []
    let before = isUncertain
    isUncertain = false
    defer { isUncertain = isUncertain || before }
    while let byte = scanner.next {
      if byte == UInt8(ascii: "$"), scanner.following == UInt8(ascii: "$") {
        result.append(byte)
        scanner.position += 2
      } else if byte == UInt8(ascii: "$"), scanner.following == UInt8(ascii: "{") {
        let start = scanner.position
        scanner.position += 2
        guard let value = expression(&scanner, depth: 0) else {
          problems.append(.malformed(Self.excerpt(bytes[start...])))
          return nil
        }
        result += value
      } else {
        result.append(byte)
        scanner.position += 1
      }
    }
    if isUncertain { return nil }
    let new = String(decoding: result, as: UTF8.self)
    return new == text ? nil : new
  }

  /// What stands between `${` and `}`; nil where Flux cannot read it.
  private mutating func expression(_ scanner: inout Scanner, depth: Int) -> [UInt8]? {
    guard depth < Self.deepest else { return nil }
    let isLength = scanner.take(UInt8(ascii: "#"))
    let name = scanner.name()
    guard !name.isEmpty, let byte = scanner.next else { return nil }
    if byte == UInt8(ascii: "}") {
      scanner.position += 1
      let value = value(of: name)
      return isLength ? Array(String(value.count).utf8) : value
    }
    if isLength { return nil }
    switch byte {
    case UInt8(ascii: ":"):
      if let sign = scanner.following, "=-?+".utf8.contains(sign) {
        scanner.position += 2
        return fallback(of: name, &scanner, depth: depth)
      }
      scanner.position += 1
      return changed(name, &scanner, depth: depth)
    case UInt8(ascii: "="):
      scanner.position += 1
      return fallback(of: name, &scanner, depth: depth)
    case UInt8(ascii: ","), UInt8(ascii: "^"):
      return recased(name, byte, &scanner)
    case UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "%"):
      scanner.position += 1
      return changed(name, &scanner, depth: depth)
    default: return nil
    }
  }

  /// Flux treats all four signs alike: the rest is taken where the variable is empty.
  private mutating func fallback(
    of name: String, _ scanner: inout Scanner, depth: Int
  ) -> [UInt8]? {
    let isKnown = variables.known[name] != nil || variables.isWhole
    let value = variables.known[name].map { Array($0.utf8) } ?? []
    if variables.hidden.contains(name) || !isKnown { isUncertain = true }
    var rest: [UInt8] = []
    while let byte = scanner.next {
      if byte == UInt8(ascii: "}") {
        scanner.position += 1
        return value.isEmpty ? rest : value
      }
      if byte == UInt8(ascii: "$"), scanner.following == UInt8(ascii: "{") {
        scanner.position += 2
        guard let inner = expression(&scanner, depth: depth + 1) else { return nil }
        rest += inner
      } else {
        rest.append(byte)
        scanner.position += 1
      }
    }
    return nil
  }

  /// `${name:1:2}`, `${name/a/b}`, `${name#a}`, `${name%a}`: rare, so that what comes of a known
  /// value is left open.
  private mutating func changed(
    _ name: String, _ scanner: inout Scanner, depth: Int
  ) -> [UInt8]? {
    _ = value(of: name)
    isUncertain = true
    while let byte = scanner.next {
      scanner.position += 1
      if byte == UInt8(ascii: "}") { return [] }
      if byte == UInt8(ascii: "$"), scanner.take(UInt8(ascii: "{")) {
        guard expression(&scanner, depth: depth + 1) != nil else { return nil }
      }
    }
    return nil
  }

  private mutating func recased(
    _ name: String, _ sign: UInt8, _ scanner: inout Scanner
  ) -> [UInt8]? {
    scanner.position += 1
    let isWhole = scanner.take(sign)
    guard scanner.take(UInt8(ascii: "}")) else { return nil }
    let text = String(decoding: value(of: name), as: UTF8.self)
    let isUpper = sign == UInt8(ascii: "^")
    let changed = isWhole ? text[...] : text.prefix(1)
    let rest = text.dropFirst(isWhole ? text.count : 1)
    return Array(((isUpper ? changed.uppercased() : changed.lowercased()) + rest).utf8)
  }

  private mutating func value(of name: String) -> [UInt8] {
    if let value = variables.known[name] { return Array(value.utf8) }
    if variables.isWhole, !variables.hidden.contains(name) { problems.append(.undefined(name)) }
    // The text stays as it is, so that rules see that it is not known.
    isUncertain = true
    return []
  }

  private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }.prefix(24), as: UTF8.self)
  }
}

/// A position in a text.
private struct Scanner {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }
  var following: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Letters, digits and `_`.
  mutating func name() -> String {
    let start = position
    while let byte = next, byte.isNamePart { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isNamePart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    // Letters beyond ASCII are letters too.
    default: self >= 0x80
    }
  }
}
