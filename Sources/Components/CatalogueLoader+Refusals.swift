import Diagnostics
import Fields
import JSONE
import YAML

/// What is wrong with the files of templates/, whatever the templates give.
extension CatalogueLoader {
  /// Whether a folder's name is one that objects and labels can have: the component's Flux
  /// Kustomization is named for it, and Flux writes that name as a label on all that it applies.
  mutating func isComponentName(_ name: String, at path: String) -> Bool {
    let longest = DNSName.longestLabel - "mooring-".utf8.count
    do throws(FieldProblem) {
      _ = try LabelName.parse(name)
      if name.utf8.count <= longest { return true }
      diagnostics.add(
        Diagnostic(
          .invalidName, "the name of the component '\(name)' is \(name.utf8.count) characters long",
          at: .file(path), notes: ["a component's name has at most \(longest)"],
          help: ["rename the folder"]))
    } catch {
      diagnostics.add(
        Diagnostic(
          .invalidName, "'\(name)' is not a valid name of a component", at: .file(path),
          notes: [error.label], help: error.help.isEmpty ? ["rename the folder"] : error.help))
    }
    return false
  }

  /// The one mapping of a component.yaml; nil where it is not that, which is reported.
  mutating func settingsRoot(of folder: String, at path: String) -> YAMLNode? {
    let settings = "\(folder)/component.yaml"
    guard let file = file(settings) else {
      diagnostics.add(
        Diagnostic(
          .missingComponent, "the folder \(folder) has no component.yaml", at: .file(path),
          help: ["say in it when the component is present and what it depends on"]))
      return nil
    }
    reportUnlessSingle(settings)
    guard let root = file.documents.first, !root.isNull else { return nil }
    guard root.kind == .mapping else {
      diagnostics.add(
        Diagnostic(
          .wrongType, "expected a mapping, found \(root.kindWithArticle)", at: root.place,
          help: ["it has 'summary', 'documentation' and 'present'"]))
      return nil
    }
    return root
  }

  /// Reports a file that is there, parses, and has not exactly one document.
  mutating func reportUnlessSingle(_ path: String) {
    guard let file = file(path), !file.diagnostics.contains(where: { $0.severity == .error }) else {
      return
    }
    let documents = file.documents
    if documents.count > 1 {
      diagnostics.add(
        Diagnostic(
          .severalDocuments, "the file \(path) has \(documents.count) documents",
          at: documents[1].place,
          label: "the second one starts here", help: ["keep one; nothing would read the others"]))
    } else if documents.first?.isNull != false {
      diagnostics.add(
        Diagnostic(
          .emptyTemplate, "the file \(path) is empty", at: .file(path),
          help: ["fill it, or remove it: a built-in file of that path is then used again"]))
    }
  }

  /// Whether a carried file can be a key of a ConfigMap, beside the folder's kustomization.yaml.
  mutating func isScriptName(_ name: String, at place: Place?) -> Bool {
    let isKustomization = name == "kustomization.yaml"
    let isKey = !name.isEmpty && name.utf8.allSatisfy(Self.isInKey)
    if isKey && !isKustomization { return true }
    diagnostics.add(
      Diagnostic(
        .invalidScriptName,
        isKustomization
          ? "'\(name)' is the list that Mooring writes into the same folder"
          : "'\(name)' cannot be a key of a ConfigMap",
        at: place ?? .file(Self.folder),
        label: isKustomization ? "" : "a key holds only letters, digits, '-', '_' and '.'",
        help: ["rename the file"]))
    return false
  }

  private static func isInKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  mutating func reportStray(_ path: String) {
    diagnostics.add(
      Diagnostic(
        .strayTemplate, "the file \(path) belongs to nothing", at: .file(path),
        help: [
          "manifests are .yaml files in base/, cluster/, flux/, components/ or bootstrap/ of a component; scripts are listed in its component.yaml"
        ]))
  }

  /// Reports what a component without a Flux Kustomization has for one to apply.
  mutating func reportUnapplied(
    _ files: [TemplateFile], _ root: YAMLNode, _ settings: ComponentSettings
  ) {
    let job = root.entry("job").map(\.key.place)
    let places = [job, settings.scripts?.configMap.place] + files.map { .file($0.path) }
    for place in places.compactMap(\.self) {
      diagnostics.add(
        Diagnostic(
          .unappliedTemplate, "nothing applies this: the component has no Flux Kustomization",
          at: place, notes: ["'flux' of its component.yaml is false"],
          help: ["remove 'flux: false', or this"]))
    }
  }

  mutating func reportClusterReads(in file: TemplateFile) {
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
}

extension Code {
  package static let missingComponent = Code(
    "missing-component", .error, "a folder of templates/ has no component.yaml")
  package static let missingScript = Code(
    "missing-script", .error, "a script that a component carries is not there, or is no text")
  package static let strayTemplate = Code(
    "stray-template", .error, "a file of templates/ belongs to no component")
  package static let baseReadsCluster = Code(
    "base-reads-cluster", .error, "a template that clusters share reads what one of them has")
  package static let severalDocuments = Code(
    "several-documents", .error, "a file that holds one document holds more")
  package static let emptyTemplate = Code(
    "empty-template", .error, "a file that every cluster is made with holds nothing")
  package static let unappliedTemplate = Code(
    "unapplied-template", .error, "a component without a Flux Kustomization has something to apply")
  package static let invalidScriptName = Code(
    "invalid-script-name", .error, "a script has a name that it cannot have in the tree")
}
