import Manifests
import Values

/// What kustomize-controller does with an object, by its annotations and by the Flux Kustomization
/// that applies it.
extension ClusterComparison {
  /// Whether Flux removes an object that nobody applies any more.
  func prunes(_ object: ClusterObject) -> Bool {
    if object.isKept { return false }
    return prunesWhatItLoses(before.owner(of: object))
  }

  /// Whether what was applied by a Flux Kustomization, and is not any more, is removed. Of one that
  /// nobody sees it is assumed: Flux' own, of the bootstrap, prunes.
  ///
  /// - Parameter depth: how many there are that apply each other.
  func prunesWhatItLoses(_ reference: KustomizationReference?, depth: Int = 0) -> Bool {
    guard let reference, depth < 100 else { return true }
    if let now = after.kustomization(reference) {
      return now.spec["prune"] != false && now.spec["suspend"] != true
    }
    guard let gone = before.kustomization(reference) else { return true }
    // finalizerShouldDeleteResources; and it must go from the cluster itself.
    if gone.spec["suspend"] == true || gone.isKept { return false }
    switch gone.spec["deletionPolicy"]?.string {
    case "Orphan": return false
    case "Delete", "WaitForTermination": break
    default: if gone.spec["prune"] == false { return false }
    }
    return prunesWhatItLoses(before.owner(of: gone), depth: depth + 1)
  }

  /// Whether Flux never touches an object: it says so, or whoever applies it is suspended.
  func isLeftAlone(_ object: ClusterObject) -> Bool {
    if object.isLeftAlone { return true }
    let owner = after.owner(of: object).flatMap { after.kustomization($0) }
    return owner?.spec["suspend"] == true
  }

  /// Whether Flux makes an object anew where the server refuses a change (shouldForceApply).
  func isForced(_ old: ClusterObject, _ new: ClusterObject) -> Bool {
    if old.tellsFlux("force", "enabled") || new.tellsFlux("force", "enabled") { return true }
    let owner = after.owner(of: new).flatMap { after.kustomization($0) }
    return owner?.spec["force"] == true
  }

  /// From one Flux Kustomization to another.
  struct Move {
    let from: KustomizationReference
    let to: KustomizationReference

    /// Whether both are one, under two names.
    func renames(_ renamed: [ObjectIdentity: ClusterObject]) -> Bool {
      renamed.contains { old, new in
        old.isFluxKustomization && old.namespace == from.namespace && old.name == from.name
          && new.kustomizationReference == to
      }
    }
  }

  /// Where another applies an object now, and the one that did may prune it before that: its labels
  /// say who applied it last, and nothing says which of both comes first.
  func move(_ old: ClusterObject, _ new: ClusterObject) -> Move? {
    guard let from = before.owner(of: old), let to = after.owner(of: new), from != to,
      prunes(old), !after.waits(from, for: to)
    else { return nil }
    return Move(from: from, to: to)
  }

  /// Flux Kustomizations and HelmReleases that go, and what stands for them under another name.
  var renamedKustomizations: [ObjectIdentity: ClusterObject] {
    var appeared: [RenameKey: [ClusterObject]] = [:]
    for (object, identity) in zip(after.objects, after.identities).reversed()
    where before[identity] == nil {
      if let key = RenameKey(object) { appeared[key, default: []].append(object) }
    }
    if appeared.isEmpty { return [:] }
    var renamed: [ObjectIdentity: ClusterObject] = [:]
    for (object, identity) in zip(before.objects, before.identities)
    where after[identity] == nil {
      guard let key = RenameKey(object), let other = appeared[key]?.popLast() else { continue }
      renamed[object.identity] = other
    }
    return renamed
  }
}

extension ClusterObject {
  /// Whether what is on the cluster tells Flux to keep it (deleteObjects). What tells Flux not to
  /// apply it never got there.
  fileprivate var isKept: Bool { tellsFlux("prune", "disabled") }

  /// Whether it tells Flux not to apply it (ExclusionSelector).
  var isLeftAlone: Bool {
    tellsFlux("reconcile", "disabled") || tellsFlux("ssa", "ignore")
  }

  /// Whether Flux applies it only where it is not there (IfNotPresentSelector).
  var isLeftAsItIs: Bool { tellsFlux("ssa", "ifnotpresent") }
}

/// What a Flux Kustomization or a HelmRelease is for: two of the same are one under two names.
private struct RenameKey: Hashable {
  let kind: String
  let values: [JSONValue?]

  /// nil for anything else, and for what says nothing of it.
  init?(_ object: ClusterObject) {
    kind = object.identity.kind
    let spec = object.spec
    if object.identity.isFluxKustomization {
      guard let source = spec["sourceRef"] else { return nil }
      let path = (spec["path"]?.string ?? "").utf8.split(separator: UInt8(ascii: "/"))
        .filter { !$0.elementsEqual(".".utf8) }
        .map { String(decoding: $0, as: UTF8.self) }
      values = [
        .array(path.map(JSONValue.string)), source["kind"], source["name"],
        source["namespace"] ?? .string(object.identity.namespace),
      ]
    } else if object.identity.isHelmRelease {
      let chart = spec["chart"]?["spec"]
      guard spec["chartRef"] != nil || chart?["chart"] != nil else { return nil }
      values = [
        spec["chartRef"], chart?["chart"], chart?["sourceRef"],
        spec["targetNamespace"] ?? .string(object.identity.namespace),
      ]
    } else {
      return nil
    }
  }
}
