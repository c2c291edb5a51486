import Diagnostics
import Sources
import Values
import YAML

/// Reads folders of the user's as kustomize would, without running anything; each once.
///
/// What is not there, not readable, too much or not local makes a folder not whole, and nothing more:
/// these files are not the description, and others judge them.
package struct UserFolders {
  /// What one folder may cost, with all that it refers to.
  private static let mostFiles = 1_000
  private static let mostBytes = 16 << 20
  private static let deepest = 32

  /// The names that kustomize looks for, in its order.
  static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  let snapshot: any Snapshot
  /// The folder of Mooring's tree.
  let tree: String
  private var known: [String: UserFolder] = [:]
  /// nil until somebody asks.
  var listings: Set<Listing>?
  private var filesLeft = 0
  private var bytesLeft = 0

  package init(_ snapshot: any Snapshot, tree: String) {
    self.snapshot = snapshot
    self.tree = tree
  }

  /// nil where there is no such folder, or nothing in it.
  package mutating func folder(_ path: String) -> UserFolder? {
    if let folder = known[path] { return folder }
    guard isFolder(path) else { return nil }
    filesLeft = Self.mostFiles
    bytesLeft = Self.mostBytes
    let folder = read(path, within: [])
    known[path] = folder
    return folder
  }

  func isFolder(_ path: String) -> Bool { !files(below: path).isEmpty }

  func files(below folder: String) -> [String] { (try? snapshot.files(below: folder)) ?? [] }

  /// A file, if there is one and it may still be read.
  mutating func file(_ path: String) -> YAMLFile? {
    guard filesLeft > 0, let bytes = (try? snapshot.bytes(of: path)) ?? nil,
      bytes.count <= bytesLeft
    else { return nil }
    filesLeft -= 1
    bytesLeft -= bytes.count
    return YAMLFile(path: path, bytes: bytes)
  }

  /// - Parameter outer: the folders that lead here, so that none leads round in circles.
  mutating func read(_ path: String, within outer: [String]) -> UserFolder {
    var folder = UserFolder(path: path)
    guard outer.count < Self.deepest, !outer.contains(path) else {
      folder.isWhole = false
      return folder
    }
    for name in Self.fileNames {
      guard let file = file("\(path)/\(name)") else { continue }
      folder.report(file)
      guard let root = file.documents.first, root.kind == .mapping,
        !Diagnostics(file.diagnostics).hasErrors
      else {
        folder.kustomization = .file(file.path)
        folder.isReadable = false
        folder.isWhole = false
        return folder
      }
      assemble(&folder, from: root, within: outer + [path])
      return folder
    }
    collect(&folder, within: outer + [path])
    return folder
  }

  /// The objects of a manifest.
  ///
  /// - Parameter isListed: whether a kustomization.yaml names it: one that is merely there may be
  ///   ignored by the source.
  mutating func add(_ path: String, to folder: inout UserFolder, isListed: Bool) {
    guard let file = file(path) else {
      folder.isWhole = false
      return
    }
    if isListed { folder.report(file) }
    if Diagnostics(file.diagnostics).hasErrors {
      folder.isWhole = false
      return
    }
    for document in file.documents where !document.isEmpty { add(document, to: &folder) }
  }

  private func add(_ node: YAMLNode, to folder: inout UserFolder) {
    let items = node["items"]?.elements
    if let items, node["kind"]?.text.utf8.suffix(4).elementsEqual("List".utf8) ?? false {
      for item in items { add(item, to: &folder) }
      return
    }
    guard let object = UserObject(node), !object.hasVariables else {
      folder.isWhole = false
      return
    }
    folder.objects.append(object)
  }

  /// As Flux does without a kustomization.yaml: every manifest below, and folders that have one as
  /// a whole.
  private mutating func collect(_ folder: inout UserFolder, within outer: [String]) {
    var whole: [String] = []
    for path in files(below: folder.path) {
      if whole.contains(where: { path.hasPrefix($0) }) { continue }
      let parts = SnapshotPath.parts(of: path)
      if let last = parts.last, Self.fileNames.contains(last) {
        let inner = parts.dropLast().joined(separator: "/")
        whole.append(inner + "/")
        // Its other files may come first in the order of names.
        folder.objects.removeAll { $0.place.path.hasPrefix(inner + "/") }
        include(read(inner, within: outer), in: &folder)
      } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        add(path, to: &folder, isListed: false)
      }
    }
  }

  /// Takes over what another folder gives: there as applied, here still to be patched.
  func include(_ inner: UserFolder, in folder: inout UserFolder) {
    for var object in inner.objects {
      object.patched = object.applied
      folder.objects.append(object)
    }
    folder.components += inner.components
    folder.problems += inner.problems
    if !inner.isReadable { folder.isReadable = false }
    if !inner.isWhole { folder.isWhole = false }
    if inner.mayChangeMeshing { folder.mayChangeMeshing = true }
  }
}

extension YAMLNode {
  /// A document without content.
  fileprivate var isEmpty: Bool { kind == .scalar && scalar.isNull }
}
