import Cryptography
import Diagnostics
import Manifests
import Values
import YAML

/// ConfigMaps that patches changed after the hash of a Job's inputs was taken: without a word in the
/// Job's template it would not run again.
struct JobInputs {
  private static let annotation = "mooring/inputs-sha256"
  private static let pointer = JSONPointer(
    ["spec", "template", "metadata", "annotations", annotation].map { .key($0) })

  private let inputs: [(object: RenderedObject, place: Place)]

  init(_ inputs: [(object: RenderedObject, place: Place)]) { self.inputs = inputs }

  /// A Job with the changed inputs in its hash; every other object as it is.
  func applied(to job: RenderedObject) -> RenderedObject {
    guard job.object.identity.kind == "Job",
      let old = JSONValue.object(job.object.value)[Self.pointer]?.string
    else { return job }
    let used = inputs.filter { input in
      input.object.object.identity.namespace == job.object.identity.namespace
        && mounts(input.object.object.identity.name, job.object.value)
    }
    guard let place = used.first?.place else { return job }
    var bytes = Array(old.utf8)
    for input in used {
      // What cannot be written is reported where it is laid out.
      bytes += (try? YAMLWriter.write(.object(input.object.object.value))) ?? []
    }
    let path = Self.path
    var value = JSONValue.object(job.object.value)
    let change = JSONPatchOperation.replace(path, .string(SHA256.digest(bytes).hex))
    guard (try? change.apply(to: &value)) != nil,
      let object = value.object.flatMap({ KubernetesObject($0, comments: job.object.comments) })
    else { return job }
    var patched = job.patched
    patched[Self.pointer] = place
    return RenderedObject(object, by: job.maker, patched: patched)
  }

  private static var path: JSONPatchPath {
    guard let path = JSONPatchPath(pointer.description) else {
      preconditionFailure("a pointer's description is a path")
    }
    return path
  }

  private func mounts(_ configMap: String, _ job: JSONObject) -> Bool {
    let volumes = job["spec"]?["template"]?["spec"]?["volumes"]?.array ?? []
    return volumes.contains { $0["configMap"]?["name"]?.string == configMap }
  }
}
