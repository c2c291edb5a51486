import Diagnostics
import Manifests
import Values
import YAML

/// One folder, in the order in which kustomize goes through the fields of its kustomization.
extension Kustomizer {
  /// - Parameter outer: the folders that lead here, this one last.
  mutating func build(
    _ file: KustomizationFile, of folder: String, into accumulation: inout Accumulation,
    within outer: [String]
  ) {
    accumulation.folders.insert(folder)
    if !file.path.isEmpty { accumulation.files.insert(file.path) }
    accumulation.problems += file.problems
    accumulation.unknowns += file.unknowns
    if file.isRefused { return }
    let root = file.root
    for field in ["resources", "bases"] {
      for entry in root[field]?.elements ?? [] {
        include(resource: entry, of: folder, into: &accumulation, within: outer)
      }
    }
    readConfigurations(of: root, in: folder, into: &accumulation)
    generate(.configMap, root, in: folder, into: &accumulation)
    generate(.secret, root, in: folder, into: &accumulation)
    noteUnfollowed(in: root, into: &accumulation)
    for entry in root["components"]?.elements ?? [] {
      include(component: entry, of: folder, into: &accumulation, within: outer)
    }
    transform(root, in: folder, &accumulation)
  }

  /// Fields of which what they do to objects is not followed.
  private static let unfollowed: [(field: String, reason: String)] = [
    ("generators", "a generator plug-in is not run"),
    ("helmChartInflationGenerator", "a chart is not rendered"),
    ("helmCharts", "a chart is not rendered"),
    ("openapi", "schemas of one's own may merge lists in another way"),
    ("transformers", "a transformer plug-in is not run"),
    ("validators", "a validator plug-in is not run"),
    ("vars", "'vars' are not filled in"),
  ]

  private func noteUnfollowed(in root: LocatedValue, into accumulation: inout Accumulation) {
    for (field, reason) in Self.unfollowed {
      guard let value = root[field], value.count > 0 else { continue }
      accumulation.unknowns.append(Unknown(reason, at: value.place))
    }
  }

  // MARK: Resources

  private mutating func include(
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

  private static func listedKustomization(_ entry: LocatedValue, _ path: String) -> Diagnostic {
    Diagnostic(
      .unidentifiedObject, "a kustomization file is no resource", at: entry.place,
      help: ["list its folder: kustomize reads the file there"])
  }

  private mutating func include(
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
  private func local(
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

  private func missing(_ entry: LocatedValue, _ path: String, _ code: Code) -> Diagnostic {
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

  // MARK: Other files

  /// A file that an entry names; nil where there is none, which is said.
  private mutating func listed(
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

  private mutating func readConfigurations(
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

  // MARK: Generators

  private mutating func generate(
    _ kind: GeneratedObject.Kind, _ root: LocatedValue, in folder: String,
    into accumulation: inout Accumulation
  ) {
    let field = kind == .configMap ? "configMapGenerator" : "secretGenerator"
    for entry in root[field]?.elements ?? [] {
      var generated = GeneratedObject(kind, entry, options: root["generatorOptions"])
      fill(&generated, in: folder, into: &accumulation)
      guard case .written(let node) = entry else { continue }
      let origin = ManifestReference(path: node.file.path, document: 0)
      let object = generated.make(origin, node: node)
      accumulation.problems += generated.problems
      if let object { absorb(object, generated, into: &accumulation) }
    }
  }

  private mutating func fill(
    _ generated: inout GeneratedObject, in folder: String, into accumulation: inout Accumulation
  ) {
    for entry in generated.envs {
      guard let bytes = bytes(entry.text, entry, from: folder, &accumulation) else { continue }
      generated.addLines(of: bytes, at: entry.place)
    }
    generated.addLiterals()
    for entry in generated.files {
      guard let source = generated.source(of: entry),
        let bytes = bytes(source.path, entry, from: folder, &accumulation)
      else { continue }
      generated.add(source.key, bytes, at: entry.place)
    }
  }

  private mutating func bytes(
    _ text: String, _ entry: LocatedValue, from folder: String,
    _ accumulation: inout Accumulation
  ) -> [UInt8]? {
    let entry = LocatedValue.text(text, at: entry.place)
    guard let path = local(entry, from: folder, "a remote file is not fetched", &accumulation)
    else { return nil }
    guard files.isFile(path) else {
      accumulation.problems.append(missing(entry, path, .missingListedFile))
      return nil
    }
    accumulation.files.insert(path)
    guard let bytes = files.bytes(of: path) else {
      accumulation.unknowns.append(
        Unknown("the file is not read: it is too large", at: entry.place))
      return nil
    }
    if bytes.holds("ENC[AES256_GCM,") {
      accumulation.unknowns.append(
        Unknown("what Flux decrypts is not known, nor a name that is made of it", at: entry.place))
    }
    return bytes
  }

  /// Adds a generated object, or puts it in the place of the one that it merges with.
  private func absorb(
    _ object: BuiltObject, _ generated: GeneratedObject, into accumulation: inout Accumulation
  ) {
    let found = accumulation.objects.indices.filter {
      accumulation.objects[$0].isKnown(as: object.id)
    }
    let place = generated.entry["behavior"]?.place ?? object.namePlace
    switch (found.first, generated.behavior) {
    case (nil, .create):
      accumulation.append([object], listedAt: object.namePlace, atMost: limits.objects)
    case (nil, let behavior):
      guard accumulation.isWhole else { return }
      let same = accumulation.objects.filter { $0.kind == object.kind }
      accumulation.problems.append(
        Diagnostic(
          .conflictingGenerator,
          "there is no \(object.id) to \(behavior.rawValue) with", at: place,
          help: same.first { $0.name == object.name }.map {
            ["there is one in namespace '\($0.namespace)': add 'namespace: \($0.namespace)'"]
          } ?? closest(to: object.name, among: same.map(\.name)).map { ["the nearest is '\($0)'"] }
            ?? ["remove 'behavior' to make it anew"]))
    case (let index?, .create):
      accumulation.problems.append(
        Diagnostic(
          .conflictingGenerator, "\(object.id) is in this build already", at: object.namePlace,
          secondary: [Label(accumulation.objects[index].originPlace, "it is here")],
          help: ["write 'behavior: merge' or 'behavior: replace' to change that one"]))
    case (let index?, let behavior):
      var object = object
      object.takeOver(accumulation.objects[index], behavior)
      accumulation.objects[index] = object
    }
  }

  // MARK: Transformers

  /// api/internal/target, configureBuiltinTransformers: the order is kustomize's.
  private mutating func transform(
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
  private mutating func replacements(
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
  private mutating func strategicPatch(
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
  private mutating func patch(
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

  private func patch(
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

extension Code {
  package static let conflictingGenerator = Code(
    "conflicting-generator", .error, "a generated object is there already, or is to be and is not")
  package static let missingListedFile = Code(
    "missing-listed-file", .error, "a kustomization names a file that is not there")
  package static let missingResource = Code(
    "missing-resource", .error, "a kustomization lists a file or folder that is not there")
  package static let pathOutsideRepository = Code(
    "path-outside-repository", .error, "a kustomization names what is not in its repository")
}
