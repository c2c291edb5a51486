import Manifests
import Values

/// A part of a kind's objects that the API server does not let anybody change.
struct ImmutableField: Sendable {
  /// Both sides of an object, and one of its differences that lies in the part.
  struct Change {
    let before: JSONObject
    let after: JSONObject
    let difference: FieldDifference
  }

  let group: String
  let kind: String
  let part: FieldPattern
  /// Parts of it that may change.
  var but: [FieldPattern] = []
  /// Parts that may be given as long as they are not there.
  var mayAppear: [FieldPattern] = []
  /// Parts that may be left out: the server keeps what it has.
  var mayVanish: [FieldPattern] = []
  /// What the server fills in, so that giving it changes nothing.
  var assumed: [FieldPattern: JSONValue] = [:]
  /// Whether it holds for a change at all.
  var holds: @Sendable (Change) -> Bool = { _ in true }

  init(_ kind: String, of group: String = "", _ part: String) {
    self.group = group
    self.kind = kind
    self.part = FieldPattern(part)
  }

  func but(_ parts: String...) -> ImmutableField {
    var field = self
    field.but += parts.map(FieldPattern.init)
    return field
  }

  func mayAppear(_ parts: String...) -> ImmutableField {
    var field = self
    field.mayAppear += parts.map(FieldPattern.init)
    return field
  }

  func mayVanish(_ parts: String...) -> ImmutableField {
    var field = self
    field.mayVanish += parts.map(FieldPattern.init)
    return field
  }

  func assuming(_ values: [String: JSONValue]) -> ImmutableField {
    var field = self
    for (part, value) in values { field.assumed[FieldPattern(part)] = value }
    return field
  }

  func when(_ holds: @escaping @Sendable (Change) -> Bool) -> ImmutableField {
    var field = self
    field.holds = holds
    return field
  }

  /// Whether the server refuses a difference.
  func forbids(_ change: Change) -> Bool {
    let difference = change.difference
    guard let steps = (difference.pointerAfter ?? difference.pointerBefore)?.steps,
      part.meets(steps, of: difference), !but.contains(where: { $0.contains(steps) })
    else { return false }
    if difference.before == nil, mayAppear.contains(where: { $0.contains(steps) }) { return false }
    if difference.after == nil, mayVanish.contains(where: { $0.contains(steps) }) { return false }
    if let only = difference.only {
      if only.isEmptyList { return false }
      let isAssumed = assumed.contains { place, value in
        // Of a whole that is given, the part itself counts, and not what it has among others.
        (place == part || place.isPlace(steps)) && place.value(in: only, at: steps) == value
      }
      if isAssumed { return false }
    }
    return holds(change)
  }
}

extension FieldDifference {
  /// The value of a field that one side alone has; nil where both have it.
  var only: JSONValue? { before == nil ? after : after == nil ? before : .none }
}

extension JSONValue {
  /// Whether Go's structures hold it as a list that is not there.
  fileprivate var isEmptyList: Bool { array?.isEmpty ?? false }
}

extension ImmutableField {
  /// The differences of an object, those marked that the server refuses.
  static func marking(
    _ differences: [FieldDifference], of identity: ObjectIdentity, from before: JSONObject,
    to after: JSONObject
  ) -> [FieldDifference] {
    guard let fields = byKind[Kind(group: identity.group, name: identity.kind)] else {
      return differences
    }
    return differences.map { difference in
      let change = Change(before: before, after: after, difference: difference)
      return fields.contains { $0.forbids(change) } ? difference.markedImmutable : difference
    }
  }

  private struct Kind: Hashable {
    let group: String
    let name: String
  }

  private static let byKind = Dictionary(grouping: table) {
    Kind(group: $0.group, name: $0.kind)
  }
}
