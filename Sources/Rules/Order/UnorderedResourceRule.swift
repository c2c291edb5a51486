import Diagnostics
import Manifests
import Topology
import Values

/// Custom resources that may be applied before the definition of their kind.
enum UnorderedResourceRule: ClusterRule {
  static let codes: [Code] = [.unawaitedDefinition, .unorderedResource]

  static let explanation = """
    The API server refuses an object of a kind that it does not know yet. Flux tries all objects of a
    Kustomization at once, so a custom resource has to come after what defines its kind, by a path of
    'dependsOn' from the Flux Kustomization that applies it to the one that brings the definition.
    Otherwise it works on the cluster where somebody tried it, and fails on the next one.

    Where another Flux Kustomization brings the definition, Flux tries again until it is there. Where
    the same one does, by a HelmRelease or a Job, nothing of it is ever applied: neither the resource
    nor what would define it.

    Example: a component of your own with a PodMonitor, and no word of the Prometheus operator.

    Cure: name who brings it, 'requires: {prometheusOperator: {kustomization: monitoring}}', and wait
    for it: in component.yaml 'requires: [{$eval: fleet.requires.prometheusOperator}]', or 'dependsOn'
    with the component that brings the definition.
    """

  /// One applier's resources of one group: told once.
  private struct Judged: Hashable {
    let applier: Applier
    let group: String
  }

  static func check(_ view: ClusterView) -> [Finding] {
    var judged: Set<Judged> = []
    let ofComponents = view.objects.compactMap { object -> Finding? in
      let group = object.identity.group
      guard !object.isManifest, let origin = CustomResourceOrigin.groups[group],
        judged.insert(Judged(applier: object.applier, group: group)).inserted,
        !brings(object.applier, group, view),
        let node = view.graph.node(of: object.applier)
      else { return nil }
      return missing(origin, before: node, for: object, view)
    }
    return ofComponents + UnorderedManifests(view).findings()
  }

  /// Whether an applier brings the definition itself.
  private static func brings(_ applier: Applier, _ group: String, _ view: ClusterView) -> Bool {
    view.objects.contains {
      $0.identity.kind == "CustomResourceDefinition" && $0.applier == applier
        && $0.object.value["spec"]?["group"]?.string == group
    }
  }

  private static func missing(
    _ origin: CustomResourceOrigin, before node: FluxGraph.Node, for object: ClusterObject,
    _ view: ClusterView
  ) -> Finding? {
    switch origin {
    case .component(let name):
      guard object.component != name else { return nil }
      guard let installer = view.graph.node(of: .component(name)) else {
        return finding(
          object, help: "this cluster has no component '\(name)', which brings the definition")
      }
      if view.graph.upstream(of: node.reference).contains(installer.reference) { return nil }
      return finding(object, help: "add '\(name)' to 'dependsOn' of the component")
    case .requirement(let requirement):
      switch view.installers[requirement] {
      case .outsideFlux?: return nil
      case .kustomization(let reference)?:
        if view.graph.upstream(of: node.reference).contains(reference) { return nil }
        let name = requirement.field.dropFirst("requires.".utf8.count)
        return finding(
          object,
          help: "add '{$eval: fleet.requires.\(name)}' to 'requires' of the component")
      case nil:
        return finding(
          object,
          help: "add '\(requirement.field).kustomization', and let the component wait for it")
      }
    }
  }

  private static func finding(_ object: ClusterObject, help: String) -> Finding {
    let identity = object.identity
    return Finding(
      .unorderedResource, "\(identity) may be applied before the API knows its kind",
      in: object, at: JSONPointer([.key("kind")]),
      label: "of '\(identity.group)', which nothing brings before it", help: [help])
  }
}

extension Code {
  static let unorderedResource = Code(
    "unordered-resource", .error, "a custom resource may come before its definition")
  static let unawaitedDefinition = Code(
    "unawaited-definition", .warning,
    "a custom resource is refused until somebody else has brought its definition")
}
