import Manifests
import Values

/// What goes with an object that is removed.
extension ClusterComparison {
  func losses(of object: ClusterObject) -> [ObjectDifference.Effect] {
    let identity = object.identity
    if identity.isNamespace {
      // The server keeps its own (NamespaceLifecycle).
      if ["default", "kube-public", "kube-system"].contains(identity.name) { return [] }
      let inside = before.objects.filter { $0.identity.namespace == identity.name }
      let holdsData = inside.contains { $0.identity.isClaim || $0.claimsStorage }
      return [.deletesNamespace(objects: inside.count)] + (holdsData ? [.deletesData] : [])
    }
    if identity.isDefinition {
      let kind = object.spec["names"]?["kind"]?.string
      let group = object.spec["group"]?.string
      let count = before.objects.count { $0.identity.kind == kind && $0.identity.group == group }
      return [.deletesDefinition(objects: count)]
    }
    if identity.isClaim || object.losesClaims { return [.deletesData] }
    if identity.isHelmRelease {
      // helm-controller: one that is suspended goes without its release.
      return object.spec["suspend"] == true ? [] : [.uninstalls]
    }
    if identity.isFluxKustomization { return owned(by: object.kustomizationReference) }
    return []
  }

  /// What a Flux Kustomization takes with it.
  private func owned(by reference: KustomizationReference) -> [ObjectDifference.Effect] {
    // One that is made again is gone as well, for a while.
    let owned = before.objects.filter { before.owner(of: $0) == reference }
    let count = owned.count(where: prunes)
    let isSafe = owned.isEmpty ? !prunesWhatItLoses(reference) : count == 0
    return isSafe ? [] : [.prunesOwned(count: count)]
  }
}

extension ClusterObject {
  /// Whether volumes are claimed for its Pods.
  fileprivate var claimsStorage: Bool {
    identity.isStatefulSet && !(spec["volumeClaimTemplates"]?.array ?? []).isEmpty
  }

  /// Whether the claims of its Pods go with it: they stay, unless it says otherwise.
  fileprivate var losesClaims: Bool {
    claimsStorage
      && spec["persistentVolumeClaimRetentionPolicy"]?["whenDeleted"]?.string == "Delete"
  }

  /// What Helm knows a release by: where that changes, helm-controller uninstalls the old one first
  /// (1.6, ReleaseTargetChanged).
  var release: [String] {
    let target = spec["targetNamespace"]?.string
    let name = (target.map { "\($0)-" } ?? "") + identity.name
    return [
      spec["releaseName"]?.string ?? name, target ?? identity.namespace,
      spec["storageNamespace"]?.string ?? identity.namespace,
    ]
  }

  private static let rolling: Set<String> = ["DaemonSet", "Deployment", "StatefulSet"]

  /// Whether such changes have the Pods of a workload replaced.
  func restartsPods(_ fields: [FieldDifference]) -> Bool {
    guard identity.group == "apps", Self.rolling.contains(identity.kind),
      spec["updateStrategy"]?["type"]?.string != "OnDelete", spec["paused"] != true
    else { return false }
    let template = FieldPattern("spec.template")
    return fields.contains { field in
      guard let steps = (field.pointerAfter ?? field.pointerBefore)?.steps else { return false }
      return template.meets(steps, of: field) && !PodDefaults.isOne(field)
    }
  }
}
