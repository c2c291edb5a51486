import Diagnostics
import Values
import YAML

/// The file that says what is done with a folder.
struct KustomizationFile: Sendable {
  /// The names that kustomize looks for.
  static let names = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// Empty for one that no file holds.
  let path: String
  /// Its fields, under the names that kustomize knows.
  var root: LocatedValue
  var problems: [Diagnostic] = []
  var unknowns: [Unknown] = []

  var isComponent: Bool { root["kind"]?.text == "Component" }

  /// Whether kustomize goes on with it.
  var isRefused: Bool { problems.contains { $0.severity == .error } }

  /// One that Flux writes for a folder without: what is found in the folder is listed.
  init(listing resources: [String], of folder: String) {
    path = ""
    let place = Place.file(folder)
    let prefix = folder.isEmpty ? "" : "\(folder)/"
    let entries = resources.map { LocatedValue.text($0, at: .file(prefix + $0)) }
    root = .object([LocatedValue.Member("resources", .array(entries, place))], place)
  }

  init(_ file: YAMLFile) {
    path = file.path
    root = .object([], .file(file.path))
    // Duplicate keys are read by kustomize as their last; the rest it refuses as we do.
    var isReadable = true
    for var problem in file.diagnostics {
      switch problem.code {
      case .duplicateKey:
        problem.severity = .warning
        unknowns.append(Unknown("a key is there twice", at: problem.primary.place))
      case .invalidYAML, .invalidUTF8, .nulByte, .controlCharacter, .unknownAlias, .cyclicAlias,
        .tabSeparation:
        isReadable = false
      case .ambiguousLineBreak, .byteOrderMark, .yamlTag, .mergeKey, .nonStringKey, .aliasBomb:
        // What we alone refuse is not read.
        unknowns.append(Unknown("what Mooring does not read", at: problem.primary.place))
        continue
      default:
        unknowns.append(Unknown("what Mooring does not read", at: problem.primary.place))
        continue
      }
      problems.append(problem)
    }
    guard isReadable else { return }
    let documents = file.documents
    guard let document = documents.first, !(document.kind == .scalar && document.scalar.isNull)
    else {
      report(empty: .file(file.path))
      return
    }
    if documents.count > 1 {
      problems.append(
        Diagnostic(
          .ignoredDocument, "kustomize reads the first document of this file alone",
          at: documents[1].place, label: "this one does nothing",
          help: [
            "move its fields to the first document; if it is an object, to a file that 'resources' lists"
          ]))
    }
    guard document.kind == .mapping else {
      problems.append(
        Diagnostic(
          .wrongKustomizationType, "a kustomization is a mapping", at: document.place))
      return
    }
    read(document)
  }

  mutating func report(empty place: Place) {
    problems.append(
      Diagnostic(
        .emptyKustomization, "the kustomization is empty", at: place,
        notes: [
          "kustomize refuses it; where a Flux Kustomization reads it, Flux deletes all that it had applied"
        ],
        help: ["list what belongs here under 'resources', or remove the file"]))
  }

  private mutating func read(_ document: YAMLNode) {
    var members: [LocatedValue.Member] = []
    var isEmpty = true
    for entry in document.entries {
      let key = entry.key.text
      guard let (name, shape) = Self.field(key, among: FieldShape.kustomization) else {
        report(unknown: key, at: entry.key.place, among: FieldShape.kustomization, of: nil)
        isEmpty = false
        continue
      }
      let value = LocatedValue.written(entry.value)
      check(value, is: shape, name)
      if name != "apiVersion", name != "kind", !value.isNull { isEmpty = false }
      // Of a field that is there twice the last counts.
      members.removeAll { $0.key == name }
      members.append(LocatedValue.Member(name, value))
    }
    root = .object(members, document.place)
    if isEmpty { report(empty: document.place) }
    checkKind()
  }

  /// A field by its name; kustomize does not mind another case.
  private static func field(
    _ key: String, among fields: [String: FieldShape]
  ) -> (String, FieldShape)? {
    if let shape = fields[key] { return (key, shape) }
    let folded = key.lowercased()
    return fields.first { $0.key.lowercased() == folded }.map { ($0.key, $0.value) }
  }

  private mutating func report(
    unknown key: String, at place: Place, among fields: [String: FieldShape], of parent: String?
  ) {
    let near = closest(to: key, among: fields.keys)
    problems.append(
      Diagnostic(
        .unknownKustomizationField,
        parent.map { "'\($0)' has no field '\(key)'" } ?? "kustomizations have no field '\(key)'",
        at: place,
        help: near.map { ["did you mean '\($0)'?"] }
          ?? ["remove it: kustomize refuses fields that it does not know"]))
  }

  /// - Parameter name: the field, for words.
  private mutating func check(_ value: LocatedValue, is shape: FieldShape, _ name: String) {
    if value.isNull { return }
    switch (shape, value.kind) {
    case (.anything, _): break
    case (.list(let element), .array):
      for entry in value.elements { check(entry, is: element, name) }
    case (.mapping(let inner), .object):
      for member in value.members { check(member.value, is: inner, member.key) }
    case (.fields(let fields), .object):
      guard case .written(let node) = value else { return }
      for entry in node.entries {
        let key = entry.key.text
        guard let field = Self.field(key, among: fields) else {
          report(unknown: key, at: entry.key.place, among: fields, of: name)
          continue
        }
        check(.written(entry.value), is: field.1, field.0)
      }
    case (.text, .scalar), (.flag, .scalar), (.integer, .scalar):
      check(scalar: value, is: shape, name)
    default: report(wrongType: value, shape, name)
    }
  }

  private mutating func check(scalar value: LocatedValue, is shape: FieldShape, _ name: String) {
    switch (shape, value.scalar) {
    case (.flag, .bool), (.integer, .integer): return
    case (.flag, .string), (.text, .string), (.integer, .string):
      // kustomize reads this file by YAML 1.1: 'on' is true, and 0o10 a number.
      guard case .written(let node) = value, let code = node.ambiguity?.code else {
        if case .text = shape { return }
        break
      }
      switch (shape, code) {
      case (.flag, .ambiguousBoolean), (.integer, .ambiguousNumber): return
      case (.text, .ambiguousBoolean), (.text, .ambiguousNumber), (.text, .ambiguousExponent):
        break
      case (.text, _): return
      default: break
      }
    default: break
    }
    report(wrongType: value, shape, name)
  }

  private mutating func report(wrongType value: LocatedValue, _ shape: FieldShape, _ name: String) {
    var help: [String] = []
    if case .text = shape, value.kind == .scalar, case .written(let node) = value {
      help = ["write \"\(node.text)\" in quotes"]
    } else if case .list = shape, value.kind != .array {
      help = ["begin each entry with '- '"]
    }
    problems.append(
      Diagnostic(
        .wrongKustomizationType, "'\(name)' takes \(shape.name)", at: value.place,
        label: "this is \(Self.name(of: value))", help: help))
  }

  private static func name(of value: LocatedValue) -> String {
    switch value.kind {
    case .array: return "a list"
    case .object: return "a mapping"
    case .scalar:
      switch value.scalar {
      case .bool: return "a boolean"
      case .integer, .number: return "a number"
      default: break
      }
      guard case .written(let node) = value else { return "a text" }
      switch node.ambiguity?.code {
      case .ambiguousBoolean?: return "a boolean to kustomize"
      case .ambiguousNumber?, .ambiguousExponent?: return "a number to kustomize"
      default: return "a text"
      }
    }
  }

  private mutating func checkKind() {
    let kind = root["kind"]
    let kinds = ["Kustomization": "v1beta1", "Component": "v1alpha1"]
    if let kind, !kind.text.isEmpty, kinds[kind.text] == nil {
      problems.append(
        Diagnostic(
          .wrongKustomizationType, "'kind' of this file is 'Kustomization' or 'Component'",
          at: kind.place, label: "this is '\(kind.text)'"))
      return
    }
    let needed = kinds[kind?.text ?? ""] ?? "v1beta1"
    guard let version = root["apiVersion"], !version.text.isEmpty else { return }
    if version.text == "kustomize.config.k8s.io/\(needed)" { return }
    let isFlux = version.text.hasPrefix("kustomize.toolkit.fluxcd.io/")
    problems.append(
      Diagnostic(
        .wrongKustomizationType,
        "'apiVersion' of a \(isComponent ? "Component" : "kustomization") is 'kustomize.config.k8s.io/\(needed)'",
        at: version.place, label: "this is '\(version.text)'",
        help: isFlux
          ? [
            "a Flux Kustomization is an object: give its file another name, and list it under 'resources'"
          ] : []))
  }
}

extension Code {
  package static let emptyKustomization = Code(
    "empty-kustomization", .error, "a kustomization says nothing")
  package static let ignoredDocument = Code(
    "ignored-document", .warning, "a kustomization file has more than one document")
  package static let unknownKustomizationField = Code(
    "unknown-kustomization-field", .error,
    "a kustomization has a field that kustomize does not know")
  package static let wrongKustomizationType = Code(
    "wrong-kustomization-type", .error, "a field of a kustomization has a value of another type")
}
