import Diagnostics
import Manifests
import Values

/// What one cluster gets, whoever made it.
package struct ClusterView: Sendable {
  package let name: String
  /// Every object, in the order in which Flux applies them.
  package let objects: [RenderedObject]

  package init(name: String, objects: [RenderedObject]) {
    self.name = name
    self.objects = objects
  }
}

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
}
