import Manifests
import Schemas
import Values

/// One side of a cluster: its objects by identity, and which Flux Kustomization applies them.
struct ClusterSide {
  /// Each once: of those that several apply, the first.
  let objects: [ClusterObject]
  /// One for each object: its identity as the cluster has it.
  let identities: [ObjectIdentity]
  private let positions: [ObjectIdentity: Int]
  /// Places of Flux Kustomizations.
  private var kustomizations: [KustomizationReference: Int] = [:]
  /// The Flux Kustomization that applies what is of a component.
  private var components: [String: KustomizationReference] = [:]

  init(_ objects: [ClusterObject], _ schemas: SchemaSet) {
    var identities: [ObjectIdentity] = []
    var positions: [ObjectIdentity: Int] = [:]
    let objects = objects.filter { object in
      let identity = object.identity(schemas)
      if positions[identity] != nil { return false }
      positions[identity] = identities.count
      identities.append(identity)
      return true
    }
    self.objects = objects
    self.identities = identities
    self.positions = positions
    for (position, object) in objects.enumerated() where object.identity.isFluxKustomization {
      let reference = object.kustomizationReference
      if kustomizations[reference] == nil { kustomizations[reference] = position }
      guard let component = object.component else { continue }
      if components[component] == nil || object.spec["path"]?.string?.endsWith(component) == true {
        components[component] = reference
      }
    }
  }

  subscript(identity: ObjectIdentity) -> ClusterObject? { positions[identity].map { objects[$0] } }

  func kustomization(_ reference: KustomizationReference) -> ClusterObject? {
    kustomizations[reference].map { objects[$0] }
  }

  /// The Flux Kustomization that applies an object; nil where it is none that is known, but the one
  /// that Flux was bootstrapped with, or a person.
  func owner(of object: ClusterObject) -> KustomizationReference? {
    switch object.applier {
    case .outsideFlux: return nil
    case .kustomization(let reference): return reference
    case .component(let name):
      guard let reference = components[name] else { return nil }
      // A component brings the Flux Kustomization that applies it, and the source of that.
      if object.identity.isFluxKustomization, object.kustomizationReference == reference {
        return nil
      }
      let source = kustomization(reference)?.spec["sourceRef"]
      if source?["kind"]?.string == object.identity.kind,
        source?["name"]?.string == object.identity.name, object.identity.isOfFlux
      {
        return nil
      }
      return reference
    }
  }

  /// Whether a Flux Kustomization waits for another, itself or by others that it waits for.
  func waits(_ reference: KustomizationReference, for other: KustomizationReference) -> Bool {
    var seen: Set<KustomizationReference> = [reference]
    var waiting = [reference]
    while let next = waiting.popLast() {
      for dependency in kustomization(next)?.spec["dependsOn"]?.array ?? [] {
        let found = KustomizationReference(
          namespace: dependency["namespace"]?.string ?? next.namespace,
          name: dependency["name"]?.string ?? "")
        if found == other { return true }
        if seen.insert(found).inserted { waiting.append(found) }
      }
    }
    return false
  }
}

extension ClusterObject {
  var spec: JSONValue { object.value["spec"] ?? .null }

  var kustomizationReference: KustomizationReference {
    KustomizationReference(namespace: identity.namespace, name: identity.name)
  }

  /// The identity that the object has on a cluster: of a kind with namespaces `default` is meant where
  /// none is written, and elsewhere none counts.
  fileprivate func identity(_ schemas: SchemaSet) -> ObjectIdentity {
    guard let apiVersion = object.value["apiVersion"]?.string,
      let schema = schemas.schema(apiVersion, identity.kind),
      schema.isNamespaced == identity.namespace.isEmpty
    else { return identity }
    return ObjectIdentity(
      group: identity.group, kind: identity.kind, namespace: schema.isNamespaced ? "default" : "",
      name: identity.name)
  }

  /// Whether a label or an annotation of kustomize-controller has a value; letter case does not count
  /// (github.com/fluxcd/pkg/ssa/utils, AnyInMetadata).
  func tellsFlux(_ key: String, _ value: String) -> Bool {
    let metadata = object.value["metadata"]
    return ["annotations", "labels"].contains { field in
      metadata?[field]?["kustomize.toolkit.fluxcd.io/" + key]?.string?.lowercased() == value
    }
  }
}

extension ObjectIdentity {
  var isFluxKustomization: Bool {
    kind == "Kustomization" && group == "kustomize.toolkit.fluxcd.io"
  }

  var isHelmRelease: Bool { kind == "HelmRelease" && group == "helm.toolkit.fluxcd.io" }

  var isNamespace: Bool { kind == "Namespace" && group.isEmpty }

  var isDefinition: Bool {
    kind == "CustomResourceDefinition" && group == "apiextensions.k8s.io"
  }

  var isClaim: Bool { kind == "PersistentVolumeClaim" && group.isEmpty }

  var isStatefulSet: Bool { kind == "StatefulSet" && group == "apps" }

  var isJob: Bool { kind == "Job" && group == "batch" }

  fileprivate var isOfFlux: Bool { group == "source.toolkit.fluxcd.io" }
}

extension String {
  /// Whether the last part of a path is a name.
  fileprivate func endsWith(_ name: String) -> Bool {
    utf8.reversed().starts(with: "/\(name)".utf8.reversed())
  }
}
