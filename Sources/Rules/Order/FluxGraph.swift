import Manifests
import Topology
import Values

/// The Flux Kustomizations of one cluster, and what each waits for.
package struct FluxGraph: Sendable {
  struct Node: Sendable {
    let reference: KustomizationReference
    let object: ClusterObject
    /// In the order of `spec.dependsOn`.
    let dependencies: [KustomizationReference]

    /// Whether it is ready only when what it applied is.
    var isWaitedFor: Bool {
      let spec = object.object.value["spec"]
      return spec?["wait"] == true || !(spec?["healthChecks"]?.array ?? []).isEmpty
    }
  }

  /// In the order of the view.
  let nodes: [Node]
  private let positions: [KustomizationReference: Int]

  init(_ objects: [ClusterObject]) {
    nodes = objects.filter(\.identity.isFluxKustomization).map(Self.node)
    positions = Dictionary(
      nodes.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func node(_ object: ClusterObject) -> Node {
    let identity = object.identity
    let dependencies = object.object.value["spec"]?["dependsOn"]?.array ?? []
    return Node(
      reference: KustomizationReference(namespace: identity.namespace, name: identity.name),
      object: object,
      dependencies: dependencies.map {
        KustomizationReference(
          namespace: $0["namespace"]?.string ?? identity.namespace,
          name: $0["name"]?.string ?? "")
      })
  }

  func node(_ reference: KustomizationReference) -> Node? { positions[reference].map { nodes[$0] } }

  /// The Flux Kustomization that applies what an applier does; nil where there is none of its own.
  func node(of applier: Applier) -> Node? {
    switch applier {
    case .component(let name): node(applying: name)
    case .kustomization(let reference): node(reference)
    case .outsideFlux: nil
    }
  }

  private func node(applying component: String) -> Node? {
    let own = nodes.filter { $0.object.component == component }
    return own.first {
      let path = $0.object.object.value["spec"]?["path"]?.string ?? ""
      return path.utf8.reversed().starts(with: "/\(component)".utf8.reversed())
    } ?? own.first
  }

  /// All that a Flux Kustomization waits for, itself and others behind others, here or elsewhere.
  func upstream(of reference: KustomizationReference) -> Set<KustomizationReference> {
    var seen: Set<KustomizationReference> = [reference]
    var waiting = [reference]
    while let next = waiting.popLast() {
      for dependency in node(next)?.dependencies ?? [] where seen.insert(dependency).inserted {
        waiting.append(dependency)
      }
    }
    return seen
  }

  /// Whether one stands where the other does, or before it.
  func isAtOrBefore(_ reference: KustomizationReference, _ other: KustomizationReference) -> Bool {
    guard let position = positions[reference], let end = positions[other] else { return false }
    return position <= end
  }

  /// Whether a Flux Kustomization is none of this view: what it brings is not known.
  func isForeign(_ reference: KustomizationReference) -> Bool { positions[reference] == nil }
}

extension ObjectIdentity {
  var isFluxKustomization: Bool {
    kind == "Kustomization" && group == "kustomize.toolkit.fluxcd.io"
  }

  /// Whether Flux itself reads it, from the folder that it was bootstrapped with.
  var isFlux: Bool { group.utf8.reversed().starts(with: ".toolkit.fluxcd.io".utf8.reversed()) }
}
