import Kustomize
import Manifests

/// The source that a Flux object reads.
struct SourceReference: Hashable {
  let kind: String
  let namespace: String
  let name: String

  /// - Parameter namespace: of the object that refers to the source.
  init(_ reference: LocatedValue?, from namespace: String) {
    kind = reference?["kind"]?.text ?? ""
    name = reference?["name"]?.text ?? ""
    let other = reference?["namespace"]?.text ?? ""
    self.namespace = other.isEmpty ? namespace : other
  }

  init(kind: String, namespace: String, name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}
