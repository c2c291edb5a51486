import Diagnostics
import Values

/// A change that the description makes to one object after it is rendered.
package struct ObjectPatch: Sendable {
  package struct Target: Sendable {
    package let kind: String
    package let name: String
    package let namespace: String?
    package let apiVersion: String?
    package let place: Place

    package init(
      kind: String, name: String, namespace: String?, apiVersion: String?, place: Place
    ) {
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.apiVersion = apiVersion
      self.place = place
    }
  }

  package enum Change: Sendable {
    /// A JSON merge patch, and where each part of it is written.
    case merge(JSONValue, places: [JSONPointer: Place])
    /// A JSON patch; each operation with where it is written.
    case operations([(operation: JSONPatchOperation, place: Place)])
  }

  package let target: Target
  package let change: Change
  package let place: Place

  package init(target: Target, change: Change, place: Place) {
    self.target = target
    self.change = change
    self.place = place
  }
}
