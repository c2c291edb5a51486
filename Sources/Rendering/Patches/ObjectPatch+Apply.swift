import Diagnostics
import Manifests
import Values

/// Why a patch cannot be applied to an object.
struct PatchFailure: Error {
  enum Reason {
    /// An operation of a JSON patch does not fit the object.
    case operation(JSONPatchOperation.Failure)
    /// It would be another object: the field that would change.
    case identity(String)
    case noObject
  }

  let reason: Reason
  let place: Place

  func diagnostic(_ object: ObjectIdentity, _ cluster: String) -> Diagnostic {
    switch reason {
    case .operation(let failure):
      Diagnostic(
        .failedPatch, "the patch does not fit \(object) of cluster '\(cluster)'", at: place,
        label: failure.reason,
        help: ["without the patch, 'mooring render \(cluster)' prints the object"])
    case .identity(let field):
      Diagnostic(
        .refusedPatch, "the patch changes '\(field)' of \(object)", at: place,
        label: "it would be another object",
        help: ["change what makes it: a field of the description, or a template of your own"])
    case .noObject:
      Diagnostic(
        .refusedPatch, "the patch leaves no object of \(object)", at: place,
        label: "apiVersion, kind and metadata.name have to stay", help: ["change less"])
    }
  }
}

extension ObjectPatch {
  /// The changed object; nil where it is the same as before.
  func applied(to object: RenderedObject) throws(PatchFailure) -> RenderedObject? {
    let old = JSONValue.object(object.object.value)
    var patched = object.patched
    let new: JSONValue
    switch change {
    case .merge(let patch, let places):
      new = old.merged(with: patch)
      for (pointer, place) in places { patched[pointer] = place }
    case .operations(let operations):
      var value = old
      for (operation, place) in operations {
        let parts = operation.changed.map { $0.changedPart(of: value) }
        do throws(JSONPatchOperation.Failure) {
          try operation.apply(to: &value)
        } catch {
          throw PatchFailure(reason: .operation(error), place: place)
        }
        for part in parts { patched[part] = place }
      }
      new = value
    }
    guard new != old else { return nil }
    guard let members = new.object,
      let result = KubernetesObject(
        CanonicalOrder.apply(to: members), comments: object.object.comments)
    else { throw PatchFailure(reason: .noObject, place: place) }
    let fields: [(String, [String])] = [
      ("apiVersion", ["apiVersion"]), ("kind", ["kind"]),
      ("metadata.name", ["metadata", "name"]), ("metadata.namespace", ["metadata", "namespace"]),
    ]
    for (field, names) in fields {
      let pointer = JSONPointer(names.map { .key($0) })
      guard old[pointer] != new[pointer] else { continue }
      throw PatchFailure(reason: .identity(field), place: patched[pointer] ?? place)
    }
    return RenderedObject(result, by: object.maker, patched: patched)
  }
}

extension JSONPatchOperation {
  /// The paths of what it changes.
  fileprivate var changed: [JSONPatchPath] {
    switch self {
    case .test: []
    case .add(let path, _), .remove(let path), .replace(let path, _), .copy(_, let path): [path]
    case .move(let from, let to): [from, to]
    }
  }
}

extension Code {
  package static let failedPatch = Code(
    "failed-patch", .error, "an operation of a patch does not fit the object")
}
