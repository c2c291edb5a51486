import Diagnostics
import Manifests
import Values
import YAML

/// The objects of one file, and what keeps kustomize from reading it.
struct Manifest: Sendable {
  private(set) var objects: [BuiltObject] = []
  private(set) var problems: [Diagnostic] = []
  private(set) var unknowns: [Unknown] = []
  private let hasMergeKeys: Bool

  init(_ file: YAMLFile) {
    hasMergeKeys = file.diagnostics.contains { $0.code == .mergeKey }
    for problem in file.diagnostics {
      switch problem.code {
      // Read as kustomize does.
      case .mergeKey, .ambiguousAnchor: continue
      case .yamlTag, .byteOrderMark, .aliasBomb, .yamlLimit, .tooManyProblems,
        .ambiguousLineBreak:
        unknowns.append(Unknown("Mooring does not read this", at: problem.primary.place))
      default: problems.append(problem)
      }
    }
    for (index, document) in file.documents.enumerated() {
      if document.kind == .scalar, document.scalar.isNull { continue }
      add(document, ManifestReference(path: file.path, document: index))
    }
  }

  private mutating func add(_ node: YAMLNode, _ origin: ManifestReference) {
    guard node.kind == .mapping else {
      return report("a manifest is a mapping with 'apiVersion', 'kind' and 'metadata'", node.place)
    }
    let kind = node["kind"]?.text ?? ""
    if kind.utf8.count >= 4, kind.hasSuffix("List"), let items = node["items"] {
      if items.kind != .sequence, !(items.kind == .scalar && items.scalar.isNull) {
        return report("'items' of a List is a list", items.place)
      }
      for (index, item) in items.elements.enumerated() {
        let pointer = JSONPointer(origin.item.steps + [.key("items"), .index(index)])
        add(
          item,
          ManifestReference(path: origin.path, document: origin.document, item: pointer))
      }
      return
    }
    if node.count == 0 { return }
    let value = hasMergeKeys ? LocatedValue(merging: node) : .written(node)
    guard let object = BuiltObject(value, from: origin, node: node) else {
      let isNamed = !(node["metadata"]?["name"]?.text ?? "").isEmpty
      let missing =
        !kind.isEmpty
        ? "no 'metadata.name'" : isNamed ? "no 'kind'" : "neither 'kind' nor 'metadata.name'"
      return report(
        "the object has \(missing)", node.entries.first { _ in true }?.key.place ?? node.place)
    }
    objects.append(object)
  }

  private mutating func report(_ message: String, _ place: Place) {
    problems.append(
      Diagnostic(
        .unidentifiedObject, message, at: place,
        help: [
          "if this file is no manifest, keep it out of the build: do not list it, or move it to another folder"
        ]))
  }
}

extension Code {
  package static let unidentifiedObject = Code(
    "unidentified-object", .error, "a manifest has no kind or no name")
}
