import Diagnostics
import Values

/// A mistake in an object: its place in a file is looked up only when it is reported.
package struct Finding: Sendable {
  package var code: Code
  package var message: String
  package var object: RenderedObject
  package var pointer: JSONPointer
  package var label: String
  package var help: [String]
  /// Another object that explains it.
  package var other: RenderedObject?

  package init(
    _ code: Code, _ message: String, in object: RenderedObject, at pointer: JSONPointer,
    label: String = "", help: [String] = [], other: RenderedObject? = nil
  ) {
    self.code = code
    self.message = message
    self.object = object
    self.pointer = pointer
    self.label = label
    self.help = help
    self.other = other
  }

  /// Whether nothing may be written while it stands.
  package var isError: Bool { code.severity == .error }
}
