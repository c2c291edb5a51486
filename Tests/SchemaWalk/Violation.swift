import Values

/// Something that an API server would not accept.
package struct Violation: Hashable, Sendable, CustomStringConvertible {
  package let pointer: JSONPointer
  package let message: String

  package var description: String { "\(pointer.steps.isEmpty ? "/" : "\(pointer)"): \(message)" }
}
