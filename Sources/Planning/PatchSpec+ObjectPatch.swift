import Description
import Diagnostics
import Fields
import Manifests

extension PatchSpec {
  /// nil where a part of it failed to decode, which has been said.
  var patch: ObjectPatch? {
    guard target.kind.isKnown, target.name.isKnown, target.namespace?.isKnown ?? true,
      target.apiVersion?.isKnown ?? true, let place, let targetPlace = target.place
    else { return nil }
    let object = ObjectPatch.Target(
      kind: target.kind.value, name: target.name.value, namespace: target.namespace?.value.text,
      apiVersion: target.apiVersion?.value, place: target.name.place ?? targetPlace)
    if let merge {
      return ObjectPatch(
        target: object, change: .merge(merge.value, places: merge.places), place: place)
    }
    return ObjectPatch(
      target: object,
      change: .operations(
        operations.compactMap { operation in
          operation.operation.map { ($0, operation.place ?? place) }
        }),
      place: place)
  }
}
