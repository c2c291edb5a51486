import Manifests
import Values

extension ClusterView {
  /// Whether something that a manifest refers to is surely not there: all that the cluster gets is
  /// known, and nobody in that namespace makes objects that no file shows.
  func lacks(_ identity: ObjectIdentity, askedForBy object: ClusterObject) -> Bool {
    guard object.isManifest, case .absent = lookUp(identity) else { return false }
    return !hasHiddenMaker(in: identity.namespace)
  }

  /// Whether a chart, a Job or an operator may make objects of a namespace while it runs.
  private func hasHiddenMaker(in namespace: String) -> Bool {
    objects.contains { object in
      let identity = object.identity
      switch (identity.group, identity.kind) {
      case ("helm.toolkit.fluxcd.io", "HelmRelease"), ("helm.cattle.io", "HelmChart"):
        let target = object.object.value[path: "spec", "targetNamespace"]?.string
        return namespace.isEmpty || (target ?? identity.namespace) == namespace
      case ("batch", "Job"), ("batch", "CronJob"):
        return identity.namespace == namespace
      default:
        return identity.namespace == namespace && !Self.plainGroups.contains(identity.group)
          && !identity.group.hasSuffix(".k8s.io") && !identity.isFlux
      }
    }
  }

  /// Whose objects make no others, or none that a manifest would refer to.
  private static let plainGroups: Set<String> = [
    "", "apps", "autoscaling", "batch", "policy", "traefik.io", "policy.linkerd.io", "linkerd.io",
    "multicluster.linkerd.io", "monitoring.coreos.com", "networking.k8s.io",
  ]

  func object(_ group: String, _ kind: String, _ namespace: String, _ name: String)
    -> ClusterObject?
  {
    let identity = ObjectIdentity(group: group, kind: kind, namespace: namespace, name: name)
    if case .found(let object) = lookUp(identity) { return object }
    return nil
  }
}
