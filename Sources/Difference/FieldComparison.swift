import Schemas
import Values
import Versions

/// Compares two values field by field, as the API server would store them.
///
/// A member that is null is not there; numbers and quantities are what they amount to. What the
/// server fills in by itself is not known: a field that appears with its default is a difference.
struct FieldComparison {
  private(set) var differences: [FieldDifference] = []
  var trail = FieldTrail()
  private let secrets: SecretFields

  /// Values within values beyond this depth are compared as a whole.
  private static let deepest = 200

  private init(secrets: SecretFields) { self.secrets = secrets }

  /// The differences of two objects of one identity.
  static func differences(
    from before: JSONObject, to after: JSONObject, schema: FieldSchema?, secrets: SecretFields
  ) -> [FieldDifference] {
    var comparison = FieldComparison(secrets: secrets)
    comparison.compare(members: before.applied, after.applied, schema)
    return comparison.differences
  }

  /// Of an element of a list, or nil where a side does not have it: a null is a value there.
  mutating func compare(_ before: JSONValue?, _ after: JSONValue?, _ schema: FieldSchema?) {
    guard let before, let after else {
      if before != nil || after != nil { add(before, after) }
      return
    }
    let start = differences.count
    switch (before, after) {
    case (.object(let before), .object(let after)) where trail.steps.count < Self.deepest:
      compare(members: before, after, schema)
    case (.array(let before), .array(let after)) where trail.steps.count < Self.deepest:
      compare(elements: before, after, schema)
    default:
      if !before.amounts(to: after, schema) { add(before, after) }
    }
    // Asked only where something differs: most schemas say nothing.
    if differences.count > start, schema?.isImmutable == true {
      for index in start..<differences.count {
        differences[index] = differences[index].markedImmutable
      }
    }
  }

  private mutating func compare(
    members before: JSONObject, _ after: JSONObject, _ schema: FieldSchema?
  ) {
    for member in before {
      trail.push(.key(member.key))
      compare(
        member.value.unlessNull, after[member.key]?.unlessNull, schema?.member(member.key))
      trail.pop()
    }
    for member in after where before[member.key] == nil {
      trail.push(.key(member.key))
      compare(nil, member.value.unlessNull, nil)
      trail.pop()
    }
  }

  /// Notes a difference at the trail's end.
  mutating func add(_ before: JSONValue?, _ after: JSONValue?) {
    let shown = secrets.shown(before, after, at: trail)
    differences.append(
      FieldDifference(
        path: trail.path, pointerBefore: before == nil ? nil : trail.before,
        pointerAfter: after == nil ? nil : trail.after, before: shown.before, after: shown.after,
        isSecret: shown.isSecret))
  }

  /// Notes that a list has what it had in another order, by what tells its elements apart.
  mutating func addOrder(_ before: [String], _ after: [String]) {
    differences.append(
      FieldDifference(
        path: trail.path + FieldDifference.orderSuffix, pointerBefore: trail.before,
        pointerAfter: trail.after, before: .array(before.map(JSONValue.string)),
        after: .array(after.map(JSONValue.string))))
  }
}

extension JSONObject {
  /// What of metadata is part of the identity, or the server's own.
  private static let written = [
    "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation",
    "managedFields", "name", "namespace", "resourceVersion", "selfLink", "uid",
  ]

  /// Without what Flux takes away before it applies an object, and what nobody changes.
  fileprivate var applied: JSONObject {
    var object = self
    for key in ["status", "sops"] { object.remove(key) }
    if var metadata = object["metadata"]?.object {
      for key in Self.written { metadata.remove(key) }
      object["metadata"] = .object(metadata)
    }
    return object
  }
}

extension JSONValue {
  /// A literal `nil` would be read as a null.
  fileprivate var unlessNull: JSONValue? { isNull ? .none : .some(self) }

  /// Whether the server stores both as the same value.
  fileprivate func amounts(to other: JSONValue, _ schema: FieldSchema?) -> Bool {
    switch (self, other) {
    case (.integer(let integer), .number(let number)), (.number(let number), .integer(let integer)):
      return Double(integer) == number
    default: break
    }
    if self == other { return true }
    // k8s.io/apimachinery/pkg/api/resource: a quantity is stored in one form, however it was written.
    guard schema?.isQuantity == true, let quantity, let another = other.quantity else {
      return false
    }
    return !(quantity < another) && !(another < quantity)
  }

  /// What a text or a number of Kubernetes' quantities amounts to.
  var quantity: Quantity? {
    switch self {
    case .string(let text): Quantity(text)
    case .integer(let value): Quantity(String(value))
    case .number(let value): Quantity(String(value))
    default: nil
    }
  }
}
