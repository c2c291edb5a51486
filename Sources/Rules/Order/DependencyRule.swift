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

    HelmReleases have 'dependsOn' too, for other HelmReleases alone.

    Example: 'flux: {wait: false}' in the component.yaml of something that others depend on.

    Cure: 'wait: true' on what others wait for; names, and namespaces, of what is there.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    [view.graph, view.releases].flatMap { graph in
      graph.nodes.flatMap { node in
        node.dependencies.enumerated().compactMap { index, dependency in
          judge(dependency, at: index, of: node, graph, view)
        }
      }
    }
  }

  private static func judge(
    _ dependency: KustomizationReference, at index: Int, of node: FluxGraph.Node,
    _ graph: FluxGraph, _ view: ClusterView
  ) -> Finding? {
    let place = JSONPointer([.key("spec"), .key("dependsOn"), .index(index), .key("name")])
    guard let other = graph.node(dependency) else {
      return dangling(dependency, at: place, of: node, graph, view)
    }
    if let cycle = cycle(dependency, at: place, of: node, graph) { return cycle }
    let (name, waiting) = (dependency.name, node.reference.name)
    if other.isWaitedFor || graph.circle(of: node.reference).contains(dependency) { return nil }
    if node.object.isManifest, !appliesWhatTakesTime(other, view) { return nil }
    return Finding(
      .unwaitedDependency,
      "'\(waiting)' waits for '\(name)', which is ready before its objects are",
      in: node.object, at: place,
      help: ["let 'wait' of '\(name)' be true, or give it 'healthChecks'"])
  }

  private static func dangling(
    _ dependency: KustomizationReference, at place: JSONPointer, of node: FluxGraph.Node,
    _ graph: FluxGraph, _ view: ClusterView
  ) -> Finding? {
    let (name, waiting) = (dependency.name, node.reference.name)
    guard node.object.isManifest else {
      // What is not Mooring's may be there.
      guard name.utf8.starts(with: "mooring-".utf8),
        dependency.namespace == node.reference.namespace
      else { return nil }
      return Finding(
        .danglingDependency, "'\(waiting)' waits for '\(name)', which this cluster has not",
        in: node.object, at: place, help: ["take it out of 'dependsOn'"])
    }
    // Somebody may apply it whose objects are not known here.
    guard view.incomplete.isEmpty else { return nil }
    let namesake = graph.nodes.first { $0.reference.name == name }
    let near = closest(to: name, among: graph.nodes.map(\.reference.name))
    return Finding(
      .danglingDependency,
      "\(graph.kind.rawValue) '\(waiting)' waits for '\(name)', which is not there",
      in: node.object, at: place, label: "none in namespace '\(dependency.namespace)'",
      help: [
        namesake.map {
          "one of that name is in namespace '\($0.reference.namespace)': add 'namespace'"
        }
          ?? near.map { "the nearest name is '\($0)'" } ?? "take it out of 'dependsOn'"
      ])
  }

  /// Told once a circle, by the first of it.
  private static func cycle(
    _ dependency: KustomizationReference, at place: JSONPointer, of node: FluxGraph.Node,
    _ graph: FluxGraph
  ) -> Finding? {
    let circle = graph.circle(of: node.reference)
    guard circle.contains(dependency), dependency == node.reference || circle.count > 1,
      circle.allSatisfy({ graph.isAtOrBefore(node.reference, $0) }),
      node.dependencies.first(where: circle.contains) == dependency
    else { return nil }
    let (name, waiting) = (dependency.name, node.reference.name)
    let isSelf = dependency == node.reference
    return Finding(
      .dependencyCycle,
      isSelf ? "'\(waiting)' waits for itself" : "'\(waiting)' and '\(name)' wait for each other",
      in: node.object, at: place,
      help: [
        isSelf ? "take it out of 'dependsOn'" : "remove one of the dependencies between them"
      ])
  }

  /// Kinds that are accepted long before they work.
  private static let slowKinds: Set<String> = [
    "Cluster", "DaemonSet", "Deployment", "HelmRelease", "Job", "Kustomization", "StatefulSet",
  ]

  private static func appliesWhatTakesTime(_ node: FluxGraph.Node, _ view: ClusterView) -> Bool {
    let applier = Applier.kustomization(node.reference)
    return view.objects.contains {
      $0.applier == applier && slowKinds.contains($0.identity.kind)
    }
  }
}

extension Code {
  static let danglingDependency = Code(
    "dangling-dependency", .error,
    "a Flux Kustomization or HelmRelease waits for one that is not there")
  static let unwaitedDependency = Code(
    "unwaited-dependency", .error, "a Flux Kustomization waits for one that is ready too early")
  static let dependencyCycle = Code(
    "dependency-cycle", .error, "Flux Kustomizations or HelmReleases wait for each other")
}
