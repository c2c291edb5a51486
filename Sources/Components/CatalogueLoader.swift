import Diagnostics
import Fields
import JSONE
import Sources
import Values
import YAML

/// Reads the built-in templates and those of the repository, which replace built-in files of the
/// same path, and compiles them.
package struct CatalogueLoader {
  /// The folder of templates, built in and in a repository.
  package static let folder = "templates"
  /// The folder in it that is no component.
  static let sharedName = "shared"
  /// That folder, as a list of components shows it.
  package static let shared = (
    name: sharedName, summary: "The Flux Kustomization and the Job that components share"
  )
  static let kustomizationPath = "\(folder)/\(sharedName)/flux-kustomization.yaml"
  static let installJobPath = "\(folder)/\(sharedName)/install-job.yaml"
  /// What a template of base/ may read: nothing that one cluster has and another has not.
  static let namesForBase: Set<String> = ["fleet", "scripts"]

  var diagnostics = Diagnostics()
  private(set) var files: [String: YAMLFile] = [:]
  private let bytes: [String: [UInt8]]

  /// - Parameter builtIn: path and bytes of each built-in file.
  package static func load(
    builtIn: [(path: String, bytes: [UInt8])], repository: any Snapshot
  ) throws(SourceError) -> LoadedCatalogue {
    var own: [(path: String, bytes: [UInt8])] = []
    for path in try repository.files(below: folder).filter(isTemplate) {
      if let bytes = try repository.bytes(of: path) { own.append((path, bytes)) }
    }
    var loaded = load(builtIn: builtIn, own: own)
    if own.isEmpty, (try? repository.bytes(of: folder)) != nil {
      loaded.diagnostics.add(
        Diagnostic(
          .strayTemplate, "'\(folder)' is a file, and templates lie in a folder of that name",
          at: .file(folder), help: ["rename it, or make it a folder"]))
    }
    return loaded
  }

  package static func load(
    builtIn: [(path: String, bytes: [UInt8])], own: [(path: String, bytes: [UInt8])]
  ) -> LoadedCatalogue {
    var bytes: [String: [UInt8]] = [:]
    for file in builtIn + own { bytes[file.path] = file.bytes }
    var loader = CatalogueLoader(bytes: bytes)
    let catalogue = loader.compile()
    return LoadedCatalogue(
      catalogue: catalogue, diagnostics: loader.diagnostics, files: loader.files,
      own: Set(own.map(\.path)))
  }

  private init(bytes: [String: [UInt8]]) { self.bytes = bytes }

  /// Whether a repository has templates of its own.
  package static func hasOwn(_ repository: any Snapshot) throws(SourceError) -> Bool {
    try repository.files(below: folder).contains(where: isTemplate)
      || (try? repository.bytes(of: folder)) != nil
  }

  /// Swift sources lie in templates/ of Mooring's own repository, to embed it.
  private static func isTemplate(_ path: String) -> Bool { !path.hasSuffix(".swift") }

  private mutating func compile() -> Catalogue? {
    var folders: [String: [String]] = [:]
    for path in bytes.keys {
      let parts = path.split(separator: "/")
      let isShared = parts.count > 2 && parts[1] == Self.sharedName
      if parts.count > 2, !isShared { folders[String(parts[1]), default: []].append(path) }
      let isRead = path == Self.kustomizationPath || path == Self.installJobPath
      if parts.count == 2 || isShared, !isRead, path.hasSuffix(".yaml") { reportStray(path) }
    }
    let components = folders.keys.sorted().compactMap { name in
      component(name, paths: (folders[name] ?? []).sorted())
    }
    reportUnlessSingle(Self.kustomizationPath)
    reportUnlessSingle(Self.installJobPath)
    let kustomization = templates(in: Self.kustomizationPath)
    let installJob = templates(in: Self.installJobPath)
    let ordered = order(components, known: Set(folders.keys))
    if diagnostics.hasErrors { return nil }
    return Catalogue(
      components: ordered, kustomization: kustomization, installJob: installJob)
  }

  private mutating func component(_ name: String, paths: [String]) -> Component? {
    let folder = "\(Self.folder)/\(name)"
    guard isComponentName(name, at: folder),
      let root = settingsRoot(of: folder, at: paths.first ?? folder)
    else { return nil }
    let report = FieldReport()
    let settings = Fields.decode(
      ComponentSettings.self,
      from: LayeredNode([LayerNode(.document, key: nil, node: root)]), path: [], report: report)
    diagnostics.add(report.diagnostics)
    guard let presence = root["present"].map({ compile($0) }) else { return nil }
    var rooms: [String: [TemplateFile]] = [
      "base": [], "cluster": [], "flux": [], "components": [], "bootstrap": [],
    ]
    let carried = Set(settings.scripts?.files.map { Self.path(ofScript: $0.value, folder) } ?? [])
    for path in paths where path != "\(folder)/component.yaml" && !carried.contains(path) {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.count == 4, rooms[parts[2]] != nil, path.hasSuffix(".yaml") else {
        reportStray(path)
        continue
      }
      rooms[parts[2]]?.append(templates(in: path))
    }
    for file in rooms["base"] ?? [] { reportClusterReads(in: file) }
    let hasKustomization = root["flux"]?.scalar != .bool(false)
    if !hasKustomization {
      reportUnapplied((rooms["base"] ?? []) + (rooms["cluster"] ?? []), root, settings)
    }
    return Component(
      name: name, settings: settings, presence: presence,
      requires: root["requires"].map { compile($0) },
      attach: root["attach"].map { compile($0) }, job: root["job"].map { compile($0) },
      facts: root["facts"].map { compile($0) },
      flux: hasKustomization ? root["flux"].map { compile($0) } : nil,
      hasKustomization: hasKustomization, base: rooms["base"] ?? [],
      cluster: rooms["cluster"] ?? [], sources: rooms["flux"] ?? [],
      components: rooms["components"] ?? [], bootstrap: rooms["bootstrap"] ?? [],
      scripts: scripts(of: settings, folder: folder),
      scriptPaths: Self.scriptPaths(of: settings, folder: folder))
  }

  private mutating func scripts(
    of settings: ComponentSettings, folder: String
  ) -> [(name: String, text: String)] {
    var scripts: [(name: String, text: String)] = []
    for name in settings.scripts?.files ?? [] where name.isKnown {
      let path = Self.path(ofScript: name.value, folder)
      let key = path.split(separator: "/").last.map(String.init) ?? name.value
      guard isScriptName(key, at: name.place) else { continue }
      guard !scripts.contains(where: { $0.name == key }) else {
        diagnostics.add(
          Diagnostic(
            .ambiguousScript, "two scripts are named '\(key)'",
            at: name.place ?? .file("\(folder)/component.yaml"),
            notes: ["in the ConfigMap that carries them a file's folder is lost"]))
        continue
      }
      guard let bytes = bytes[path] else {
        diagnostics.add(
          Diagnostic(
            .missingScript, "there is no file \(path)",
            at: name.place ?? .file("\(folder)/component.yaml"),
            help: ["add the file, or take its name out of 'scripts'"]))
        continue
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        diagnostics.add(
          Diagnostic(
            .missingScript, "the script is not UTF-8 text", at: .file(path),
            help: ["save the file as UTF-8"]))
        continue
      }
      if let conflicts = MergeConflicts(in: bytes) {
        diagnostics.add(conflicts.diagnostic(in: path))
        continue
      }
      scripts.append((key, text))
    }
    return scripts.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func scriptPaths(
    of settings: ComponentSettings, folder: String
  ) -> [String: String] {
    let paths = (settings.scripts?.files ?? []).map { path(ofScript: $0.value, folder) }
    return Dictionary(
      paths.map { ($0.split(separator: "/").last.map(String.init) ?? $0, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Where a listed script is: a name alone in base/ of the component itself, a path with folders
  /// below templates/, so that components share a script without a copy.
  private static func path(ofScript name: String, _ folder: String) -> String {
    name.utf8.contains(UInt8(ascii: "/")) ? "\(Self.folder)/\(name)" : "\(folder)/base/\(name)"
  }

  private mutating func templates(in path: String) -> TemplateFile {
    let documents = file(path)?.documents ?? []
    return TemplateFile(
      path: path,
      documents: documents.map { TemplateDocument(template: compile($0), place: $0.place) })
  }

  mutating func file(_ path: String) -> YAMLFile? {
    if let file = files[path] { return file }
    guard let bytes = bytes[path] else { return nil }
    let file = YAMLFile(path: path, bytes: bytes)
    files[path] = file
    diagnostics.add(file.diagnostics)
    return file
  }

  private mutating func compile(_ node: YAMLNode) -> Template {
    diagnostics.add(ambiguities(in: node))
    let template = Template(node)
    diagnostics.add(template.diagnostics)
    return template
  }
}

/// The catalogue, or why there is none.
package struct LoadedCatalogue: Sendable {
  package let catalogue: Catalogue?
  package internal(set) var diagnostics: Diagnostics
  /// Every file that was read, by path.
  package let files: [String: YAMLFile]
  /// The paths of those that lie in the repository: the others are built in.
  package let own: Set<String>
}

extension Code {
  package static let ambiguousScript = Code(
    "ambiguous-script", .error, "two scripts of a component end up under one name")
}
