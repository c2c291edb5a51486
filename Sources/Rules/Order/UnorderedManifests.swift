import Diagnostics
import Manifests
import Values

/// Custom resources of anybody's manifests, and who brings their definitions: told once for each
/// group of a cluster.
struct UnorderedManifests {
  private let view: ClusterView
  /// By API group, each as the object that brings its definitions.
  private let installers: [String: [ClusterObject]]

  init(_ view: ClusterView) {
    self.view = view
    var installers: [String: [ClusterObject]] = [:]
    for object in view.objects where object.isManifest {
      for group in Self.groups(broughtBy: object, view) {
        installers[group, default: []].append(object)
      }
    }
    self.installers = installers
  }

  private static func groups(broughtBy object: ClusterObject, _ view: ClusterView) -> [String] {
    if object.identity.kind == "CustomResourceDefinition" {
      return object.object.value["spec"]?["group"]?.string.map { [$0] } ?? []
    }
    return HelmChartUse(object, in: view)?.groups ?? []
  }

  /// The first custom resource of a group that comes too early, and how many appliers have others.
  private struct Early {
    let object: ClusterObject
    var appliers: Set<Applier>
  }

  func findings() -> [Finding] {
    var early: [String: Early] = [:]
    var before: [KustomizationReference: Set<KustomizationReference>] = [:]
    for object in view.objects where object.isManifest {
      let group = object.identity.group
      guard let brought = installers[group], !object.identity.isFlux,
        early[group]?.appliers.contains(object.applier) != true,
        let node = view.graph.node(of: object.applier)
      else { continue }
      let earlier = before[node.reference] ?? view.graph.before(node.reference)
      before[node.reference] = earlier
      if brought.contains(where: { isThere($0, for: object, earlier) }) { continue }
      early[group, default: Early(object: object, appliers: [])].appliers.insert(object.applier)
    }
    return early.sorted { $0.key.precedesInBytes($1.key) }.compactMap { group, early in
      installers[group]?.first.map { finding(early, $0) }
    }
  }

  /// Whether a definition is there when an object is applied. One of the same Kustomization is: Flux
  /// applies definitions first. What Helm brings takes a HelmRelease that somebody waited for.
  private func isThere(
    _ installer: ClusterObject, for object: ClusterObject, _ earlier: Set<KustomizationReference>
  ) -> Bool {
    switch installer.applier {
    case .outsideFlux, .component: return true
    case .kustomization(let reference):
      if installer.applier == object.applier { return !installer.identity.isHelmRelease }
      // What it may bring that is not known here may be an installer too.
      return earlier.contains(reference)
        || earlier.contains { view.incomplete.contains(.kustomization($0)) }
    }
  }

  private func finding(_ early: Early, _ installer: ClusterObject) -> Finding {
    let object = early.object
    let isBeside = installer.applier == object.applier
    let other = view.graph.node(of: installer.applier)?.reference.name ?? ""
    var help = [
      isBeside
        ? "apply it by another Flux Kustomization, which waits for this one"
        : "add '\(other)' to 'dependsOn' of the Flux Kustomization that applies it"
    ]
    let others = early.appliers.count - 1
    if others > 0 {
      help.append(
        "\(others) other Flux \(others == 1 ? "Kustomization applies" : "Kustomizations apply") "
          + "such resources without waiting")
    }
    return Finding(
      isBeside ? .unorderedResource : .unawaitedDefinition,
      "\(object.identity) may be applied before the API knows its kind",
      in: object, at: JSONPointer([.key("kind")]),
      label: isBeside
        ? "\(installer.identity) of the same Flux Kustomization defines '\(object.identity.group)'"
        : "\(installer.identity) of '\(other)' defines '\(object.identity.group)'",
      help: help)
  }
}
