import Diagnostics
import Manifests
import Values
import YAML

/// What a kustomization lists: resources, Components, and other files.
extension Kustomizer {
  mutating func include(
    resource entry: LocatedValue, of folder: String, into accumulation: inout Accumulation,
    within outer: [String]
  ) {
    guard let path = local(entry, from: folder, "a remote base is not fetched", &accumulation)
    else { return }
    if files.isFile(path) {
      accumulation.files.insert(path)
      guard let manifest = manifest(path) else {
        accumulation.unknowns.append(
          Unknown("the file is not read: it is too large", at: entry.place))
        return
      }
      var problems = manifest.problems
      if KustomizationFile.names.contains(where: { path == $0 || path.hasSuffix("/\($0)") }) {
        problems = [Self.listedKustomization(entry, path)]
      }
      accumulation.problems += problems
      accumulation.unknowns += manifest.unknowns
      accumulation.append(manifest.objects, listedAt: entry.place, atMost: limits.objects)
    } else if files.isFolder(path) {
      include(
        folder: path, asComponent: false, listedAt: entry.place, into: &accumulation, within: outer)
    } else {
      accumulation.problems.append(missing(entry, path, .missingResource))
    }
  }

  static func listedKustomization(_ entry: LocatedValue, _ path: String) -> Diagnostic {
    Diagnostic(
      .unidentifiedObject, "a kustomization file is no resource", at: entry.place,
      help: ["list its folder: kustomize reads the file there"])
  }

  mutating func include(
    component entry: LocatedValue, of folder: String, into accumulation: inout Accumulation,
    within outer: [String]
  ) {
    guard let path = local(entry, from: folder, "a remote Component is not fetched", &accumulation)
    else { return }
    guard files.isFolder(path) else {
      accumulation.problems.append(missing(entry, path, .missingResource))
      return
    }
    include(
      folder: path, asComponent: true, listedAt: entry.place, into: &accumulation, within: outer)
  }

  /// The path of an entry from the root; nil where it leads elsewhere, which is said.
  func local(
    _ entry: LocatedValue, from folder: String, _ reason: String,
    _ accumulation: inout Accumulation
  ) -> String? {
    if entry.text.isEmpty {
      accumulation.problems.append(
        Diagnostic(.missingResource, "the entry is empty", at: entry.place, help: ["remove it"]))
      return nil
    }
    switch ListedPath(entry.text, from: folder) {
    case .local(let path): return path
    case .remote: accumulation.unknowns.append(Unknown(reason, at: entry.place))
    case .outside:
      accumulation.problems.append(
        Diagnostic(
          .pathOutsideRepository, "'\(entry.text)' leads out of the repository", at: entry.place,
          notes: ["Flux sees the files of its source alone"],
          help: ["name it by a path from this folder to a place within the repository"]))
    }
    return nil
  }

  func missing(_ entry: LocatedValue, _ path: String, _ code: Code) -> Diagnostic {
    if files.isLeftOut(path) {
      return Diagnostic(
        code, "'\(entry.text)' is left out of the source", at: entry.place,
        notes: ["Flux's default ignores or a '.sourceignore' match '\(path)'"],
        help: ["include it by a line '!…' in '.sourceignore', or do not list it"])
    }
    let what = code == .missingResource ? "file or folder" : "file"
    if files.isFolder(path) {
      return Diagnostic(code, "'\(entry.text)' is a folder, not a file", at: entry.place)
    }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = slash.map { String(path[..<$0]) } ?? ""
    let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    guard files.isFolder(parent) else {
      return Diagnostic(
        code, "there is no \(what) '\(entry.text)'", at: entry.place,
        notes: ["there is no folder '\(parent)'"])
    }
    var names: Set<String> = []
    let start = parent.isEmpty ? 0 : parent.utf8.count + 1
    for other in files.paths(below: parent) {
      let rest = other.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: "/") }
      names.insert(String(rest) ?? "")
    }
    let near = closest(to: name, among: names)
    return Diagnostic(
      code, "there is no \(what) '\(entry.text)'", at: entry.place,
      help: near.map { ["'\(parent.isEmpty ? "." : parent)' has '\($0)'"] } ?? [])
  }

  /// A file that an entry names; nil where there is none, which is said.
  mutating func listed(
    _ entry: LocatedValue, from folder: String, _ accumulation: inout Accumulation
  ) -> YAMLFile? {
    guard let path = local(entry, from: folder, "a remote file is not fetched", &accumulation)
    else { return nil }
    guard files.isFile(path) else {
      accumulation.problems.append(missing(entry, path, .missingListedFile))
      return nil
    }
    accumulation.files.insert(path)
    guard let file = files.yaml(path) else {
      accumulation.unknowns.append(
        Unknown("the file is not read: it is too large", at: entry.place))
      return nil
    }
    let broken = file.diagnostics.filter { $0.code == .invalidYAML }
    accumulation.problems += broken
    return broken.isEmpty ? file : nil
  }

  mutating func readConfigurations(
    of root: LocatedValue, in folder: String, into accumulation: inout Accumulation
  ) {
    for entry in root["configurations"]?.elements ?? [] {
      guard let file = listed(entry, from: folder, &accumulation) else { continue }
      for document in file.documents {
        let configuration = LocatedValue.written(document)
        accumulation.references += NameReference.read(configuration)
        let isFollowed = configuration.members.allSatisfy {
          ["nameReference", "varReference", "apiVersion", "kind", "metadata"].contains($0.key)
        }
        if !isFollowed {
          accumulation.unknowns.append(
            Unknown("of configurations only 'nameReference' is followed", at: entry.place))
        }
      }
    }
    for entry in root["crds"]?.elements ?? [] {
      // Definitions of references are no more than that, and rare.
      _ = listed(entry, from: folder, &accumulation)
    }
  }
}
