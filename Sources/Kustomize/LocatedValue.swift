import Diagnostics
import Values
import YAML

/// A value of which each part knows where it is written.
///
/// What nobody changed stays a view of its file: only the way to a change is unfolded, so that a
/// manifest costs nothing until something is done to it, and what patches bring keeps its places.
package enum LocatedValue: Sendable {
  case written(YAMLNode)
  case scalar(JSONValue, Place)
  case array([LocatedValue], Place)
  case object([Member], Place)

  package struct Member: Sendable {
    package var key: String
    package var value: LocatedValue

    package init(_ key: String, _ value: LocatedValue) {
      self.key = key
      self.value = value
    }
  }

  package enum Kind: Sendable {
    case scalar, array, object
  }

  package static func text(_ text: String, at place: Place) -> LocatedValue {
    .scalar(.string(text), place)
  }
}

extension LocatedValue {
  package var place: Place {
    switch self {
    case .written(let node): node.place
    case .scalar(_, let place), .array(_, let place), .object(_, let place): place
    }
  }

  package var kind: Kind {
    switch self {
    case .written(let node):
      switch node.kind {
      case .scalar: .scalar
      case .sequence: .array
      case .mapping: .object
      }
    case .scalar: .scalar
    case .array: .array
    case .object: .object
    }
  }

  /// The value of a scalar; null for a collection.
  package var scalar: JSONValue {
    switch self {
    case .written(let node): node.kustomizeScalar
    case .scalar(let value, _): value
    case .array, .object: .null
    }
  }

  package var isNull: Bool { kind == .scalar && scalar.isNull }

  /// A text; nil for a number, a boolean, null and collections.
  package var string: String? { scalar.string }

  /// A scalar as it is written, whatever it means; empty for null and for collections.
  package var text: String {
    switch scalar {
    case .string(let text): text
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): if case .written(let node) = self { node.text } else { "\(value)" }
    case .null, .array, .object: ""
    }
  }

  /// The elements of an array; none of anything else.
  package var elements: [LocatedValue] {
    switch self {
    case .written(let node): node.elements.map { .written($0) }
    case .array(let elements, _): elements
    case .scalar, .object: []
    }
  }

  /// The members of an object, in their order; none of anything else.
  package var members: [Member] {
    switch self {
    case .written(let node): node.entries.map { Member($0.key.text, .written($0.value)) }
    case .object(let members, _): members
    case .scalar, .array: []
    }
  }

  /// The number of elements or members.
  package var count: Int {
    switch self {
    case .written(let node): node.count
    case .array(let elements, _): elements.count
    case .object(let members, _): members.count
    case .scalar: 0
    }
  }

  package subscript(key: String) -> LocatedValue? {
    switch self {
    case .written(let node): node[key].map { .written($0) }
    case .object(let members, _): members.first { $0.key == key }?.value
    case .scalar, .array: nil
    }
  }

  /// The value alone.
  package var value: JSONValue {
    switch self {
    case .written(let node): node.kustomizeValue
    case .scalar(let value, _): value
    case .array(let elements, _): .array(elements.map(\.value))
    case .object(let members, _):
      .object(JSONObject(members.map { ($0.key, $0.value.value) }))
    }
  }

  /// The part at a pointer; nil where there is none.
  package func part(at pointer: JSONPointer) -> LocatedValue? {
    var part = self
    for step in pointer.steps {
      switch step {
      case .key(let key):
        guard let member = part[key] else { return nil }
        part = member
      case .index(let index):
        let elements = part.elements
        guard elements.indices.contains(index) else { return nil }
        part = elements[index]
      }
    }
    return part
  }

  /// What is written elsewhere than a manifest has it at the same pointer, and where.
  package func changes(from node: YAMLNode?) -> [JSONPointer: Place] {
    var changes: [JSONPointer: Place] = [:]
    collect(into: &changes, at: JSONPointer(), beside: node)
    return changes
  }

  private func collect(
    into changes: inout [JSONPointer: Place], at pointer: JSONPointer, beside node: YAMLNode?
  ) {
    if case .written(let own) = self, own == node { return }
    if place != node?.place { changes[pointer] = place }
    switch kind {
    case .scalar: break
    case .array:
      var others = node.map { Array($0.elements) } ?? []
      if node?.kind != .sequence { others = [] }
      for (index, element) in elements.enumerated() {
        element.collect(
          into: &changes, at: pointer.appending(index),
          beside: others.indices.contains(index) ? others[index] : nil)
      }
    case .object:
      for member in members {
        member.value.collect(
          into: &changes, at: pointer.appending(member.key), beside: node?[member.key])
      }
    }
  }
}

extension YAMLNode {
  /// A scalar as kustomize reads it in manifests: what begins with a zero is octal, as in
  /// `defaultMode: 0755`.
  fileprivate var kustomizeScalar: JSONValue {
    let scalar = scalar
    guard case .integer = scalar, style == .plain else { return scalar }
    let text = text.utf8
    guard text.count > 1, text.first == UInt8(ascii: "0"),
      text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }),
      let octal = Int64(self.text, radix: 8)
    else { return scalar }
    return .integer(octal)
  }

  /// The node and all below it, as kustomize reads them.
  fileprivate var kustomizeValue: JSONValue {
    switch kind {
    case .scalar: return kustomizeScalar
    case .sequence:
      var array: [JSONValue] = []
      array.reserveCapacity(count)
      for element in elements { array.append(element.kustomizeValue) }
      return .array(array)
    case .mapping:
      var object = JSONObject()
      object.reserveCapacity(count)
      for (key, value) in entries { object[key.text] = value.kustomizeValue }
      return .object(object)
    }
  }
}
