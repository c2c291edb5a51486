import Compiler
import Diagnostics
import FileTree
import Manifests
import Rendering

/// Files that the lock names and the description no longer gives.
extension Tracer {
  mutating func goneTrace(_ target: TraceTarget) throws(CommandError) -> LineTrace {
    if let present = present(target.path) { try target.check(present) }
    let origin = FormerOrigin(target.path, below: location.folder)
    var trace = LineTrace(target: target, sentence: "is no longer generated")
    if let component = origin.component {
      trace.sources.append(.init(role: .component, name: component))
    }
    let (reason, sources) = reason(origin)
    trace.sources += sources
    trace.notes.append(reason)
    trace.notes.append(
      present(target.path) == nil
        ? "the file is gone already; 'mooring build' takes it off the lock"
        : "'mooring build' removes the file")
    return trace
  }

  private func reason(_ origin: FormerOrigin) -> (String, [LineTrace.Source]) {
    let fleet = LineTrace.Source(
      role: .described, positions: [position(.file(output.plan.description))])
    if let name = origin.cluster {
      guard let cluster = output.plan.clusters.first(where: { $0.name == name }) else {
        return ("no cluster is named '\(name)' any more", [fleet])
      }
      if let component = origin.component {
        let isThere = cluster.components.contains { $0.name == component }
        return reason(component, isThere: isThere, on: cluster)
      }
      return (
        "nothing of cluster '\(name)' gives this file any more",
        [.init(role: .described, positions: [position(.file(cluster.description))])]
      )
    }
    guard let component = origin.component else {
      return ("nothing gives this file any more", [fleet])
    }
    guard replays.component(component) != nil else {
      return ("no component is named '\(component)' any more", [fleet])
    }
    let isUsed = output.plan.clusters.contains { $0.components.contains { $0.name == component } }
    let settings = LineTrace.Source(
      role: .template, positions: [position(.file(replays.settingsPath(of: component)))])
    return (
      isUsed
        ? "the templates of '\(component)' no longer give this file"
        : "no cluster has the component '\(component)' any more", [settings]
    )
  }

  private func reason(
    _ component: String, isThere: Bool, on cluster: ClusterPlan
  ) -> (String, [LineTrace.Source]) {
    let described = LineTrace.Source(
      role: .described, positions: [position(.file(cluster.description))])
    guard replays.component(component) != nil else {
      return ("no component is named '\(component)' any more", [described])
    }
    if isThere {
      let path = replays.settingsPath(of: component)
      return (
        "the templates of '\(component)' no longer give this file for cluster '\(cluster.name)'",
        [.init(role: .template, positions: [position(.file(path))]), described]
      )
    }
    guard let presence = replays.presence(of: component, on: cluster.name) else {
      return ("cluster '\(cluster.name)' has no '\(component)' any more", [described])
    }
    return (
      "cluster '\(cluster.name)' has no '\(component)' any more: 'present' of component.yaml says so",
      [.init(role: .template, positions: [position(presence.template)])]
        + presence.reads.map { source(.reads, $0) } + [described]
    )
  }
}

/// What a path of the tree says of whoever made the file.
private struct FormerOrigin {
  private(set) var cluster: String?
  private(set) var component: String?

  init(_ path: String, below tree: String) {
    let parts = path.split(separator: "/").map(String.init)
    let rest = parts.dropFirst(tree.split(separator: "/").count)
    switch (rest.first, rest.dropFirst().first, rest.dropFirst(2).first) {
    case ("base"?, let component?, _?): self.component = component
    case ("overlays"?, let cluster?, let component?) where rest.count > 3:
      (self.cluster, self.component) = (cluster, component)
    case ("clusters"?, let cluster?, "mooring"?):
      self.cluster = cluster
      // The file of a Flux Kustomization has the name of its component.
      if let file = rest.last, file.hasSuffix(".yaml"), file != "kustomization.yaml" {
        component = String(file.dropLast(5))
      }
    case ("components"?, let cluster?, _?), ("bootstrap"?, let cluster?, _?):
      self.cluster = cluster
    default: break
    }
  }
}
