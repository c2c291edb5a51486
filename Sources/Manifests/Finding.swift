import Diagnostics
import Values

/// A mistake in an object: its place in a file is looked up only when it is reported.
package struct Finding: Sendable {
  package var code: Code
  package var message: String
  package var origin: ObjectOrigin
  package var pointer: JSONPointer
  package var label: String
  package var help: [String]
  /// Where another object that explains it comes from.
  package var other: ObjectOrigin?
  /// What the other object has to do with it, told at its name; nil where the two are alike, and
  /// the same part of both is shown.
  package var otherLabel: String?
  /// The patch that gave what is wrong.
  package var patch: Place?

  package init(
    _ code: Code, _ message: String, in object: ClusterObject, at pointer: JSONPointer,
    label: String = "", help: [String] = [], other: ClusterObject? = nil,
    otherLabel: String? = nil
  ) {
    self.init(
      code, message, from: object.origin, at: pointer, label: label, help: help,
      other: other?.origin)
    // What a build changes below a part of somebody's manifest is not what is wrong with that part.
    patch = object.isManifest ? object.patched.patch(of: pointer) : object.patch(within: pointer)
    self.otherLabel = otherLabel
  }

  /// The part of the other object that is shown.
  package var otherPointer: JSONPointer {
    otherLabel == nil ? pointer : JSONPointer([.key("metadata"), .key("name")])
  }

  package init(
    _ code: Code, _ message: String, in object: RenderedObject, at pointer: JSONPointer,
    label: String = "", help: [String] = []
  ) {
    self.init(code, message, in: ClusterObject(object), at: pointer, label: label, help: help)
  }

  package init(
    _ code: Code, _ message: String, by maker: Maker, at pointer: JSONPointer, label: String = "",
    help: [String] = []
  ) {
    self.init(code, message, from: .template(maker), at: pointer, label: label, help: help)
  }

  private init(
    _ code: Code, _ message: String, from origin: ObjectOrigin, at pointer: JSONPointer,
    label: String,
    help: [String], other: ObjectOrigin? = nil
  ) {
    self.code = code
    self.message = message
    self.origin = origin
    self.pointer = pointer
    self.label = label
    self.help = help
    self.other = other
  }

  /// Whether nothing may be written while it stands.
  package var isError: Bool { code.severity == .error }
}
