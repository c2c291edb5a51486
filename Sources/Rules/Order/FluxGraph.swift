import Manifests
import Topology
import Values

/// The Flux Kustomizations of one cluster, or its HelmReleases, and what each waits for.
package struct FluxGraph: Sendable {
  /// What `dependsOn` leads from and to: never from one kind to the other.
  enum Kind: String, Sendable {
    case kustomization = "Flux Kustomization"
    case helmRelease = "HelmRelease"
  }

  struct Node: Sendable {
    let reference: KustomizationReference
    let object: ClusterObject
    /// In the order of `spec.dependsOn`.
    let dependencies: [KustomizationReference]

    /// The Flux Kustomization that applies this one; nil for the first of all.
    var parent: KustomizationReference? {
      if case .kustomization(let parent) = object.applier, parent != reference {
        parent
      } else {
        nil
      }
    }

    /// Whether it is ready only when what it applied is.
    var isWaitedFor: Bool {
      // Helm waits by itself, unless it is told not to.
      if object.identity.isHelmRelease { return true }
      let spec = object.object.value["spec"]
      return spec?["wait"] == true || !(spec?["healthChecks"]?.array ?? []).isEmpty
    }
  }

  let kind: Kind
  /// In the order of the view.
  let nodes: [Node]
  private let positions: [KustomizationReference: Int]
  /// Of each component the node that applies its objects.
  private let appliers: [String: Int]
  private let hasCircles: Bool

  init(_ objects: [ClusterObject], of kind: Kind = .kustomization) {
    let isKustomization = kind == .kustomization
    self.kind = kind
    nodes = objects.filter {
      isKustomization ? $0.identity.isFluxKustomization : $0.identity.isHelmRelease
    }.map(Self.node)
    positions = Dictionary(
      nodes.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
    appliers = Self.appliers(nodes)
    hasCircles = Self.hasCircles(nodes, positions)
  }

  /// Of a component's own Kustomizations the one that reads its overlay; else the first.
  private static func appliers(_ nodes: [Node]) -> [String: Int] {
    var appliers: [String: Int] = [:]
    var isFound: Set<String> = []
    for (position, node) in nodes.enumerated() {
      guard let component = node.object.component, !isFound.contains(component) else { continue }
      let path = node.object.object.value["spec"]?["path"]?.string ?? ""
      let isOverlay = path.hasSuffix("/\(component)")
      if isOverlay { isFound.insert(component) }
      if isOverlay || appliers[component] == nil { appliers[component] = position }
    }
    return appliers
  }

  /// Whether any wait for each other: whether some are left when those that wait for nothing are
  /// taken away again and again.
  private static func hasCircles(
    _ nodes: [Node], _ positions: [KustomizationReference: Int]
  ) -> Bool {
    var dependents: [[Int]] = Array(repeating: [], count: nodes.count)
    var waits = Array(repeating: 0, count: nodes.count)
    for (position, node) in nodes.enumerated() {
      for dependency in node.dependencies.compactMap({ positions[$0] }) {
        dependents[dependency].append(position)
        waits[position] += 1
      }
    }
    var free = nodes.indices.filter { waits[$0] == 0 }
    var taken = 0
    while let next = free.popLast() {
      taken += 1
      for dependent in dependents[next] {
        waits[dependent] -= 1
        if waits[dependent] == 0 { free.append(dependent) }
      }
    }
    return taken < nodes.count
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
    case .component(let name): appliers[name].map { nodes[$0] }
    case .kustomization(let reference): node(reference)
    case .outsideFlux: nil
    }
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

  /// Whose definitions and namespaces are there when a Flux Kustomization begins: its own, those of
  /// what it waits for, and those of whoever applies it or one of these.
  func before(_ reference: KustomizationReference) -> Set<KustomizationReference> {
    var seen: Set<KustomizationReference> = [reference]
    var waiting = [reference]
    while let next = waiting.popLast() {
      guard let node = node(next) else { continue }
      for other in node.dependencies + (node.parent.map { [$0] } ?? [])
      where seen.insert(other).inserted {
        waiting.append(other)
      }
    }
    return seen
  }

  /// The namespaces that Flux itself lives in: those of what nobody here applies.
  var homes: Set<String> {
    let first = nodes.filter { $0.parent.map(isForeign) ?? true }
    return Set(first.map(\.reference.namespace) + ["flux-system"])
  }

  /// Those that wait for each other with this one, itself among them; it alone where none does.
  func circle(of reference: KustomizationReference) -> Set<KustomizationReference> {
    if !hasCircles { return [reference] }
    return upstream(of: reference).filter { upstream(of: $0).contains(reference) }
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

  var isHelmRelease: Bool { kind == "HelmRelease" && group == "helm.toolkit.fluxcd.io" }

  /// Whether Flux itself reads it, from the folder that it was bootstrapped with.
  var isFlux: Bool { group.utf8.reversed().starts(with: ".toolkit.fluxcd.io".utf8.reversed()) }
}
