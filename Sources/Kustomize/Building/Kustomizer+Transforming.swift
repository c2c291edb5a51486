import Diagnostics
import Manifests
import Values
import YAML

/// What a kustomization changes.
extension Kustomizer {
  /// api/internal/target, configureBuiltinTransformers: the order is kustomize's.
  mutating func transform(
    _ root: LocatedValue, in folder: String, _ accumulation: inout Accumulation
  ) {
    let isWhole = accumulation.isWhole
    var transformation = Transformation(accumulation.objects)
    accumulation.objects = []
    for entry in root["patchesStrategicMerge"]?.elements ?? [] {
      guard let patch = strategicPatch(entry, in: folder, &accumulation) else { continue }
      transformation.apply(patch, isWhole: isWhole)
    }
    for entry in root["patches"]?.elements ?? [] {
      guard let patch = patch(entry, in: folder, &accumulation) else { continue }
      transformation.apply(patch, isWhole: isWhole)
    }
    if let namespace = root["namespace"] { transformation.setNamespace(namespace) }
    if let prefix = root["namePrefix"] { transformation.addPrefix(prefix) }
    if let suffix = root["nameSuffix"] { transformation.addSuffix(suffix) }
    for label in root["labels"]?.elements ?? [] { transformation.addLabels(label) }
    if let labels = root["commonLabels"] { transformation.addCommonLabels(labels) }
    if let annotations = root["commonAnnotations"] {
      transformation.addCommonAnnotations(annotations)
    }
    for entry in root["patchesJson6902"]?.elements ?? [] {
      guard let patch = patch(entry, in: folder, &accumulation) else { continue }
      transformation.apply(patch, isWhole: isWhole)
    }
    for replica in root["replicas"]?.elements ?? [] {
      transformation.setReplicas(replica, isWhole: isWhole)
    }
    for field in ["images", "imageTags"] {
      for image in root[field]?.elements ?? [] { transformation.setImage(image) }
    }
    for entry in root["replacements"]?.elements ?? [] {
      for replacement in replacements(entry, in: folder, &accumulation) {
        transformation.replace(replacement, isWhole: isWhole)
      }
    }
    accumulation.objects = transformation.objects
    accumulation.problems += transformation.problems
    accumulation.unknowns += transformation.unknowns
  }

  /// An entry of `replacements`, or those of the file that it names.
  mutating func replacements(
    _ entry: LocatedValue, in folder: String, _ accumulation: inout Accumulation
  ) -> [LocatedValue] {
    guard let path = entry["path"], !path.text.isEmpty else { return [entry] }
    guard let file = listed(path, from: folder, &accumulation) else { return [] }
    return file.documents.flatMap { document -> [LocatedValue] in
      let value = LocatedValue.written(document)
      return value.kind == .array ? value.elements : [value]
    }
  }

  /// A path, or for old times' sake a patch itself.
  mutating func strategicPatch(
    _ entry: LocatedValue, in folder: String, _ accumulation: inout Accumulation
  ) -> KustomizePatch? {
    var documents: [LocatedValue] = []
    let inline = InlineDocument(entry)
    if inline.problems.isEmpty, inline.documents.contains(where: { $0.kind != .scalar }) {
      documents = inline.documents
    } else {
      guard let file = listed(entry, from: folder, &accumulation) else { return nil }
      documents = file.documents.map { .written($0) }
    }
    return patch(documents, target: nil, at: entry.place, &accumulation)
  }

  /// An entry of `patches` or `patchesJson6902`.
  mutating func patch(
    _ entry: LocatedValue, in folder: String, _ accumulation: inout Accumulation
  ) -> KustomizePatch? {
    let texts = ["patch", "path"].map { key in
      entry[key].flatMap { $0.text.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
    var documents: [LocatedValue] = []
    switch (texts[0], texts[1]) {
    case (let text?, nil):
      let inline = InlineDocument(text)
      let broken = inline.problems.filter { $0.code == .invalidYAML }
      accumulation.problems += broken
      if !broken.isEmpty { return nil }
      documents = inline.documents
    case (nil, let path?):
      guard let file = listed(path, from: folder, &accumulation) else { return nil }
      documents = file.documents.map { .written($0) }
    case (nil, nil), (_?, _?):
      let both = texts[0] != nil
      accumulation.problems.append(
        Diagnostic(
          .invalidKustomizePatch,
          both ? "'patch' and 'path' exclude each other" : "an entry needs 'patch' or 'path'",
          at: entry.place, help: both ? ["remove one of them"] : []))
      return nil
    }
    var target: ObjectSelector?
    if let value = entry["target"], value.kind == .object {
      do throws(ObjectSelector.Refusal) {
        target = try ObjectSelector(value)
      } catch {
        accumulation.problems.append(error.diagnostic)
        return nil
      }
    }
    var patch = patch(documents, target: target, at: entry.place, &accumulation)
    patch?.mayChangeName = entry["options"]?["allowNameChange"]?.scalar == .bool(true)
    patch?.mayChangeKind = entry["options"]?["allowKindChange"]?.scalar == .bool(true)
    return patch
  }

  func patch(
    _ documents: [LocatedValue], target: ObjectSelector?, at place: Place,
    _ accumulation: inout Accumulation
  ) -> KustomizePatch? {
    do throws(KustomizePatch.Refusal) {
      let change = try KustomizePatch.change(documents, at: place)
      return KustomizePatch(change: change, target: target, place: place)
    } catch {
      accumulation.problems += error.problems
      return nil
    }
  }
}
