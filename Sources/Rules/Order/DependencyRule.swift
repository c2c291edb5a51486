import Diagnostics
import Manifests
import Values

/// Flux Kustomizations that wait for nothing: for one that is not there, that is ready too early, or
/// for each other.
enum DependencyRule: ClusterRule {
  static let codes: [Code] = [.danglingDependency, .unwaitedDependency, .dependencyCycle]

  static let explanation = """
    'dependsOn' holds a Flux Kustomization back until another one is ready. One that is not there is
    never ready. One without 'wait: true' and without health checks is ready as soon as its objects
    are accepted, before a Deployment runs or a Job has ended: what waits for it starts too early.
    And one circle stops every Kustomization of that source.

    Example: 'flux: {wait: false}' in the component.yaml of something that others depend on.

    Cure: leave 'wait' as it is; name components that every such cluster has.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.graph.nodes.flatMap { node in
      node.dependencies.enumerated().compactMap { index, dependency in
        judge(dependency, at: index, of: node, view.graph)
      }
    }
  }

  private static func judge(
    _ dependency: KustomizationReference, at index: Int, of node: FluxGraph.Node, _ graph: FluxGraph
  ) -> Finding? {
    let place = JSONPointer([.key("spec"), .key("dependsOn"), .index(index), .key("name")])
    let (name, waiting) = (dependency.name, node.reference.name)
    guard let other = graph.node(dependency) else {
      // What is not Mooring's may be there.
      guard name.utf8.starts(with: "mooring-".utf8),
        dependency.namespace == node.reference.namespace
      else { return nil }
      return Finding(
        .danglingDependency, "'\(waiting)' waits for '\(name)', which this cluster has not",
        in: node.object, at: place, help: ["take it out of 'dependsOn'"])
    }
    // A view is in the order of the dependencies, so that each circle has a step back.
    if graph.isAtOrBefore(node.reference, dependency),
      graph.upstream(of: dependency).contains(node.reference)
    {
      let isSelf = dependency == node.reference
      return Finding(
        .dependencyCycle,
        isSelf ? "'\(waiting)' waits for itself" : "'\(waiting)' and '\(name)' wait for each other",
        in: node.object, at: place,
        help: [
          isSelf ? "take it out of 'dependsOn'" : "remove one of the dependencies between them"
        ])
    }
    if other.isWaitedFor { return nil }
    return Finding(
      .unwaitedDependency,
      "'\(waiting)' waits for '\(name)', which is ready before its objects are",
      in: node.object, at: place,
      help: ["let 'wait' of '\(name)' be true, or give it 'healthChecks'"])
  }
}

extension Code {
  static let danglingDependency = Code(
    "dangling-dependency", .error, "a Flux Kustomization waits for one that is not there")
  static let unwaitedDependency = Code(
    "unwaited-dependency", .error, "a Flux Kustomization waits for one that is ready too early")
  static let dependencyCycle = Code(
    "dependency-cycle", .error, "Flux Kustomizations wait for each other")
}
