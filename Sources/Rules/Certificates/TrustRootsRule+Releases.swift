import Diagnostics
import Manifests
import Values
import Versions

extension TrustRootsRule {
  /// The bundle of a control plane that a HelmRelease installs.
  static func check(release: ChartRelease, _ view: ClusterView) -> [Finding] {
    if release.isOpen("identity.externalCA") { return [] }
    let isExternal = release.value("identity", "externalCA") == .bool(true)
    let makers = view.objects.filter { object in
      let identity = object.identity
      let isBundle = ["Bundle", "ClusterBundle"].contains(identity.kind)
      let isMap = identity.kind == "ConfigMap" && identity.namespace == release.namespace
      return identity.name == name && (isBundle || isMap)
    }
    guard isExternal else {
      return makers.first.map { [contested($0)] } ?? []
    }
    if let bundle = makers.first {
      return bundle.identity.kind == "Bundle" ? [problem(of: bundle, view)].compactMap { $0 } : []
    }
    guard release.object.isManifest, view.incomplete.isEmpty,
      !hasOtherMakers(view)
    else { return [] }
    return [
      Finding(
        .missingTrustRoots, "nothing brings the trust anchors of the control plane",
        in: release.object, at: release.pointer("identity", "externalCA"),
        label: "leaves them to a Bundle '\(name)'",
        help: ["add a Bundle of trust-manager of that name, or set 'identityTrustAnchorsPEM'"])
    ]
  }

  /// Whether a chart of somebody's own, or a policy, may make the Bundle or the ConfigMap.
  private static func hasOtherMakers(_ view: ClusterView) -> Bool {
    let known: Set<String> = [
      "cert-manager", "kube-prometheus-stack", "linkerd-control-plane", "linkerd-crds",
      "linkerd-multicluster", "linkerd-viz", "linkerd2-cni", "traefik", "trust-manager",
    ]
    return view.objects.contains { object in
      switch object.identity.kind {
      case "HelmRelease":
        let chart = object.object.value[path: "spec", "chart", "spec", "chart"]?.string
        return chart.map { !known.contains($0) } ?? true
      case "ClusterPolicy", "ClusterExternalSecret", "Job": return true
      default: return false
      }
    }
  }
}
