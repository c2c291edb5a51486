import Diagnostics
import Values
import YAML

/// A mapping that is passed on as it is: its fields are somebody else's, such as a chart's.
///
/// Layers merge as everywhere: mappings key by key, `null` removes, everything else replaces.
package struct FreeValue: Sendable {
  package private(set) var value: JSONObject = [:]
  /// Where the mapping is written: its key in the strongest layer.
  package let place: Place
  /// Where each key is written, in the strongest layer; elements of lists have none.
  package private(set) var keys: [JSONPointer: Place] = [:]
  /// Where each value that is no mapping is written.
  package private(set) var values: [JSONPointer: Place] = [:]

  fileprivate init(_ node: LayeredNode, _ fields: inout Fields) {
    place = node.top.key?.place ?? node.top.node.place
    value = mapping(node, at: JSONPointer(), &fields)
  }

  private mutating func mapping(
    _ node: LayeredNode, at pointer: JSONPointer, _ fields: inout Fields
  ) -> JSONObject {
    var object = JSONObject()
    for (key, member) in node.members {
      switch member {
      case .absent, .removed: continue
      case .empty(let written):
        fields.reportEmpty(key, written, help: "give it a value, or remove the line")
      case .present(let member):
        let below = pointer.appending(key)
        keys[below] = member.top.key?.place
        object[key] = value(of: member, at: below, &fields)
      }
    }
    return object
  }

  private mutating func value(
    of node: LayeredNode, at pointer: JSONPointer, _ fields: inout Fields
  ) -> JSONValue {
    if node.top.node.kind == .mapping { return .object(mapping(node, at: pointer, &fields)) }
    values[pointer] = node.top.node.place
    for problem in ambiguities(in: node.top.node) { fields.report.add(problem) }
    // A list of mappings is passed on whole, and yet no order of keys shows.
    return node.top.node.value.withSortedKeys
  }
}

extension Fields {
  /// A mapping whose fields are not Mooring's.
  package mutating func free(_ key: String, _ purpose: String) -> FreeValue? {
    declare(key, "a mapping", .optional, purpose)
    return mappingNode(key).map { FreeValue($0, &self) }
  }
}
