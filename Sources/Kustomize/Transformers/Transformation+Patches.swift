import Diagnostics
import Values
import YAML

/// Patches, applied to the objects that they name or select.
extension Transformation {
  /// - Parameter isWhole: whether an object that is not there is certainly not there.
  mutating func apply(_ patch: KustomizePatch, isWhole: Bool) {
    switch (patch.change, patch.target) {
    case (.merge(let documents), let target?):
      if documents.count > 1 {
        return report(
          Diagnostic(
            .invalidKustomizePatch, "a patch with a 'target' is one document, and here are several",
            at: documents[1].place, help: ["make each an entry of 'patches' of its own"]))
      }
      let selected = select(target, patch, isWhole: isWhole)
      for document in documents { merge(document, into: selected, patch) }
    case (.merge(let documents), nil):
      for document in documents {
        guard let index = object(namedBy: document, patch, isWhole: isWhole) else { continue }
        merge(document, into: [index], patch)
      }
    case (.operations(let operations), let target?):
      for index in select(target, patch, isWhole: isWhole) {
        apply(operations, to: index)
      }
    case (.operations, nil):
      report(
        Diagnostic(
          .invalidKustomizePatch, "a JSON patch needs a 'target'", at: patch.place,
          help: ["add 'target: {kind: …, name: …}' to the entry"]))
    }
  }

  private mutating func select(
    _ target: ObjectSelector, _ patch: KustomizePatch, isWhole: Bool
  ) -> [Int] {
    let selected = objects.indices.filter { target.selects(objects[$0]) }
    if selected.isEmpty, isWhole, let name = target.name {
      let near = closest(to: name, among: objects.map(\.name))
      report(
        Diagnostic(
          .idlePatch, "the patch changes nothing: its target selects no object",
          at: target.place, label: "nothing in this build matches",
          notes: ["kustomize says nothing of such a patch, and builds without it"],
          help: near == name
            ? ["there is '\(name)', but of another kind, group, version or namespace"]
            : near.map { ["the nearest name is '\($0)'"] } ?? []))
    }
    return selected
  }

  /// The object that a patch without a target is for.
  private mutating func object(
    namedBy document: LocatedValue, _ patch: KustomizePatch, isWhole: Bool
  ) -> Int? {
    let metadata = document["metadata"]
    let id = ObjectID(
      ObjectKind(
        apiVersion: document["apiVersion"]?.text ?? "", kind: document["kind"]?.text ?? ""),
      name: metadata?["name"]?.text ?? "", namespace: metadata?["namespace"]?.text ?? "")
    let found = objects.indices.filter { objects[$0].isKnown(as: id) }
    if found.count == 1 { return found[0] }
    let place = metadata?["name"]?.place ?? document.place
    if found.count > 1 {
      report(
        Diagnostic(
          .unmatchedKustomizePatch, "the patch is for \(id), and there are several of it",
          at: place, secondary: found.prefix(2).map { Label(objects[$0].originPlace) },
          help: ["add a 'target' that says which"]))
    } else if isWhole {
      report(
        Diagnostic(
          .unmatchedKustomizePatch, "the patch is for \(id), which is not in this build",
          at: place, help: nearest(to: id)))
    }
    return nil
  }

  private func nearest(to id: ObjectID) -> [String] {
    let same = objects.filter { $0.name == id.name && $0.kind.kind == id.kind.kind }
    if let other = same.first(where: { $0.kind == id.kind }) {
      return [
        other.namespace.isEmpty
          ? "there is one in no namespace: remove 'metadata.namespace' from the patch"
          : "there is one in namespace '\(other.namespace)': say so in 'metadata.namespace' of the patch"
      ]
    }
    if let other = same.first {
      return ["there is one of 'apiVersion: \(other.kind.apiVersion)': write that in the patch"]
    }
    let kind = objects.filter { $0.kind.kind == id.kind.kind }
    return closest(to: id.name, among: kind.map(\.name)).map { ["the nearest is '\($0)'"] } ?? []
  }

  // MARK: Changes

  private mutating func merge(
    _ document: LocatedValue, into indices: [Int], _ patch: KustomizePatch
  ) {
    var deleted: Set<Int> = []
    for index in indices {
      if patch.mayChangeName || patch.mayChangeKind { objects[index].rememberID() }
      var change = Self.change(document, patch)
      if patch.target != nil { change.makeMetadataTexts(["labels", "annotations"]) }
      do throws(StrategicMerge.Failure) {
        let shape = MergeShape.of(objects[index].kind)
        if let merged = try StrategicMerge.apply(change, to: objects[index].located, shape) {
          objects[index].located = merged
          objects[index].identify()
        } else {
          deleted.insert(index)
        }
      } catch {
        report(
          Diagnostic(
            .failedKustomizePatch, "the patch does not fit \(objects[index].id): \(error.reason)",
            at: error.place, secondary: [Label(objects[index].originPlace, "this is the object")]))
      }
    }
    if !deleted.isEmpty {
      objects = objects.enumerated().filter { !deleted.contains($0.offset) }.map(\.element)
    }
  }

  /// A patch without what it has to say who it is for.
  private static func change(_ document: LocatedValue, _ patch: KustomizePatch) -> LocatedValue {
    var change = document
    change.remove("apiVersion")
    if !patch.mayChangeKind { change.remove("kind") }
    guard let metadata = change["metadata"], metadata.kind == .object else { return change }
    let kept = metadata.members.filter {
      $0.key != "namespace" && (patch.mayChangeName || $0.key != "name")
    }
    if kept.isEmpty {
      change.remove("metadata")
    } else {
      change.set("metadata", .object(kept, metadata.place))
    }
    return change
  }

  private mutating func apply(_ operations: [LocatedPatchOperation], to index: Int) {
    objects[index].rememberID()
    var located = objects[index].located
    for operation in operations {
      do throws(LocatedPatchOperation.Failure) {
        try operation.apply(to: &located)
      } catch {
        return report(
          Diagnostic(
            .failedKustomizePatch,
            "'\(operation.name.rawValue)' fails on \(objects[index].id): \(error.reason)",
            at: operation.place,
            secondary: [Label(objects[index].originPlace, "this is the object")],
            help: operation.name == .add
              ? ["make what is missing by an operation before this one, such as with 'value: {}'"]
              : []))
      }
    }
    located.makeMetadataTexts(["annotations"])
    objects[index].located = located
    objects[index].identify()
  }
}

extension LocatedValue {
  /// kustomize reads labels and annotations into texts on the way, null among them, and writes them
  /// back.
  fileprivate mutating func makeMetadataTexts(_ keys: [String]) {
    for key in keys {
      guard let mapping = self["metadata"]?[key], mapping.kind == .object,
        mapping.members.contains(where: { $0.value.string == nil })
      else { continue }
      change("metadata") { metadata in
        metadata.change(key) { mapping in
          mapping.changeMembers { members in
            for index in members.indices where members[index].value.string == nil {
              let value = members[index].value
              var text = value.isNull ? "null" : value.text
              if case .written(let node) = value, node.kind == .scalar { text = node.text }
              members[index].value = .text(text, at: value.place)
            }
          }
        }
      }
    }
  }
}

extension Code {
  package static let failedKustomizePatch = Code(
    "failed-kustomize-patch", .error, "a patch of a kustomization does not fit an object")
  package static let idlePatch = Code(
    "idle-patch", .warning, "the target of a patch selects no object")
  package static let unmatchedKustomizePatch = Code(
    "unmatched-kustomize-patch", .error,
    "a patch of a kustomization names an object that is not there")
}
