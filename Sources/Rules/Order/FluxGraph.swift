import Manifests
import Topology
import Values

/// The Flux Kustomizations of one cluster, and what each waits for.
package struct FluxGraph: Sendable {
  /// A Flux Kustomization, wherever it is: `dependsOn` reaches other namespaces.
  package struct Reference: Hashable, Sendable {
    package let namespace: String
    package let name: String

    package init(namespace: String, name: String) {
      self.namespace = namespace
      self.name = name
    }
  }

  struct Node: Sendable {
    let reference: Reference
    let object: RenderedObject
    /// In the order of `spec.dependsOn`.
    let dependencies: [Reference]

    /// Whether it is ready only when what it applied is.
    var isWaitedFor: Bool {
      let spec = object.object.value["spec"]
      return spec?["wait"] == true || !(spec?["healthChecks"]?.array ?? []).isEmpty
    }
  }

  /// In the order of the view.
  let nodes: [Node]
  private let positions: [Reference: Int]

  init(_ objects: [RenderedObject]) {
    nodes = objects.filter(\.object.identity.isFluxKustomization).map(Self.node)
    positions = Dictionary(
      nodes.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func node(_ object: RenderedObject) -> Node {
    let identity = object.object.identity
    let dependencies = object.object.value["spec"]?["dependsOn"]?.array ?? []
    return Node(
      reference: Reference(namespace: identity.namespace, name: identity.name), object: object,
      dependencies: dependencies.map {
        Reference(
          namespace: $0["namespace"]?.string ?? identity.namespace,
          name: $0["name"]?.string ?? "")
      })
  }

  func node(_ reference: Reference) -> Node? { positions[reference].map { nodes[$0] } }

  /// The Flux Kustomization that applies a component's objects; nil where it has none of its own.
  func node(applying component: String) -> Node? {
    let own = nodes.filter { $0.object.maker.component == component }
    return own.first {
      let path = $0.object.object.value["spec"]?["path"]?.string ?? ""
      return path.utf8.reversed().starts(with: "/\(component)".utf8.reversed())
    } ?? own.first
  }

  /// All that a Flux Kustomization waits for, itself and others behind others, here or elsewhere.
  func upstream(of reference: Reference) -> Set<Reference> {
    var seen: Set<Reference> = [reference]
    var waiting = [reference]
    while let next = waiting.popLast() {
      for dependency in node(next)?.dependencies ?? [] where seen.insert(dependency).inserted {
        waiting.append(dependency)
      }
    }
    return seen
  }

  /// Whether one stands where the other does, or before it.
  func isAtOrBefore(_ reference: Reference, _ other: Reference) -> Bool {
    guard let position = positions[reference], let end = positions[other] else { return false }
    return position <= end
  }

  /// Whether a Flux Kustomization is none of this view: what it brings is not known.
  func isForeign(_ reference: Reference) -> Bool { positions[reference] == nil }
}

extension ObjectIdentity {
  var isFluxKustomization: Bool {
    kind == "Kustomization" && group == "kustomize.toolkit.fluxcd.io"
  }

  /// Whether Flux itself reads it, from the folder that it was bootstrapped with.
  var isFlux: Bool { group.utf8.reversed().starts(with: ".toolkit.fluxcd.io".utf8.reversed()) }
}
