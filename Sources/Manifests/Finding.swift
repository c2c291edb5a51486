import Diagnostics
import Values

/// A mistake in what a template made: its place in a file is looked up only when it is reported.
package struct Finding: Sendable {
  package var code: Code
  package var message: String
  package var maker: Maker
  package var pointer: JSONPointer
  package var label: String
  package var help: [String]
  /// Who made another object that explains it.
  package var other: Maker?
  /// The patch of the user's that gave what is wrong.
  package var patch: Place?

  package init(
    _ code: Code, _ message: String, in object: RenderedObject, at pointer: JSONPointer,
    label: String = "", help: [String] = [], other: RenderedObject? = nil
  ) {
    self.init(
      code, message, by: object.maker, at: pointer, label: label, help: help, other: other?.maker)
    patch = object.patch(within: pointer)
  }

  package init(
    _ code: Code, _ message: String, by maker: Maker, at pointer: JSONPointer, label: String = "",
    help: [String] = [], other: Maker? = nil
  ) {
    self.code = code
    self.message = message
    self.maker = maker
    self.pointer = pointer
    self.label = label
    self.help = help
    self.other = other
  }

  /// Whether nothing may be written while it stands.
  package var isError: Bool { code.severity == .error }
}
