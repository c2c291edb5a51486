import Diagnostics
import Sources
import Values
import YAML

/// What the fields of a kustomization.yaml do to the objects of its folder.
extension UserFolders {
  /// Fields that make or rename objects in ways that are not read here.
  private static let opaque = [
    "generators", "helmCharts", "helmChartInflationGenerator", "replacements", "transformers",
  ]
  /// Fields that change objects.
  private static let patches = ["patches", "patchesStrategicMerge", "patchesJson6902"]

  mutating func assemble(
    _ folder: inout UserFolder, from root: YAMLNode, within outer: [String]
  ) {
    folder.kustomization = root.entry("components")?.key.place ?? .file(root.place.path)
    for field in ["resources", "bases"] {
      for entry in root.elements(of: field) { include(entry, of: &folder, within: outer) }
    }
    for entry in root.elements(of: "components") {
      let path = Self.path(entry.text, from: folder.path)
      if let path { folder.components.append(Located(path, at: entry.place)) }
      if let path, path.hasPrefix("\(tree)/components/") { continue }
      // Of what others change nothing is known.
      folder.isWhole = false
      folder.mayChangeMeshing = true
    }
    if Self.opaque.contains(where: { root[$0] != nil }) { folder.isWhole = false }
    judgePatches(of: root, in: &folder)
    rename(&folder.objects, by: root)
  }

  private mutating func include(
    _ entry: YAMLNode, of folder: inout UserFolder, within outer: [String]
  ) {
    guard let path = Self.path(entry.text, from: folder.path) else {
      folder.isWhole = false
      return
    }
    if isFolder(path) {
      include(read(path, within: outer), in: &folder)
    } else {
      add(path, to: &folder, isListed: true)
    }
  }

  /// A patch may rename an object, or mesh it otherwise; one that speaks of neither is let pass.
  private mutating func judgePatches(of root: YAMLNode, in folder: inout UserFolder) {
    for field in Self.patches {
      for patch in root.elements(of: field) {
        let texts = patch.kind == .scalar ? [patch] : ["patch", "path"].compactMap { patch[$0] }
        for text in texts { judge(patch: text.text, in: &folder) }
      }
    }
    for field in ["commonAnnotations", "commonLabels", "labels"] {
      if root[field].map(Self.speaksOfMesh) ?? false { folder.mayChangeMeshing = true }
    }
  }

  /// - Parameter text: the patch itself, or the path of its file.
  private mutating func judge(patch text: String, in folder: inout UserFolder) {
    var bytes = Array(text.utf8)
    if !text.utf8.contains(UInt8(ascii: "\n")), let path = Self.path(text, from: folder.path),
      let file = file(path)
    {
      bytes = file.bytes
    }
    if bytes.holds("linkerd.io") { folder.mayChangeMeshing = true }
    if bytes.holds("/metadata/name") || bytes.holds("$patch") { folder.isWhole = false }
  }

  private static func speaksOfMesh(_ node: YAMLNode) -> Bool {
    let start = node.place.range
    return Array(node.file.bytes[start.clamped(to: 0..<node.file.bytes.count)])
      .holds("linkerd.io")
  }

  /// kustomize's own kinds of which neither prefix nor suffix is put to the name.
  private static let keepingName: Set<String> = [
    "APIService", "CustomResourceDefinition", "Namespace",
  ]

  private func rename(_ objects: inout [UserObject], by root: YAMLNode) {
    let prefix = root["namePrefix"]?.text ?? ""
    let suffix = root["nameSuffix"]?.text ?? ""
    let namespace = root["namespace"]?.text ?? ""
    for index in objects.indices {
      if !Self.keepingName.contains(objects[index].kind) {
        objects[index].applied.name = prefix + objects[index].applied.name + suffix
      }
      guard !namespace.isEmpty else { continue }
      if objects[index].kind == "Namespace" {
        objects[index].applied.name = namespace
      } else {
        objects[index].applied.namespace = namespace
      }
    }
  }

  /// A path beside a folder, from the root; nil for what is remote, or leads out of the repository.
  static func path(_ text: String, from folder: String) -> String? {
    let isRemote =
      text.isEmpty || text.hasPrefix("/") || text.hasPrefix("git@") || text.contains("://")
      || text.hasPrefix("github.com/") || text.contains("?") || text.contains("$")
    if isRemote { return nil }
    var parts = SnapshotPath.parts(of: folder)
    for part in SnapshotPath.parts(of: text) {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}

extension YAMLNode {
  /// The elements of a field that is a list; none where it is anything else.
  func elements(of field: String) -> [YAMLNode] {
    self[field].map { Array($0.elements) } ?? []
  }
}
