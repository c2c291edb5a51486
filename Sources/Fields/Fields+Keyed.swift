import Diagnostics
import Values
import YAML

/// A value under a key that means something.
package struct Keyed<Key, Value> {
  package let key: Key
  /// Where the key is written, in the strongest layer.
  package let place: Place
  package let value: Value
}

extension Keyed: Sendable where Key: Sendable, Value: Sendable {}

extension Fields {
  /// Scalars by keys with a grammar of their own; sorted by key.
  package mutating func keyed<Key: TextField, Value: ScalarField>(
    _ key: String, by name: Key.Type, _ type: Value.Type, _ purpose: String
  ) -> [Keyed<Key, Located<Value>>] {
    entries(key, holding: Value.grammar, purpose) { $0.scalar($1.top.node) }
  }

  /// Scalars, or lists of them, by keys with a grammar of their own; sorted by key.
  package mutating func keyedLists<Key: TextField, Value: ScalarField>(
    _ key: String, by name: Key.Type, _ type: Value.Type, _ purpose: String
  ) -> [Keyed<Key, [Located<Value>]>] {
    entries(key, holding: "\(Value.grammar), or a list of them", purpose) { fields, member in
      let node = member.top.node
      guard node.kind == .sequence else { return [fields.scalar(node)] }
      if node.count == 0 {
        fields.report.add(
          Diagnostic(
            .emptyValue, "an empty list", at: node.place, help: ["give it \(Value.grammar)"]))
      }
      return node.elements.map { fields.scalar($0) }
    }
  }

  /// Mappings by keys with a grammar of their own; sorted by key.
  package mutating func keyed<Key: TextField, Value: Described>(
    _ key: String, by name: Key.Type, _ type: Value.Type, _ purpose: String
  ) -> [Keyed<Key, Value>] {
    // Those of `named`, whose names are taken apart.
    named(key, by: Key.self, Value.self, purpose).compactMap { entry in
      (try? Key.parse(entry.name)).map {
        Keyed(key: $0, place: entry.place, value: entry.value)
      }
    }
  }

  private mutating func entries<Key: TextField, Value>(
    _ key: String, holding grammar: @autoclosure () -> String, _ purpose: String,
    _ read: (Fields, LayeredNode) -> Value
  ) -> [Keyed<Key, Value>] {
    let holds = { "by \(Key.grammar)" }
    declare(key, "\(grammar()), \(holds())", .optional, purpose)
    let help = "write each with a colon and its value: 'NAME: VALUE'"
    guard let node = mappingNode(key, help: help) else { return [] }
    return node.members.compactMap { name, member in
      switch member {
      case .absent, .removed: return nil
      case .empty(let written):
        reportEmpty(name, written, help: "give it a value, or write 'null' to remove it")
        return nil
      case .present(let member):
        // A key that is no text is refused by the reader of YAML.
        guard let written = member.top.key, written.isTextKey else { return nil }
        let checked: Located<Key> = scalar(written)
        guard checked.isKnown else { return nil }
        return Keyed(key: checked.value, place: written.place, value: read(self, member))
      }
    }
  }
}
