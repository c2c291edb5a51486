import Diagnostics
import Values
import YAML

/// Changes in place: each unfolds no more than what it goes through.
extension LocatedValue {
  /// Makes the members or elements of what is written values of their own.
  private mutating func unfold() {
    guard case .written(let node) = self else { return }
    switch node.kind {
    case .scalar: self = .scalar(node.scalar, node.place)
    case .sequence: self = .array(elements, node.place)
    case .mapping: self = .object(members, node.place)
    }
  }

  /// Changes the members of an object; nil where this is none.
  @discardableResult
  mutating func changeMembers<Result>(_ body: (inout [Member]) -> Result) -> Result? {
    unfold()
    guard case .object(var members, let place) = self else { return nil }
    // The list has one owner while it changes, so that it is not copied.
    self = .scalar(.null, place)
    defer { self = .object(members, place) }
    return body(&members)
  }

  /// Changes the elements of an array; nil where this is none.
  @discardableResult
  mutating func changeElements<Result>(_ body: (inout [LocatedValue]) -> Result) -> Result? {
    unfold()
    guard case .array(var elements, let place) = self else { return nil }
    self = .scalar(.null, place)
    defer { self = .array(elements, place) }
    return body(&elements)
  }

  /// Sets a member of an object, at its end where it is new.
  mutating func set(_ key: String, _ value: LocatedValue) {
    changeMembers { members in
      if let index = members.firstIndex(where: { $0.key == key }) {
        members[index].value = value
      } else {
        members.append(Member(key, value))
      }
    }
  }

  mutating func remove(_ key: String) {
    guard self[key] != nil else { return }
    changeMembers { members in members.removeAll { $0.key == key } }
  }

  /// Changes a member in its place; nil where there is none.
  @discardableResult
  mutating func change<Result>(
    _ key: String, _ body: (inout LocatedValue) -> Result
  ) -> Result? {
    guard self[key] != nil else { return nil }
    return changeMembers { members -> Result? in
      guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
      return body(&members[index].value)
    } ?? nil
  }

  /// Changes a member, made as an empty object where it is missing or null.
  mutating func changeObject(
    _ key: String, madeAt place: Place, _ body: (inout LocatedValue) -> Void
  ) {
    if self[key]?.isNull ?? true { set(key, .object([], place)) }
    change(key, body)
  }
}
