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
  static let kustomizationPath = "\(folder)/flux-kustomization.yaml"
  static let installJobPath = "\(folder)/install-job.yaml"
  /// The templates that components share, and what each makes.
  package static let shared: [(name: String, summary: String)] = [
    ("flux-kustomization", "The Flux Kustomization of every component"),
    ("install-job", "The install Job of every component that has one"),
  ]
  /// What a template of base/ may read: nothing that one cluster has and another has not.
  static let namesForBase: Set<String> = ["fleet", "scripts"]

  var diagnostics = Diagnostics()
  private(set) var files: [String: YAMLFile] = [:]
  private let bytes: [String: [UInt8]]

  /// - Parameter builtIn: path and bytes of each built-in file.
  package static func load(
    builtIn: [(path: String, bytes: [UInt8])], repository: any Snapshot
  ) throws(SourceError) -> LoadedCatalogue {
    var bytes: [String: [UInt8]] = [:]
    for file in builtIn { bytes[file.path] = file.bytes }
    let own = try repository.files(below: folder).filter(isTemplate)
    for path in own { bytes[path] = try repository.bytes(of: path) }
    var loader = CatalogueLoader(bytes: bytes)
    let catalogue = loader.compile()
    return LoadedCatalogue(
      catalogue: catalogue, diagnostics: loader.diagnostics, files: loader.files,
      own: Set(own))
  }

  private init(bytes: [String: [UInt8]]) { self.bytes = bytes }

  /// Swift sources lie in templates/ of Mooring's own repository, to embed it.
  private static func isTemplate(_ path: String) -> Bool { !path.hasSuffix(".swift") }

  private mutating func compile() -> Catalogue? {
    var folders: [String: [String]] = [:]
    for path in bytes.keys {
      let parts = path.split(separator: "/")
      if parts.count > 2 { folders[String(parts[1]), default: []].append(path) }
      let isShared = path == Self.kustomizationPath || path == Self.installJobPath
      if parts.count == 2, !isShared, path.hasSuffix(".yaml") { reportStray(path) }
    }
    let components = folders.keys.sorted().compactMap { name in
      component(name, paths: (folders[name] ?? []).sorted())
    }
    let kustomization = templates(in: Self.kustomizationPath)
    let installJob = templates(in: Self.installJobPath)
    let ordered = order(components)
    if diagnostics.hasErrors { return nil }
    return Catalogue(
      components: ordered, kustomization: kustomization, installJob: installJob)
  }

  private mutating func component(_ name: String, paths: [String]) -> Component? {
    let folder = "\(Self.folder)/\(name)"
    // It becomes part of the name of a Flux Kustomization, and of a folder.
    do throws(FieldProblem) {
      _ = try LabelName.parse(name)
    } catch {
      diagnostics.add(
        Diagnostic(
          error.code, "the folder of a component: \(error.message)",
          at: .file("\(folder)/component.yaml"),
          label: error.label, help: error.help))
      return nil
    }
    guard let root = file("\(folder)/component.yaml")?.documents.first else {
      if bytes["\(folder)/component.yaml"] == nil {
        diagnostics.add(
          Diagnostic(
            .missingComponent, "the folder \(folder) has no component.yaml",
            at: .file(paths.first ?? folder),
            help: ["say in it when the component is present and what it depends on"]))
      }
      return nil
    }
    let report = FieldReport()
    let settings = Fields.decode(
      ComponentSettings.self,
      from: LayeredNode([LayerNode(.document, key: nil, node: root)]), path: [], report: report)
    diagnostics.add(report.diagnostics)
    guard let presence = root["present"].map({ compile($0) }) else { return nil }
    var rooms: [String: [TemplateFile]] = ["base": [], "cluster": [], "flux": []]
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
    return Component(
      name: name, settings: settings, presence: presence,
      requires: root["requires"].map { compile($0) }, job: root["job"].map { compile($0) },
      flux: root["flux"].map { compile($0) },
      base: rooms["base"] ?? [],
      cluster: rooms["cluster"] ?? [], sources: rooms["flux"] ?? [],
      scripts: scripts(of: settings, folder: folder))
  }

  private mutating func scripts(
    of settings: ComponentSettings, folder: String
  ) -> [(name: String, text: String)] {
    var scripts: [(name: String, text: String)] = []
    for name in settings.scripts?.files ?? [] where name.isKnown {
      let path = Self.path(ofScript: name.value, folder)
      let key = path.split(separator: "/").last.map(String.init) ?? name.value
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
      scripts.append((key, text))
    }
    return scripts.sorted { $0.name.precedesInBytes($1.name) }
  }

  /// Where a listed script is: a name alone in base/ of the component itself, a path with folders
  /// below templates/, so that components share a script without a copy.
  private static func path(ofScript name: String, _ folder: String) -> String {
    name.utf8.contains(UInt8(ascii: "/")) ? "\(Self.folder)/\(name)" : "\(folder)/base/\(name)"
  }

  private mutating func templates(in path: String) -> TemplateFile {
    let documents = file(path)?.documents ?? []
    // What a template says is passed on as it is, and so read by others.
    for document in documents { diagnostics.add(ambiguities(in: document)) }
    return TemplateFile(
      path: path,
      documents: documents.map { TemplateDocument(template: compile($0), place: $0.place) })
  }

  private mutating func file(_ path: String) -> YAMLFile? {
    guard let bytes = bytes[path] else { return nil }
    let file = YAMLFile(path: path, bytes: bytes)
    files[path] = file
    diagnostics.add(file.diagnostics)
    return file
  }

  private mutating func compile(_ node: YAMLNode) -> Template {
    let template = Template(node)
    diagnostics.add(template.diagnostics)
    return template
  }
}

/// The catalogue, or why there is none.
package struct LoadedCatalogue: Sendable {
  package let catalogue: Catalogue?
  package let diagnostics: Diagnostics
  /// Every file that was read, by path.
  package let files: [String: YAMLFile]
  /// The paths of those that lie in the repository: the others are built in.
  package let own: Set<String>
}

extension CatalogueLoader {
  private mutating func reportStray(_ path: String) {
    diagnostics.add(
      Diagnostic(
        .strayTemplate, "the file \(path) belongs to nothing", at: .file(path),
        help: [
          "manifests are .yaml files in base/, cluster/ or flux/ of a component; scripts are listed in its component.yaml"
        ]))
  }

  private mutating func reportClusterReads(in file: TemplateFile) {
    for document in file.documents {
      for variable in document.template.freeVariables
      where !Self.namesForBase.contains(variable.name) {
        diagnostics.add(
          Diagnostic(
            .baseReadsCluster,
            "a template of base/ reads '\(variable.name)', which each cluster has of its own",
            at: variable.place,
            help: ["move the file to cluster/, or read the fleet's facts only"]))
      }
    }
  }

  /// Each component after all that it depends on; else by name. Reports what is not there and cycles.
  private mutating func order(_ components: [Component]) -> [Component] {
    let names = Set(components.map(\.name))
    for component in components {
      for dependency in component.settings.dependsOn
      where dependency.isKnown && !names.contains(dependency.value.text) {
        var diagnostic = Diagnostic(
          .unknownComponent, "no component is named '\(dependency.value.text)'",
          at: dependency.place ?? .file(component.name))
        if let near = closest(to: dependency.value.text, among: names.sorted()) {
          diagnostic.help = ["the nearest name is '\(near)'"]
        }
        diagnostics.add(diagnostic)
      }
    }
    var ordered: [Component] = []
    var placed: Set<String> = []
    var rest = components
    while !rest.isEmpty {
      let isReady: (Component) -> Bool = { component in
        component.settings.dependsOn.allSatisfy {
          placed.contains($0.value.text) || !names.contains($0.value.text)
        }
      }
      guard let next = rest.firstIndex(where: isReady) else {
        reportCycle(rest)
        return []
      }
      placed.insert(rest[next].name)
      ordered.append(rest.remove(at: next))
    }
    return ordered
  }

  /// Every component of `rest` waits for another of them; follows one until it comes round.
  private mutating func reportCycle(_ rest: [Component]) {
    let byName = Dictionary(uniqueKeysWithValues: rest.map { ($0.name, $0) })
    var way: [String] = []
    var name = rest[0].name
    while !way.contains(name) {
      way.append(name)
      let next = byName[name]?.settings.dependsOn.first { byName[$0.value.text] != nil }
      guard let next else { return }
      name = next.value.text
    }
    let cycle = way[(way.firstIndex(of: name) ?? 0)...] + [name]
    let last = byName[cycle[cycle.count - 2]]
    let place = last?.settings.dependsOn.first { $0.value.text == name }?.place
    diagnostics.add(
      Diagnostic(
        .componentCycle,
        cycle.count == 2
          ? "component '\(name)' waits for itself"
          : "components wait for each other: \(cycle.joined(separator: " -> "))",
        at: place ?? .file(name), help: ["remove one of the dependencies"]))
  }
}

extension Code {
  package static let missingComponent = Code(
    "missing-component", .error, "a folder of templates/ has no component.yaml")
  package static let missingScript = Code(
    "missing-script", .error, "a script that a component carries is not there, or is no text")
  package static let ambiguousScript = Code(
    "ambiguous-script", .error, "two scripts of a component end up under one name")
  package static let strayTemplate = Code(
    "stray-template", .error, "a file of templates/ belongs to no component")
  package static let baseReadsCluster = Code(
    "base-reads-cluster", .error, "a template that clusters share reads what one of them has")
  package static let unknownComponent = Code(
    "unknown-component", .error, "a component depends on one that is not there")
  package static let componentCycle = Code(
    "component-cycle", .error, "components depend on each other in a circle")
}
