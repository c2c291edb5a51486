import Values

/// Places in objects: names between dots, `*` for any element of a list.
struct FieldPattern: Hashable, Sendable {
  private let parts: [String]

  init(_ text: String) {
    parts = text.utf8.split(separator: UInt8(ascii: "."))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func matches(_ part: String, _ step: JSONPointer.Step) -> Bool {
    switch step {
    case .key(let key): part == key
    case .index: part == "*"
    }
  }

  func isPlace(_ steps: [JSONPointer.Step]) -> Bool {
    steps.count == parts.count && contains(steps)
  }

  /// What stands here within a value that stands at or above this place; nil where it does not, or
  /// nothing is here.
  func value(in value: JSONValue, at steps: [JSONPointer.Step]) -> JSONValue? {
    guard steps.count <= parts.count, zip(parts, steps).allSatisfy(Self.matches) else {
      return nil
    }
    return value[JSONPointer(parts.dropFirst(steps.count).map { .key($0) })]
  }

  /// Whether a place is this one, or lies within it.
  func contains(_ steps: [JSONPointer.Step]) -> Bool {
    steps.count >= parts.count && zip(parts, steps).allSatisfy(Self.matches)
  }

  /// Whether a difference is of this place, of a part of it, or of a whole that has it on the one
  /// side that there is.
  func meets(_ steps: [JSONPointer.Step], of difference: FieldDifference) -> Bool {
    if contains(steps) { return true }
    return [difference.before, difference.after].contains { side in
      side.flatMap { value(in: $0, at: steps) } != nil
    }
  }
}
