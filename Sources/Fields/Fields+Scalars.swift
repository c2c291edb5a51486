import Diagnostics
import YAML

extension Fields {
  /// A scalar that has to be written.
  package mutating func required<T: ScalarField>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> Located<T> {
    declare(key, T.grammar, .required, purpose)
    guard let node = requiredNode(key, holds: T.grammar) else {
      return Located(T.placeholder, .failed)
    }
    return scalar(node.top.node)
  }

  /// A scalar that may be left out.
  package mutating func optional<T: ScalarField>(
    _ key: String, _ type: T.Type, _ purpose: String
  ) -> Located<T>? {
    declare(key, T.grammar, .optional, purpose)
    return node(key).map { scalar($0.top.node) }
  }

  /// A scalar with a default, shown in the documentation as `shown`.
  package mutating func optional<T: ScalarField>(
    _ key: String, _ type: T.Type, default value: T, shown: String, _ purpose: String
  ) -> Located<T> {
    declare(key, T.grammar, .assumed(shown), purpose)
    return node(key).map { scalar($0.top.node) } ?? Located(value, .assumed)
  }

  /// One scalar, or a list of some.
  package mutating func oneOrMore<T: ScalarField>(
    _ key: String, _ type: T.Type, required: Bool, _ purpose: String
  ) -> [Located<T>] {
    let holds = { "\(T.grammar), or a list of them" }
    declare(key, holds(), required ? .required : .optional, purpose)
    let found = required ? requiredNode(key, holds: holds()) : node(key)
    guard let node = found?.top.node else { return [] }
    guard node.kind == .sequence else { return [scalar(node)] }
    if node.count == 0 {
      report.add(
        Diagnostic(
          .emptyValue, "'\(key)' is an empty list", at: node.place, help: ["give it \(T.grammar)"]))
    }
    return node.elements.map { scalar($0) }
  }

  /// Text by names that the user chooses, such as labels.
  package mutating func texts(_ key: String, _ purpose: String) -> [(
    key: String, value: Located<String>
  )] {
    declare(key, "a mapping of text to text", .optional, purpose)
    guard let node = mappingNode(key) else { return [] }
    return node.members.compactMap { name, member in
      switch member {
      case .absent, .removed: return nil
      case .present(let member): return (name, scalar(member.top.node))
      case .empty(let written):
        reportEmpty(name, written, help: "give it a text; an empty one is \"\"")
        return nil
      }
    }
  }

  func scalar<T: ScalarField>(_ node: YAMLNode) -> Located<T> {
    // An alias that stands for nothing, which has been said.
    if node.isNull, node.text.isEmpty, !node.place.range.isEmpty {
      return Located(T.placeholder, .failed)
    }
    do throws(FieldProblem) {
      let value = try T.read(node)
      if let problem = FieldProblem(readDifferently: node) { throw problem }
      return Located(value, at: node.place)
    } catch {
      // Whoever writes a tag means it; that tags are refused has been said.
      if node.isTagged || node.hasRefusedKey { return Located(T.placeholder, .failed) }
      var diagnostic = Diagnostic(
        error.code, error.message, at: node.place, label: error.label,
        notes: LookAlike.notes(on: node.text), help: error.help)
      if node.text.utf8.count < Self.longestExpression, node.text.contains("${") {
        diagnostic.help = ["variables are not replaced in a description: write what it stands for"]
      }
      // Readers that disagree are worth a warning elsewhere; a field must mean one thing.
      diagnostic.severity = .error
      report.add(diagnostic)
      return Located(T.placeholder, .failed)
    }
  }

  /// In bytes: longer ones are no text with a variable in it.
  private static let longestExpression = 1024
}

extension FieldProblem {
  /// A value that could be read, and is another one to other readers of YAML, or to its writer: the
  /// octal number 030143, or an item whose dash is none.
  fileprivate init?(readDifferently node: YAMLNode) {
    guard node.kind == .scalar, node.style == .plain else { return nil }
    if let ambiguity = node.ambiguity, ambiguity.readersDisagree {
      // A text would have been refused already: what stands here is a number.
      self.init(
        ambiguity.code, ambiguity.message, help: ["write the number in plain decimal digits"])
    } else if let sign = LookAlike.dash(before: node.text) {
      self.init(
        .invalidValue, "the text starts with \(sign.name), which is no '-' of a list",
        help: ["start an item with '- '; put a text that starts with this character in quotes"])
    } else {
      return nil
    }
  }
}
