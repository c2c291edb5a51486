import Diagnostics
import Manifests
import Values

/// Flux Kustomizations that are ready too early, or give up too soon.
enum HealthRule: ClusterRule {
  static let codes: [Code] = [.shortTimeout, .unreadableHealth]

  static let explanation = """
    A Flux Kustomization with 'wait' or 'healthChecks' waits until its objects are ready, for as long
    as its 'timeout' says; without one that is its 'interval', less half a minute. A Job that may run
    longer than that is reported as failed while it still works.

    Ready is what the condition 'Ready' of an object says. A Bundle of trust-manager has none: Flux
    takes it for ready as soon as it is there, and what waits for the Bundle starts before its
    ConfigMap is.

    Example: 'timeout: 5m' over a Job with 'activeDeadlineSeconds: 900'.

    Cure: a longer timeout; 'healthCheckExprs' for kinds without a condition 'Ready'.
    """

  static func check(_ view: ClusterView) -> [Finding] {
    view.graph.nodes.filter { $0.object.isManifest && $0.isWaitedFor }.flatMap { node in
      let applier = Applier.kustomization(node.reference)
      let objects = view.objects.filter { $0.applier == applier }
      return [shortTimeout(node, objects), unreadable(node, objects, view)].compactMap(\.self)
    }
  }

  /// In seconds; nil where it cannot be told.
  private static func timeout(of node: FluxGraph.Node) -> Double? {
    let spec = node.object.object.value["spec"]
    if let timeout = spec?["timeout"] { return FluxDuration(timeout.string)?.seconds }
    return FluxDuration(spec?["interval"]?.string).map { $0.seconds - 30 }
  }

  private static func shortTimeout(
    _ node: FluxGraph.Node, _ objects: [ClusterObject]
  ) -> Finding? {
    guard let timeout = timeout(of: node) else { return nil }
    for job in objects where job.identity.kind == "Job" && job.identity.group == "batch" {
      guard case .integer(let deadline)? = job.object.value["spec"]?["activeDeadlineSeconds"],
        Double(deadline) > timeout
      else { continue }
      let isSaid = node.object.object.value["spec"]?["timeout"] != nil
      return Finding(
        .shortTimeout, "Flux gives up before \(job.identity) does", in: node.object,
        at: JSONPointer([.key("spec"), .key(isSaid ? "timeout" : "interval")]),
        label: "the Job may run for \(deadline) s",
        help: ["let 'timeout' be longer than 'activeDeadlineSeconds' of the Job"])
    }
    return nil
  }

  private static func unreadable(
    _ node: FluxGraph.Node, _ objects: [ClusterObject], _ view: ClusterView
  ) -> Finding? {
    let isWaitedFor = view.graph.nodes.contains { $0.dependencies.contains(node.reference) }
    let expressions = node.object.object.value["spec"]?["healthCheckExprs"]?.array ?? []
    guard isWaitedFor, !expressions.contains(where: { $0["kind"] == "Bundle" }),
      let bundle = objects.first(where: {
        $0.identity.kind == "Bundle" && $0.identity.group == "trust.cert-manager.io"
      })
    else { return nil }
    return Finding(
      .unreadableHealth, "\(bundle.identity) counts as ready before it is", in: bundle,
      at: JSONPointer([.key("kind")]),
      label: "it says 'Synced', and never 'Ready'; others wait for '\(node.reference.name)'",
      help: ["add 'healthCheckExprs' for kind 'Bundle' to '\(node.reference.name)'"])
  }
}

extension Code {
  static let shortTimeout = Code(
    "short-timeout", .error, "a Flux Kustomization gives up before a Job of its own does")
  static let unreadableHealth = Code(
    "unreadable-health", .warning, "Flux cannot tell when an object is ready")
}
