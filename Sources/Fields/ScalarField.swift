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
      throw .unquoted(node, expected: grammar)
    }
    return try parse(text)
  }
}

extension FieldProblem {
  static func wrongType(_ node: YAMLNode, expected: String) -> FieldProblem {
    FieldProblem(
      .wrongType, "expected \(expected), found \(node.kindWithArticle)", label: "")
  }

  /// A plain scalar that readers of YAML take for something else than text.
  static func unquoted(_ node: YAMLNode, expected: String) -> FieldProblem {
    let quoted = "\"\(node.text)\""
    guard let ambiguity = node.ambiguity else {
      return FieldProblem(
        .wrongType, "expected \(expected), found \(node.kindWithArticle)",
        help: ["in quotes it is text: \(quoted)"])
    }
    return FieldProblem(
      ambiguity.code, ambiguity.message, label: "expected \(expected)",
      help: [ambiguity.help])
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

extension Bool: ScalarField {
  package static var placeholder: Bool { false }
  package static var grammar: String { "'true' or 'false'" }

  package static func read(_ node: YAMLNode) throws(FieldProblem) -> Bool {
    guard node.kind == .scalar else { throw .wrongType(node, expected: grammar) }
    guard case .bool(let value) = node.scalar else {
      throw FieldProblem(
        .wrongType, "expected \(grammar), found \(node.kindWithArticle)")
    }
    return value
  }
}

extension String: TextField {
  package static var placeholder: String { "" }
  package static var grammar: String { "text" }
  package static func parse(_ text: String) throws(FieldProblem) -> String { text }
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
      .invalidValue, "'\(text)' is not one of \(words.map { "'\($0)'" }.joined(separator: ", "))",
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
