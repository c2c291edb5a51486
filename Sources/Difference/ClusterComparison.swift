import Manifests
import Schemas
import Values

/// Compares the two sides of one cluster: what happens to each object once Flux has applied the
/// second.
///
/// As kustomize-controller does it (1.9, kustomization_controller.go; github.com/fluxcd/pkg/ssa): what
/// a Flux Kustomization applied once and applies no more it prunes, where its labels say that it was
/// the last to apply it; what the API server refuses with "invalid" it makes anew, where it may.
struct ClusterComparison {
  let before: ClusterSide
  let after: ClusterSide

  /// - Parameter differences: of the fields of two objects of one identity.
  func objects(
    _ differences: (ClusterObject, ClusterObject) -> [FieldDifference]
  ) -> [ObjectDifference] {
    let renamed = renamedKustomizations
    var objects: [ObjectDifference] = []
    for (old, identity) in zip(before.objects, before.identities) {
      guard let new = after[identity] else {
        objects.append(vanished(old, renamed))
        continue
      }
      if let difference = kept(old, new, differences(old, new), renamed) {
        objects.append(difference)
      }
    }
    for (new, identity) in zip(after.objects, after.identities) where before[identity] == nil {
      objects.append(created(new))
    }
    return objects.sorted { $0.isWorse(than: $1) }
  }

  /// The objects of a cluster that is new.
  var added: [ObjectDifference] {
    after.objects.map(created).sorted { $0.isWorse(than: $1) }
  }

  /// The objects of a cluster that nobody describes any more: nothing tells it.
  var left: [ObjectDifference] {
    before.objects.map {
      ObjectDifference(
        identity: $0.identity, change: .orphaned, before: $0, after: nil, fields: [], effects: [])
    }.sorted { $0.isWorse(than: $1) }
  }

  private func created(_ object: ClusterObject) -> ObjectDifference {
    var effects: [ObjectDifference.Effect] = []
    if isLeftAlone(object) {
      effects.append(.notApplied)
    } else if object.identity.isJob, object.spec["suspend"] != true {
      effects.append(.runs)
    }
    return ObjectDifference(
      identity: object.identity, change: .created, before: nil, after: object, fields: [],
      effects: effects)
  }

  private func vanished(
    _ object: ClusterObject, _ renamed: [ObjectIdentity: ClusterObject]
  ) -> ObjectDifference {
    let isPruned = prunes(object)
    var effects: [ObjectDifference.Effect] = []
    if let other = renamed[object.identity] {
      let isNear = other.identity.namespace == object.identity.namespace
      effects.append(
        .renamed(
          to: isNear
            ? other.identity.name : "\(other.identity.namespace)/\(other.identity.name)"))
    }
    if isPruned { effects += losses(of: object) }
    return ObjectDifference(
      identity: object.identity, change: isPruned ? .pruned : .orphaned, before: object,
      after: nil, fields: [], effects: effects)
  }

  private func kept(
    _ old: ClusterObject, _ new: ClusterObject, _ fields: [FieldDifference],
    _ renamed: [ObjectIdentity: ClusterObject]
  ) -> ObjectDifference? {
    let move = move(old, new)
    if fields.isEmpty, move == nil { return nil }
    if isLeftAlone(new) || new.isLeftAsItIs {
      return fields.isEmpty
        ? nil
        : ObjectDifference(
          identity: new.identity, change: .changed, before: old, after: new, fields: fields,
          effects: [.notApplied])
    }
    var change = ObjectDifference.Change.changed
    if fields.contains(where: \.isImmutable) {
      change = isForced(old, new) ? .recreated : .refused
    }
    var effects = effects(of: change, old, new, fields)
    if let move {
      let losses = change == .recreated ? [] : losses(of: old)
      // What a Flux Kustomization takes along under its new name is told of that.
      if fields.isEmpty, losses.isEmpty, move.renames(renamed) { return nil }
      effects.append(.moves(from: move.from, to: move.to))
      effects += losses
    }
    return ObjectDifference(
      identity: new.identity, change: change, before: old, after: new, fields: fields,
      effects: effects)
  }

  private func effects(
    of change: ObjectDifference.Change, _ old: ClusterObject, _ new: ClusterObject,
    _ fields: [FieldDifference]
  ) -> [ObjectDifference.Effect] {
    switch change {
    case .recreated:
      let runs = new.identity.isJob && new.spec["suspend"] != true
      return (runs ? [.runsAgain] : []) + losses(of: old)
    case .changed:
      if new.identity.isJob, old.spec["suspend"] == true, new.spec["suspend"] != true {
        return [.runs]
      }
      if new.identity.isHelmRelease, old.release != new.release { return [.uninstalls] }
      return new.restartsPods(fields) ? [.restartsPods] : []
    default: return []
    }
  }
}
