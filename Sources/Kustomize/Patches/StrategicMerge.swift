import Diagnostics
import Values

/// A strategic merge patch as kustomize applies it (kyaml/yaml/merge2): not quite as the API server
/// does, since directives for lists of plain values are unknown to it.
struct StrategicMerge {
  /// Why a patch does not fit: a clause, and where.
  struct Failure: Error {
    let reason: String
    let place: Place
  }

  private static let directive = "$patch"
  /// Lists of more elements that are known by two members each are not compared pair by pair.
  private static let mostPaired = 500

  /// The object with the patch applied; nil where the patch deletes it.
  static func apply(
    _ patch: LocatedValue, to object: LocatedValue, _ shape: MergeShape
  ) throws(Failure) -> LocatedValue? {
    try merge(patch, into: object, shape)
  }

  private static func merge(
    _ patch: LocatedValue?, into old: LocatedValue?, _ shape: MergeShape
  ) throws(Failure) -> LocatedValue? {
    guard let patch else { return old }
    if patch.isNull { return nil }
    guard let old, !old.isNull else { return try added(patch, shape) }
    guard patch.kind == old.kind else {
      throw Failure(
        reason: "the patch has \(name(of: patch)) where the object has \(name(of: old))",
        place: patch.place)
    }
    switch patch.kind {
    case .scalar: return patch
    case .array:
      guard case .list(let keys, let element) = shape else { return patch }
      return try mergeLists(patch, into: old, keys, element)
    case .object: return try mergeObjects(patch, into: old, shape)
    }
  }

  private static func name(of value: LocatedValue) -> String {
    switch value.kind {
    case .scalar: "a single value"
    case .array: "a list"
    case .object: "a mapping"
    }
  }

  private static func mergeObjects(
    _ patch: LocatedValue, into old: LocatedValue, _ shape: MergeShape
  ) throws(Failure) -> LocatedValue? {
    switch try directive(of: patch) {
    case .delete: return nil
    case .replace: return try added(patch, shape)
    case .merge: break
    }
    var result = old
    var failure: Failure?
    let changes = patch.members.filter { $0.key != directive }
    if changes.isEmpty { return old }
    result.changeMembers { members in
      var positions: [String: Int] = [:]
      for (index, member) in members.enumerated() { positions[member.key] = index }
      var removed: Set<Int> = []
      for change in changes {
        do throws(Failure) {
          let inner = shape.field(change.key)
          if let index = positions[change.key] {
            if let value = try merge(change.value, into: members[index].value, inner) {
              members[index].value = value
            } else {
              removed.insert(index)
            }
          } else if let value = try added(change.value, inner) {
            members.append(LocatedValue.Member(change.key, value))
          }
        } catch {
          failure = error
          return
        }
      }
      if !removed.isEmpty {
        members = members.enumerated().filter { !removed.contains($0.offset) }.map(\.element)
      }
    }
    if let failure { throw failure }
    return result
  }

  /// What a patch adds where nothing is: without nulls and directives.
  private static func added(
    _ patch: LocatedValue, _ shape: MergeShape
  ) throws(Failure) -> LocatedValue? {
    if patch.isNull { return nil }
    switch patch.kind {
    case .scalar: return patch
    case .array:
      guard case .list(let keys, let element) = shape else { return patch }
      return try mergeLists(patch, into: .array([], patch.place), keys, element)
    case .object:
      if try directive(of: patch) == .delete { return nil }
      let isPlain = patch.members.allSatisfy {
        $0.key != directive && $0.value.kind == .scalar && !$0.value.isNull
      }
      if isPlain { return patch }
      var members: [LocatedValue.Member] = []
      for member in patch.members where member.key != directive {
        guard let value = try added(member.value, shape.field(member.key)) else { continue }
        members.append(LocatedValue.Member(member.key, value))
      }
      return .object(members, patch.place)
    }
  }

  private enum Directive: String {
    case delete, replace, merge
  }

  private static func directive(of patch: LocatedValue) throws(Failure) -> Directive {
    guard let value = patch[directive] else { return .merge }
    guard let known = Directive(rawValue: value.text) else {
      throw Failure(
        reason: "'$patch' is 'delete', 'replace' or 'merge', not '\(value.text)'",
        place: value.place)
    }
    return known
  }

  // MARK: Lists

  private static func mergeLists(
    _ patch: LocatedValue, into old: LocatedValue, _ keys: [String], _ shape: MergeShape
  ) throws(Failure) -> LocatedValue? {
    var changes = patch.elements
    let own = changes.firstIndex { $0.count == 1 && $0[directive] != nil }
    if let own {
      let directive = try directive(of: changes[own])
      changes.remove(at: own)
      switch directive {
      case .delete: return nil
      case .replace: return try replacement(changes, at: patch.place, shape)
      case .merge: break
      }
    }
    if keys.isEmpty { return mergePlain(changes, into: old) }
    return try mergeKeyed(changes, into: old, keys, shape, at: patch.place)
  }

  private static func replacement(
    _ elements: [LocatedValue], at place: Place, _ shape: MergeShape
  ) throws(Failure) -> LocatedValue {
    var kept: [LocatedValue] = []
    for element in elements {
      if let value = try added(element, shape) { kept.append(value) }
    }
    return .array(kept, place)
  }

  /// Lists of plain values: what the patch has comes first, each value once.
  private static func mergePlain(
    _ changes: [LocatedValue], into old: LocatedValue
  ) -> LocatedValue {
    var seen: Set<String> = []
    let all = (changes + old.elements).filter { seen.insert($0.text).inserted }
    return .array(all, old.place)
  }

  private static func mergeKeyed(
    _ changes: [LocatedValue], into old: LocatedValue, _ keys: [String], _ shape: MergeShape,
    at place: Place
  ) throws(Failure) -> LocatedValue? {
    var rest = old.elements
    let valid = keys.count > 1 ? usedKeys(keys, in: changes + rest) : keys
    var positions: [[String]: Int] = [:]
    for (index, element) in rest.enumerated() {
      let key = valid.map { element[$0]?.text ?? "" }
      if positions[key] == nil { positions[key] = index }
    }
    var first: [LocatedValue] = []
    var places: [[String]: Int] = [:]
    var taken: Set<Int> = []
    for change in changes {
      let key = valid.map { change[$0]?.text ?? "" }
      guard key.contains(where: { !$0.isEmpty }) else {
        // Without a key of its own it is put as it is.
        first.append(change)
        continue
      }
      if let known = places[key] {
        if let value = try merge(change, into: first[known], shape) { first[known] = value }
        continue
      }
      let index = positions[key] ?? position(of: key, among: rest, valid)
      let merged =
        if let index {
          try merge(change, into: rest[index], shape)
        } else {
          try added(change, shape)
        }
      if let index { taken.insert(index) }
      guard let merged, merged.count > 0 else { continue }
      if keys.count > 1, let index {
        taken.remove(index)
        rest[index] = merged
        continue
      }
      places[key] = first.count
      first.append(merged)
    }
    rest = rest.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    // Elements that the patch names come first, in its order; where they are known by two members,
    // only those that are new.
    return .array(first + rest, old.count == 0 ? place : old.place)
  }

  /// Of several keys those that any element has; the first where none has any.
  private static func usedKeys(_ keys: [String], in elements: [LocatedValue]) -> [String] {
    let used = keys.filter { key in elements.contains { !($0[key]?.text ?? "").isEmpty } }
    return used.isEmpty ? Array(keys.prefix(1)) : used
  }

  /// The element that a key with a part missing stands for, on either side: a port without a
  /// protocol is the port of that number.
  private static func position(
    of key: [String], among elements: [LocatedValue], _ keys: [String]
  ) -> Int? {
    guard keys.count > 1, elements.count <= mostPaired else { return nil }
    return elements.firstIndex { element in
      var isCommon = false
      for (index, name) in keys.enumerated() {
        let other = element[name]?.text ?? ""
        if other == key[index] {
          if !other.isEmpty { isCommon = true }
        } else if !other.isEmpty, !key[index].isEmpty {
          return false
        }
      }
      return isCommon
    }
  }
}
