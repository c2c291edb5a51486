import Compiler
import Components
import Diagnostics
import Fields
import Manifests
import Values
import YAML

/// Files of the tree that no template gives: what kustomize reads, scripts, copies.
extension Tracer {
  /// A file that a ConfigMap carries, or the list of a folder.
  mutating func assembly(
    _ line: Int?, _ file: GeneratedFile, _ component: String?
  ) -> TracedPart {
    if let component, let script = script(file.path, of: component) {
      return (
        "is copied as it stands",
        [
          .init(role: .component, name: component),
          .init(role: .template, positions: [FilePosition(path: script, line: line ?? 1)]),
        ]
      )
    }
    return list(line, file, component)
  }

  /// A file of the user's that lies in the tree as it is.
  func copy(of original: String, _ line: Int?, for component: String?) -> TracedPart {
    let sources: [LineTrace.Source] =
      component.map { [.init(role: .component, name: $0)] } ?? []
    return (
      "is copied as it stands",
      sources + [.init(role: .file, positions: [FilePosition(path: original, line: line ?? 1)])]
    )
  }

  /// The file of templates/ that a carried file is a copy of; nil for what is none.
  private func script(_ path: String, of component: String) -> String? {
    replays.component(component)?.scriptPaths[Self.name(path)]
  }

  /// A kustomization.yaml: its entries are files of its folder, or the base.
  private mutating func list(
    _ line: Int?, _ file: GeneratedFile, _ component: String?
  ) -> TracedPart {
    let yaml = YAMLFile(path: file.path, bytes: file.bytes)
    let description = ManifestLine.description(in: file.bytes)
    let whole = assembled(component, description)
    guard let line, let root = yaml.documents.first,
      case .field(let pointer) = ManifestLine(line, in: yaml)
    else { return ("is assembled by Mooring: the list of a folder for kustomize", whole) }
    let steps = pointer.steps
    let text = root.node(at: pointer)?.text ?? ""
    switch (steps.first, steps.dropFirst().first) {
    case (.key("resources")?, .index?):
      return entry(text, in: Self.parts(ofFolder: file.path)) ?? ("lists '\(text)'", whole)
    case (.key("configMapGenerator")?, .index?):
      return generator(steps, text, component, whole)
    default: return ("is assembled by Mooring: the list of a folder for kustomize", whole)
    }
  }

  private mutating func entry(_ name: String, in folder: [String]) -> TracedPart? {
    guard let path = Self.joined(folder, name) else { return nil }
    guard let file = file(path) else {
      let component = Self.name(path)
      guard replays.component(component) != nil else { return nil }
      return (
        "lists what all clusters share of '\(component)'", assembled(component, nil)
      )
    }
    switch file.content {
    case .object(let object):
      return (
        "lists \(object.object.identity)",
        [.init(role: .file, positions: [FilePosition(path: path, line: 1)])]
          + sources(of: JSONPointer(), by: object.maker, whole: true)
      )
    case .attachment(let original, let component):
      let copied = copy(of: original, nil, for: component)
      return ("lists a copy of '\(original)'", copied.sources)
    case .document, .assembly: return nil
    }
  }

  /// What makes the ConfigMap of the scripts.
  private func generator(
    _ steps: [JSONPointer.Step], _ text: String, _ component: String?,
    _ whole: [LineTrace.Source]
  ) -> TracedPart {
    guard let component, let settings = replays.component(component)?.settings else {
      return ("is assembled by Mooring", whole)
    }
    let map = settings.scripts?.configMap.value.text ?? ""
    var sources: [LineTrace.Source] = [.init(role: .component, name: component)]
    let template = { (place: Place?) -> LineTrace.Source in
      let place = place ?? .file(replays.settingsPath(of: component))
      return .init(role: .template, positions: [position(place)])
    }
    switch steps.dropFirst(2).first {
    case .key("files")?:
      let listed = settings.scripts?.files.first { Self.name($0.value) == text }
      sources.append(template(listed?.place ?? settings.scripts?.configMap.place))
      if let script = replays.component(component)?.scriptPaths[text] {
        sources.append(.init(role: .file, positions: [FilePosition(path: script, line: 1)]))
        return ("carries '\(text)' in ConfigMap '\(map)'", sources)
      }
      return ("carries scripts in ConfigMap '\(map)'", sources)
    case .key("namespace")?:
      return (
        "is the namespace of ConfigMap '\(map)'",
        sources + [template(settings.namespace?.place)]
      )
    case .key("options")?:
      let isSubstitution = steps.count > 4
      return (
        isSubstitution
          ? "keeps Flux from taking '${…}' of the scripts for a variable of its own"
          : "keeps the name of ConfigMap '\(map)' as the Job has it",
        sources + [template(settings.scripts?.configMap.place)]
      )
    default:
      return (
        "has kustomize make ConfigMap '\(map)' of scripts",
        sources + [template(settings.scripts?.configMap.place)]
      )
    }
  }

  /// What a file owes its being to that is made of its folder's other files.
  private func assembled(_ component: String?, _ description: String?) -> [LineTrace.Source] {
    var sources: [LineTrace.Source] = []
    if let component {
      sources = [
        .init(role: .component, name: component),
        .init(
          role: .template, positions: [position(.file(replays.settingsPath(of: component)))]),
      ]
    }
    if let description {
      sources.append(.init(role: .described, positions: [position(.file(description))]))
    }
    return sources
  }

  /// What comes after the last slash.
  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private static func parts(ofFolder path: String) -> [String] {
    path.split(separator: "/").dropLast().map(String.init)
  }

  private static func joined(_ folder: [String], _ name: String) -> String? {
    var parts = folder
    for part in name.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(String(part))
      }
    }
    return parts.joined(separator: "/")
  }
}
