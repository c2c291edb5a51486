import Diagnostics
import Manifests
import Values

/// Flux Kustomizations that would delete more than their own.
enum PruneRule: ClusterRule {
  static let codes: [Code] = [.emptyFluxKustomization, .prunedDefinition, .prunedNamespace]

  static let explanation = """
    With 'prune: true' Flux deletes what a Flux Kustomization applied once and applies no more. A
    folder with nothing in it is no error: Flux deletes everything that was there. A namespace takes
    with it all that lives in it, and a definition (CustomResourceDefinition) all resources of its
    kind, whoever applied them; a moved file or a renamed Flux Kustomization is enough.

    Example: namespace 'monitoring' in the Flux Kustomization 'namespaces', and Prometheus in another.

    Cure: annotate such an object with 'kustomize.toolkit.fluxcd.io/prune: disabled', or give its Flux
    Kustomization 'deletionPolicy: Orphan'.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    let appliers = Set(view.objects.map(\.applier))
    let empty = view.graph.nodes.filter {
      $0.object.isManifest && prunes($0) && !appliers.contains(.kustomization($0.reference))
        && !view.incomplete.contains(.kustomization($0.reference))
    }
    return empty.map(emptiness) + unprotected(view)
  }

  private static func prunes(_ node: FluxGraph.Node) -> Bool {
    node.object.object.value["spec"]?["prune"] == true
  }

  private static func emptiness(_ node: FluxGraph.Node) -> Finding {
    Finding(
      .emptyFluxKustomization, "Flux Kustomization '\(node.reference.name)' applies nothing",
      in: node.object, at: JSONPointer([.key("spec"), .key("path")]),
      label: "Flux deletes what it applied before",
      help: ["remove the Flux Kustomization where that is meant, or put back what it applied"])
  }

  private static func unprotected(_ view: ClusterView) -> [Finding] {
    // Those that are used by others than who applies them, with one such user.
    var users: [String: [ClusterObject]] = [:]
    var groups: [String: [ClusterObject]] = [:]
    var makers: [String: Set<Applier>] = [:]
    for object in view.objects where object.isManifest {
      if object.identity.kind == "Namespace" {
        makers[object.identity.name, default: []].insert(object.applier)
      }
      users[object.identity.namespace, default: []].append(object)
      groups[object.identity.group, default: []].append(object)
    }
    let kept = view.graph.homes.union(["default", "kube-public", "kube-system"])
    return view.objects.compactMap { object in
      guard object.isManifest, let node = view.graph.node(of: object.applier), prunes(node),
        node.object.object.value["spec"]?["deletionPolicy"] != "Orphan", !isProtected(object)
      else { return nil }
      let value = object.object.value
      switch object.identity.kind {
      case "Namespace":
        // Those of the cluster itself cannot be deleted, and Flux keeps the one that it lives in.
        if kept.contains(object.identity.name) { return nil }
        let makers = makers[object.identity.name] ?? []
        let user = users[object.identity.name]?.first { !makers.contains($0.applier) }
        return user.map { finding(.prunedNamespace, object, node, $0) }
      case "CustomResourceDefinition":
        let group = value["spec"]?["group"]?.string ?? ""
        let kind = value["spec"]?["names"]?["kind"]?.string
        // Flux keeps its own definitions.
        if group.hasSuffix(".toolkit.fluxcd.io") { return nil }
        let user = groups[group]?.first { $0.applier != object.applier && $0.identity.kind == kind }
        return user.map { finding(.prunedDefinition, object, node, $0) }
      default: return nil
      }
    }
  }

  private static func isProtected(_ object: ClusterObject) -> Bool {
    let annotations = object.object.value["metadata"]?["annotations"]
    let prefix = "kustomize.toolkit.fluxcd.io/"
    return annotations?[prefix + "prune"]?.string?.lowercased() == "disabled"
      || annotations?[prefix + "ssa"]?.string?.lowercased() == "ignore"
  }

  private static func finding(
    _ code: Code, _ object: ClusterObject, _ node: FluxGraph.Node, _ user: ClusterObject
  ) -> Finding {
    Finding(
      code, "Flux may delete \(object.identity), and with it what others apply", in: object,
      at: JSONPointer([.key("metadata"), .key("name")]),
      label: "'\(node.reference.name)' prunes it; \(user.identity) is not its own",
      help: ["annotate it with 'kustomize.toolkit.fluxcd.io/prune: disabled'"])
  }
}

extension Code {
  static let emptyFluxKustomization = Code(
    "empty-flux-kustomization", .error,
    "a Flux Kustomization applies nothing, so that Flux deletes what it applied before")
  static let prunedDefinition = Code(
    "pruned-definition", .warning, "Flux may delete a definition with resources of others")
  static let prunedNamespace = Code(
    "pruned-namespace", .warning, "Flux may delete a namespace with objects of others")
}
