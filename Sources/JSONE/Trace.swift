import Diagnostics
import Values

/// Where every part of a rendered value comes from.
package struct Trace: Sendable {
  /// What a part of the value owes its being to.
  package struct Cause: Sendable, Equatable {
    /// The part of the template that made it.
    package let place: Place
    /// What was read of the context to make it.
    package let reads: [JSONPointer]
    /// What was read of the context to decide that it, or what it lies in, is present.
    package let because: [JSONPointer]
  }

  /// What the template gives; nil where it removed itself.
  package let value: JSONValue?
  private let path: String
  private let root: Traced

  init(_ operand: Operand<Traced>?, path: String) {
    if case .json(let value)? = operand?.value { self.value = value } else { value = nil }
    root = operand?.origin ?? .none
    self.path = path
  }

  /// Nil where the value has no such part.
  package subscript(pointer: JSONPointer) -> Cause? {
    guard let value, value[pointer] != nil else { return nil }
    var origin = root
    var range = root.range ?? 0..<0
    var because = root.because
    for step in pointer.steps {
      switch step {
      case .key(let key): origin = origin.member(key)
      case .index(let index): origin = origin.element(index)
      }
      range = origin.range ?? range
      because = union([because, origin.because])
    }
    return Cause(place: Place(path, range), reads: origin.reads, because: because)
  }

  /// Every part of the value with its cause, parents first, in the value's order.
  package var parts: [(pointer: JSONPointer, cause: Cause)] {
    guard let value else { return [] }
    var found: [(pointer: JSONPointer, cause: Cause)] = []
    func visit(_ value: JSONValue, _ pointer: JSONPointer) {
      if let cause = self[pointer] { found.append((pointer, cause)) }
      switch value {
      case .array(let elements):
        for (index, element) in elements.enumerated() { visit(element, pointer.appending(index)) }
      case .object(let object):
        for member in object.members { visit(member.value, pointer.appending(member.key)) }
      default: break
      }
    }
    visit(value, JSONPointer())
    return found
  }
}
