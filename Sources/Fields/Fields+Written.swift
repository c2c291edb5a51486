import Diagnostics
import Values
import YAML

/// A value of any kind as one layer writes it, `null` and all: nothing of it is merged.
package struct WrittenValue: Sendable {
  package let value: JSONValue
  /// Where it is written.
  package let place: Place
  /// Where each value that is no mapping is written, and each empty mapping.
  package private(set) var places: [JSONPointer: Place] = [:]

  fileprivate init(_ node: YAMLNode) {
    value = node.value.withSortedKeys
    place = node.place
    collect(node, JSONPointer())
  }

  private mutating func collect(_ node: YAMLNode, _ pointer: JSONPointer) {
    guard node.kind == .mapping, node.count > 0 else {
      places[pointer] = node.place
      return
    }
    for (key, value) in node.entries { collect(value, pointer.appending(key.text)) }
  }
}

extension Fields {
  /// A mapping that is taken as it is written, with its nulls.
  package mutating func writtenMapping(_ key: String, _ purpose: String) -> WrittenValue? {
    declare(key, "a mapping", .optional, purpose)
    return mappingNode(key).map { written($0.top.node) }
  }

  /// A value of any kind, also null, that is taken as it is written.
  package mutating func writtenValue(_ key: String, _ purpose: String) -> WrittenValue? {
    declare(key, "any value", .optional, purpose)
    guard case .decode(let parent) = mode else { return nil }
    switch parent.member(key) {
    case .absent: return nil
    case .present(let member): return written(member.top.node)
    case .removed(let null): return written(null.node)
    case .empty(let empty):
      reportEmpty(key, empty, help: "give it a value; nothing at all is written 'null'")
      return nil
    }
  }

  private func written(_ node: YAMLNode) -> WrittenValue {
    for problem in ambiguities(in: node) { report.add(problem) }
    return WrittenValue(node)
  }
}
