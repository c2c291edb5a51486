import Diagnostics
import Values
import YAML

/// A type that one scalar of the description decodes to.
package protocol ScalarField: Sendable {
  /// Stands for a value that could not be decoded; nothing is ever concluded from it.
  static var placeholder: Self { get }
  /// What a reader has to write, as a noun with its article: `a CIDR block such as '10.244.0.0/16'`.
  static var grammar: String { get }
  /// The only words accepted, where there are only some.
  static var words: [String] { get }

  static func read(_ node: YAMLNode) throws(FieldProblem) -> Self
}

/// Why a scalar is not what its field asks for.
package struct FieldProblem: Error, Sendable {
  package var code: Code
  package var message: String
  package var label: String
  package var help: [String]

  package init(_ code: Code, _ message: String, label: String = "", help: [String] = []) {
    self.code = code
    self.message = message
    self.label = label
    self.help = help
  }
}

extension ScalarField {
  package static var words: [String] { [] }
}

/// A scalar that is text: everything but booleans and numbers.
package protocol TextField: ScalarField {
  static func parse(_ text: String) throws(FieldProblem) -> Self
}

extension TextField {
  package static func read(_ node: YAMLNode) throws(FieldProblem) -> Self {
    guard node.kind == .scalar else { throw .wrongType(node, expected: grammar) }
    guard case .string(let text) = node.scalar, node.ambiguity == nil else {
      throw unquoted(node)
    }
    return try parse(text)
  }

  /// A plain scalar that readers of YAML take for something else than text.
  private static func unquoted(_ node: YAMLNode) -> FieldProblem {
    // Quotes help only where the text is what the field takes.
    let isFitting = (try? parse(node.text)) != nil
    let quotes = isFitting ? ["write it in quotes: \"\(node.text)\""] : []
    let help = node.isNull && !isFitting ? ["give it a value, or remove it"] : quotes
    guard let ambiguity = node.ambiguity else {
      return FieldProblem(
        .wrongType, "expected \(grammar), found \(node.kindWithArticle)", help: help)
    }
    let message = node.isNull ? "there is no value here" : ambiguity.message
    return FieldProblem(ambiguity.code, message, label: "expected \(grammar)", help: help)
  }
}

extension FieldProblem {
  static func wrongType(_ node: YAMLNode, expected: String) -> FieldProblem {
    FieldProblem(
      .wrongType, "expected \(expected), found \(node.kindWithArticle)", label: "")
  }
}

extension YAMLNode {
  /// What the node is, for a message: `a mapping`, `an integer`, `nothing`.
  package var kindWithArticle: String {
    switch kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .scalar:
      switch scalar {
      case .null: return "nothing"
      case .bool: return "a boolean"
      case .integer: return "an integer"
      case .number: return "a number"
      default: return "text"
      }
    }
  }
}

extension YAMLNode {
  /// Whether the node may be the name of something; the reader of YAML refuses all other keys, and
  /// the key of a merge.
  var isTextKey: Bool {
    guard kind == .scalar, case .string = scalar else { return false }
    return text != "<<"
  }

  /// Whether a mapping has a key that is none, as `{{ name }}` has, which has been said.
  var hasRefusedKey: Bool { entries.contains { key, _ in key.kind != .scalar } }

  /// Whether a tag such as `!!str` stands before the node.
  var isTagged: Bool {
    let bytes = file.bytes[..<min(place.range.lowerBound, file.bytes.count)]
    guard let end = bytes.lastIndex(where: { $0 != UInt8(ascii: " ") }) else { return false }
    let word = bytes[...end].lastIndex { $0 <= UInt8(ascii: " ") }.map { $0 + 1 } ?? 0
    return word < bytes.endIndex && bytes[word] == UInt8(ascii: "!")
  }
}

extension Bool: ScalarField {
  package static var placeholder: Bool { false }
  package static var grammar: String { "'true' or 'false'" }

  package static func read(_ node: YAMLNode) throws(FieldProblem) -> Bool {
    guard node.kind == .scalar else { throw .wrongType(node, expected: grammar) }
    guard case .bool(let value) = node.scalar else {
      throw FieldProblem(
        .wrongType, "expected \(grammar), found \(node.kindWithArticle)",
        help: meant(by: node.text).map { ["write '\($0)', without quotes"] } ?? [])
    }
    return value
  }

  /// What a word says that is a boolean in older YAML, or in quotes.
  private static func meant(by word: String) -> Bool? {
    switch word.lowercased() {
    case "true", "yes", "y", "on": true
    case "false", "no", "n", "off": false
    default: nil
    }
  }
}

extension String: TextField {
  package static var placeholder: String { "" }
  package static var grammar: String { "text" }

  package static func parse(_ text: String) throws(FieldProblem) -> String {
    // What is read here is written again, and these cannot be, not even as an escape.
    guard let refused = text.unicodeScalars.first(where: { (0x7f...0x9f).contains($0.value) })
    else { return text }
    let number = String(refused.value, radix: 16, uppercase: true)
    throw FieldProblem(
      .invalidValue, "the text holds the character U+00\(number)",
      label: "YAML readers refuse it, or take it for the end of a line",
      help: ["leave the character out"])
  }
}

/// A scalar that is one of some words.
package protocol WordField: TextField, CaseIterable, RawRepresentable where RawValue == String {}

extension WordField {
  package static var placeholder: Self {
    guard let first = allCases.first else { preconditionFailure("a choice of words has one") }
    return first
  }

  package static var words: [String] { allCases.map(\.rawValue) }

  package static var grammar: String { words.map { "'\($0)'" }.joinedAsAlternatives() }

  package static func parse(_ text: String) throws(FieldProblem) -> Self {
    if let word = Self(rawValue: text) { return word }
    throw FieldProblem(
      .invalidValue, "'\(text)' is not \(grammar)",
      help: closest(to: text, among: words).map { ["the nearest name is '\($0)'"] } ?? [])
  }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  package func joinedAsAlternatives() -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}

extension Code {
  package static let wrongType = Code(
    "wrong-type", .error, "a field holds another kind of value than it takes")
  package static let invalidValue = Code(
    "invalid-value", .error, "a field holds a value that it does not take")
}
