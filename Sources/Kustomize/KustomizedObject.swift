import Diagnostics
import Manifests
import Values
import YAML

/// An object as a build gives it: after all that its folders do to it.
package struct KustomizedObject: Sendable {
  /// The object, each part with the place that it comes from.
  package let located: LocatedValue
  package let origin: ManifestReference
  /// The object in its file; the entry of the generator for one that is generated.
  package let node: YAMLNode
  /// Made by a configMapGenerator or secretGenerator, not read from a manifest.
  package let isGenerated: Bool
  /// Whether the name ends in a hash of the contents.
  package let hasHash: Bool

  /// The object alone.
  package var value: JSONObject { located.value.object ?? JSONObject() }

  /// What patches and transformers changed, and where that is written.
  package var patched: [JSONPointer: Place] {
    located.changes(from: isGenerated ? nil : node)
  }

  package var apiVersion: String { located["apiVersion"]?.text ?? "" }
  package var kind: String { located["kind"]?.text ?? "" }
  package var name: String { located["metadata"]?["name"]?.text ?? "" }
  package var namespace: String { located["metadata"]?["namespace"]?.text ?? "" }

  /// The API group; empty for the core group.
  package var group: String {
    let apiVersion = apiVersion
    return apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(apiVersion[..<$0]) } ?? ""
  }

  /// Where a part of it is written; the nearest part round it where it has none.
  package func place(at pointer: JSONPointer) -> Place {
    var steps = pointer.steps
    while !steps.isEmpty {
      if let part = located.part(at: JSONPointer(steps)) { return part.place }
      steps.removeLast()
    }
    return located.place
  }
}
