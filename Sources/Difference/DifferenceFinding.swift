import Diagnostics
import Manifests
import Values

/// What somebody has to know, and acknowledge, before a change goes to a cluster.
package struct DifferenceFinding: Sendable {
  package let code: Code
  package let message: String
  package let label: String
  package let help: [String]
  package let cluster: String
  /// nil where the object is new.
  package let before: ClusterObject?
  /// nil where the object goes: then only the side before has a place of it.
  package let after: ClusterObject?
  /// The part that it is about, of the object after, or where that is nil of the one before.
  package let pointer: JSONPointer
}
