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
    return node.keys.compactMap { name in
      switch node.member(name) {
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
      return Located(try T.read(node), at: node.place)
    } catch {
      // Whoever writes a tag means it; that tags are refused has been said.
      if node.isTagged { return Located(T.placeholder, .failed) }
      var diagnostic = Diagnostic(
        error.code, error.message, at: node.place, label: error.label, help: error.help)
      // Readers that disagree are worth a warning elsewhere; a field must mean one thing.
      diagnostic.severity = .error
      report.add(diagnostic)
      return Located(T.placeholder, .failed)
    }
  }
}
