import Diagnostics
import Values

/// A Flux Kustomization, wherever it is: `dependsOn` reaches other namespaces.
package struct KustomizationReference: Hashable, Sendable {
  package let namespace: String
  package let name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }
}

/// Who applies an object.
package enum Applier: Hashable, Sendable {
  /// The Flux Kustomization of a component of Mooring's.
  case component(String)
  case kustomization(KustomizationReference)
  /// A person, or Flux itself: what the cluster is bootstrapped with.
  case outsideFlux
}

/// An object that a cluster gets, whoever made it: what rules judge.
///
/// Copies share it: many rules walk over the same objects.
package final class ClusterObject: Sendable {
  package let object: KubernetesObject
  package let origin: ObjectOrigin
  package let applier: Applier
  /// What patches changed in it, and where they say so.
  package let patched: [JSONPointer: Place]

  package init(
    _ object: KubernetesObject, from origin: ObjectOrigin, appliedBy applier: Applier,
    patched: [JSONPointer: Place] = [:]
  ) {
    self.object = object
    self.origin = origin
    self.applier = applier
    self.patched = patched
  }

  package convenience init(_ rendered: RenderedObject) {
    self.init(
      rendered.object, from: .template(rendered.maker),
      appliedBy: .component(rendered.maker.component), patched: rendered.patched)
  }

  package var identity: ObjectIdentity { object.identity }

  /// The component that it is of; nil for an object of the user's own files.
  package var component: String? {
    if case .component(let name) = applier { name } else { nil }
  }

  /// Whether somebody wrote it as it is, and not a description from which it was made: advice then
  /// speaks of the manifest.
  package var isManifest: Bool {
    if case .manifest = origin { true } else { false }
  }

  /// The first patch below a part of the object, or of the part itself.
  package func patch(within pointer: JSONPointer) -> Place? { patched.patch(within: pointer) }
}

extension [JSONPointer: Place] {
  /// The patch that a part of an object is from; nil where it is from elsewhere.
  func patch(of pointer: JSONPointer) -> Place? {
    if isEmpty { return nil }
    return (0...pointer.steps.count).reversed().lazy
      .compactMap { self[JSONPointer(Array(pointer.steps.prefix($0)))] }.first
  }

  /// The first patch below a part of an object, or of the part itself.
  func patch(within pointer: JSONPointer) -> Place? {
    patch(of: pointer)
      ?? filter { $0.key.steps.starts(with: pointer.steps) }.map(\.value).min()
  }
}
