import Diagnostics
import Values

/// What a Flux Kustomization adds to the folder that it reads.
///
/// Flux writes it into the folder's kustomization.yaml before it builds (fluxcd/pkg, kustomize):
/// `targetNamespace` and affixes of names replace the folder's own, images are merged by name, patches
/// and Components come after its own. Common metadata is put on what was built.
package struct FluxOverlay: Sendable {
  /// The `spec` of the Flux Kustomization.
  package let spec: LocatedValue

  package init(spec: LocatedValue) { self.spec = spec }

  package init(_ kustomization: KustomizedObject) {
    spec = kustomization.located["spec"] ?? .object([], kustomization.located.place)
  }

  /// Fields that replace the folder's own, by what they are called there.
  private static let replacing = [
    ("targetNamespace", "namespace"), ("namePrefix", "namePrefix"), ("nameSuffix", "nameSuffix"),
  ]
  /// Fields that come after the folder's own.
  private static let following = [
    "patches", "patchesStrategicMerge", "patchesJson6902", "components",
  ]

  /// Whether it leaves the folder as it is.
  var isEmpty: Bool {
    let fields = Self.replacing.map(\.0) + Self.following + ["images", "commonMetadata"]
    return fields.allSatisfy { spec[$0]?.isNull ?? true }
  }

  /// - Parameter exists: whether a folder is there; by its path from the kustomization.
  func add(to file: inout KustomizationFile, exists: (LocatedValue) -> Bool) {
    for (field, own) in Self.replacing {
      guard let value = spec[field], !value.isNull else { continue }
      file.root.set(own, value)
    }
    let ignoresMissing = spec["ignoreMissingComponents"]?.scalar == .bool(true)
    for field in Self.following {
      var entries = spec[field]?.elements ?? []
      if field == "components", ignoresMissing { entries = entries.filter(exists) }
      if entries.isEmpty { continue }
      let place = spec[field]?.place ?? spec.place
      file.root.set(field, .array((file.root[field]?.elements ?? []) + entries, place))
    }
    addImages(to: &file)
    let isEmptied = file.problems.allSatisfy { $0.code == .emptyKustomization }
    if isEmptied, file.root["components"] != nil { file.problems = [] }
  }

  private func addImages(to file: inout KustomizationFile) {
    guard let images = spec["images"], images.count > 0 else { return }
    var all = file.root["images"]?.elements ?? []
    for image in images.elements {
      let name = image["name"]?.text ?? ""
      guard let index = all.firstIndex(where: { $0["name"]?.text == name }) else {
        all.append(image)
        continue
      }
      let given = { (key: String) in image[key].flatMap { $0.text.isEmpty ? nil : $0 } }
      if let newName = given("newName") { all[index].set("newName", newName) }
      let (tag, digest) = (given("newTag"), given("digest"))
      guard tag != nil || digest != nil else { continue }
      // Both say which version: one of them undoes what the folder says by the other.
      for (key, value) in [("newTag", tag), ("digest", digest)] {
        if let value { all[index].set(key, value) } else { all[index].remove(key) }
      }
    }
    file.root.set("images", .array(all, images.place))
  }

  /// Labels and annotations that Flux puts on every object that it applies.
  func addCommonMetadata(to objects: inout [BuiltObject]) {
    guard let common = spec["commonMetadata"] else { return }
    for key in ["labels", "annotations"] {
      let pairs = Transformation.pairs(common[key])
      guard let first = pairs.first else { continue }
      for index in objects.indices {
        objects[index].located.changeFields(
          ["metadata", key], madeAt: first.value.place
        ) { mapping in
          if mapping.isNull { mapping = .object([], first.value.place) }
          for pair in pairs { mapping.set(pair.key, pair.value) }
        }
      }
    }
  }
}
