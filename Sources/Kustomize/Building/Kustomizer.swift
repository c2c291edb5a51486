import Diagnostics
import Sources
import Values
import YAML

/// Builds folders of one repository as kustomize does, running nothing; each file is read once.
package struct Kustomizer: Sendable {
  let limits: KustomizeLimits
  var files: RepositoryFiles
  /// What a folder gives before names are hashed and references follow; by its path.
  private var accumulations: [String: Accumulation] = [:]
  private var manifests: [String: Manifest] = [:]
  private var kustomizations: [String: KustomizationFile] = [:]
  private var built: [String: KustomizedFolder] = [:]
  private var objectsLeft: Int

  package init(_ snapshot: any Snapshot, limits: KustomizeLimits = .standard) {
    self.limits = limits
    files = RepositoryFiles(snapshot, limits)
    objectsLeft = limits.objectsOfRun
  }

  /// Every file of the repository that a Flux source holds, in byte order.
  package var paths: [String] { files.paths }

  /// A file of the repository, read once; nil where there is none, or none may be read any more.
  package mutating func file(_ path: String) -> YAMLFile? { files.yaml(path) }

  /// The kustomization file of a folder; nil where it has none.
  package func kustomizationFile(of folder: String) -> String? {
    kustomizationFiles(of: folder).first
  }

  /// What Flux makes of a folder; nil where there is none.
  ///
  /// - Parameters:
  ///   - path: relative to the root of the repository; empty for the root.
  ///   - overlay: what the Flux Kustomization that reads the folder adds.
  package mutating func folder(
    _ path: String, with overlay: FluxOverlay? = nil
  ) -> KustomizedFolder? {
    guard case .local(let path) = ListedPath(path, from: ""), files.isFolder(path) else {
      return nil
    }
    let overlay = overlay.flatMap { $0.isEmpty ? nil : $0 }
    if overlay == nil, let folder = built[path] { return folder }
    var folder = KustomizedFolder(path: path)
    var accumulation = Accumulation()
    if var file = kustomization(of: path, at: .file(path), problems: &accumulation.problems) {
      folder.kustomization = .file(file.path)
      add(overlay, to: &file, of: path)
      build(file, of: path, into: &accumulation, within: [path])
    } else if accumulation.problems.isEmpty {
      var file = KustomizationFile(listing: manifests(below: path), of: path)
      add(overlay, to: &file, of: path)
      build(file, of: path, into: &accumulation, within: [path])
    }
    finish(&accumulation)
    overlay?.addCommonMetadata(to: &accumulation.objects)
    folder.problems = accumulation.problems
    folder.unknowns = accumulation.unknowns
    folder.files = accumulation.files
    folder.folders = accumulation.folders
    folder.objects = accumulation.objects.map(\.kustomized)
    if overlay == nil { built[path] = folder }
    return folder
  }

  private func add(
    _ overlay: FluxOverlay?, to file: inout KustomizationFile, of folder: String
  ) {
    overlay?.add(to: &file) { component in
      guard case .local(let path) = ListedPath(component.text, from: folder) else { return true }
      return files.isFolder(path)
    }
  }

  // MARK: Folders

  private func kustomizationFiles(of folder: String) -> [String] {
    KustomizationFile.names.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
      .filter { files.isFile($0) }
  }

  /// nil where there is none, or several, which is reported.
  private mutating func kustomization(
    of folder: String, at place: Place, problems: inout [Diagnostic]
  ) -> KustomizationFile? {
    if let known = kustomizations[folder] { return known }
    let paths = kustomizationFiles(of: folder)
    if paths.count > 1 {
      problems.append(
        Diagnostic(
          .severalKustomizationFiles, "the folder has several kustomization files",
          at: .file(paths[1]), secondary: [Label(.file(paths[0]), "this is one, too")],
          help: ["keep one of them: kustomize takes none where there are several"]))
      return nil
    }
    guard let path = paths.first, let file = files.yaml(path) else { return nil }
    let kustomization = KustomizationFile(file)
    kustomizations[folder] = kustomization
    return kustomization
  }

  /// As Flux lists them where there is no kustomization.yaml: every manifest below, and folders that
  /// have one as a whole.
  private func manifests(below folder: String) -> [String] {
    var listed: [String] = []
    var whole: Set<String> = []
    let names = Set(KustomizationFile.names)
    for path in files.paths(below: folder) {
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { continue }
      let name = String(path[path.utf8.index(after: slash)...])
      if names.contains(name) { whole.insert(String(path[..<slash])) }
    }
    var added: Set<String> = []
    for path in files.paths(below: folder) {
      var outermost: Substring?
      var end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
      while let slash = end, slash > folder.endIndex || folder.isEmpty {
        let inner = path[..<slash]
        if inner.utf8.count <= folder.utf8.count { break }
        if whole.contains(String(inner)) { outermost = inner }
        end = inner.utf8.lastIndex(of: UInt8(ascii: "/"))
      }
      if let outermost {
        if added.insert(String(outermost)).inserted { listed.append(String(outermost)) }
      } else if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
        listed.append(path)
      }
    }
    let prefix = folder.isEmpty ? 0 : folder.utf8.count + 1
    return listed.map { String($0.utf8.dropFirst(prefix)) ?? $0 }
  }

  /// Takes over what a folder gives, or applies a Component to what there is.
  ///
  /// - Parameter place: the entry that lists it.
  mutating func include(
    folder path: String, asComponent isComponent: Bool, listedAt place: Place,
    into accumulation: inout Accumulation, within outer: [String]
  ) {
    if outer.contains(path) {
      accumulation.problems.append(
        Diagnostic(
          .kustomizationCycle, "the folder leads back to itself", at: place,
          label: outer.last == path
            ? "this is the folder itself" : "this folder lists the one here",
          notes: outer.last == path
            ? [] : [(outer.drop { $0 != path } + [path]).joined(separator: " -> ")],
          help: ["remove the entry"]))
      return
    }
    guard outer.count < limits.depth else {
      accumulation.unknowns.append(Unknown("folders are nested too deep", at: place))
      return
    }
    if !isComponent, let known = accumulations[path] {
      return accumulation.merge(known, listedAt: place, atMost: limits.objects)
    }
    let count = accumulation.problems.count
    guard let file = kustomization(of: path, at: place, problems: &accumulation.problems) else {
      if accumulation.problems.count == count {
        accumulation.problems.append(
          Diagnostic(
            .missingKustomization, "the folder '\(path)' has no kustomization.yaml", at: place,
            notes: ["kustomize takes a folder that is listed by its kustomization.yaml alone"],
            help: ["add one that lists its manifests, or list these here"]))
      }
      return
    }
    guard file.isComponent == isComponent || file.isRefused else {
      accumulation.problems.append(
        Diagnostic(
          .misplacedComponent,
          isComponent
            ? "'components' lists a folder that is no Component"
            : "a Component is listed as a resource",
          at: place,
          secondary: [
            Label(
              file.root["kind"]?.place ?? .file(file.path),
              isComponent ? "it is a Kustomization" : "it is a Component")
          ],
          help: [isComponent ? "list it under 'resources'" : "list it under 'components'"]))
      return
    }
    if isComponent {
      return build(file, of: path, into: &accumulation, within: outer + [path])
    }
    var inner = Accumulation()
    build(file, of: path, into: &inner, within: outer + [path])
    accumulations[path] = inner
    accumulation.merge(inner, listedAt: place, atMost: limits.objects)
  }

  /// The objects of a file, each read once.
  mutating func manifest(_ path: String) -> Manifest? {
    if let known = manifests[path] { return known }
    guard let file = files.yaml(path) else { return nil }
    let manifest = Manifest(file)
    manifests[path] = manifest
    return manifest
  }

  // MARK: The end of a build

  /// What is done once, when all folders are through: hashes, and the names that others use.
  private mutating func finish(_ accumulation: inout Accumulation) {
    var objects = accumulation.objects
    if objects.count > objectsLeft {
      accumulation.unknowns.append(
        Unknown("the repository has more objects than are read", at: .file("")))
      objects.removeLast(objects.count - objectsLeft)
    }
    objectsLeft -= objects.count
    for index in objects.indices where objects[index].needsHash {
      let hash = NameHash.of(objects[index].located.value)
      objects[index].rememberID()
      objects[index].setMetadata(
        "name", "\(objects[index].name)-\(hash)", at: objects[index].namePlace)
      objects[index].hasHash = true
    }
    for index in objects.indices {
      // kustomize clears its own annotations in the end, and with them a mapping that is empty.
      let annotations = objects[index].located["metadata"]?["annotations"]
      guard let annotations, annotations.kind == .object, annotations.count == 0 else { continue }
      objects[index].located.change("metadata") { $0.remove("annotations") }
    }
    var update = ReferenceUpdate(objects, NameReference.builtin + accumulation.references)
    update.run()
    accumulation.problems += update.problems
    accumulation.objects = update.objects.filter { object in
      let local = object.located["metadata"]?["annotations"]?["config.kubernetes.io/local-config"]
      return local.map { $0.text == "false" } ?? true
    }
  }
}

extension Code {
  package static let kustomizationCycle = Code(
    "kustomization-cycle", .error, "a folder builds on itself")
  package static let misplacedComponent = Code(
    "misplaced-component", .error, "a Component is listed as a resource, or the other way round")
  package static let missingKustomization = Code(
    "missing-kustomization", .error, "a folder is listed that has no kustomization.yaml")
  package static let severalKustomizationFiles = Code(
    "several-kustomization-files", .error, "a folder has several kustomization files")
}
