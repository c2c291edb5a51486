import Cryptography
import Diagnostics
import Manifests
import Values
import YAML

/// An entry of configMapGenerator or secretGenerator, and the object that it gives.
struct GeneratedObject {
  enum Kind: String {
    case configMap = "ConfigMap"
    case secret = "Secret"
  }

  enum Behavior: String, CaseIterable {
    case create, merge, replace
  }

  let kind: Kind
  let entry: LocatedValue
  /// `generatorOptions` of the kustomization, under the entry's own.
  let options: LocatedValue?
  private(set) var problems: [Diagnostic] = []
  private var data: [LocatedValue.Member] = []
  private var binaryData: [LocatedValue.Member] = []
  private var keys: [String: Place] = [:]

  init(_ kind: Kind, _ entry: LocatedValue, options: LocatedValue?) {
    self.kind = kind
    self.entry = entry
    self.options = options
  }

  /// The files that it reads: env files, then files of data with their keys; in kustomize's order.
  var envs: [LocatedValue] {
    (entry["envs"]?.elements ?? []) + (entry["env"].map { $0.text.isEmpty ? [] : [$0] } ?? [])
  }
  var files: [LocatedValue] { entry["files"]?.elements ?? [] }

  var behavior: Behavior {
    entry["behavior"].flatMap { Behavior(rawValue: $0.text) } ?? .create
  }

  /// Whether its name is to end in a hash.
  var hasHash: Bool { option("disableNameSuffixHash")?.scalar != .bool(true) }

  private func option(_ key: String) -> LocatedValue? {
    // What is false in the entry does not undo what is true for all.
    let own = entry["options"]?[key]
    let shared = options?[key]
    return own?.scalar == .bool(true) ? own : shared ?? own
  }

  /// Labels or annotations, those of the entry over those for all.
  private func pairs(_ key: String) -> [LocatedValue.Member] {
    var pairs: [LocatedValue.Member] = []
    for mapping in [options?[key], entry["options"]?[key]] {
      for member in mapping?.members ?? [] {
        pairs.removeAll { $0.key == member.key }
        pairs.append(member)
      }
    }
    return pairs
  }

  mutating func addLiterals() {
    for literal in entry["literals"]?.elements ?? [] {
      let text = literal.text
      guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), sign != text.startIndex else {
        problems.append(
          Diagnostic(
            .invalidGenerator, "a literal is a key, '=' and a value", at: literal.place,
            label: "there is no key before '='"))
        continue
      }
      let value = String(text[text.utf8.index(after: sign)...])
      add(
        String(text[..<sign]), Array(Self.withoutQuotes(value).utf8), at: literal.place)
    }
  }

  private static func withoutQuotes(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.utf8.first, first == text.utf8.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    else { return text }
    return String(text.dropFirst().dropLast())
  }

  /// The lines of an env file: `KEY=value`; `#` begins a comment.
  mutating func addLines(of bytes: [UInt8], at place: Place) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) {
      lines[0] = first.dropFirst(3)
    }
    for var line in lines {
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      line = line.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      let sign = line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
      let key = String(decoding: line[..<sign], as: UTF8.self)
      if key.isEmpty { continue }
      add(key, Array(line[sign...].dropFirst()), at: place)
    }
  }

  /// The key and the path of an entry of `files`; nil where it has none, which is reported.
  mutating func source(of file: LocatedValue) -> (key: String, path: String)? {
    let parts = file.text.utf8.split(
      separator: UInt8(ascii: "="), omittingEmptySubsequences: false
    ).map { String($0) ?? "" }
    switch parts.count {
    case 1:
      let name = parts[0].utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" }
      return (name ?? "", parts[0])
    case 2 where !parts[0].isEmpty && !parts[1].isEmpty: return (parts[0], parts[1])
    default:
      problems.append(
        Diagnostic(
          .invalidGenerator, "an entry of 'files' is a path, or a key, '=' and a path",
          at: file.place, help: ["neither may hold another '='"]))
      return nil
    }
  }

  mutating func add(_ key: String, _ bytes: [UInt8], at place: Place) {
    if let other = keys.updateValue(place, forKey: key) {
      problems.append(
        Diagnostic(
          .invalidGenerator, "'\(key)' is generated twice", at: place,
          secondary: other == place ? [] : [Label(other, "it is also given here")]))
      return
    }
    if kind == .configMap, let text = String(validating: bytes, as: UTF8.self) {
      data.append(LocatedValue.Member(key, .text(text, at: place)))
    } else {
      let value = LocatedValue.text(Self.base64(bytes), at: place)
      let member = LocatedValue.Member(key, value)
      if kind == .secret { data.append(member) } else { binaryData.append(member) }
    }
  }

  /// kyaml breaks long values into lines, which are part of the hash.
  private static func base64(_ bytes: [UInt8]) -> String {
    let encoded = Array(Base64.encode(bytes).utf8)
    let width = 70
    guard encoded.count >= width else { return String(decoding: encoded, as: UTF8.self) }
    var lines: [UInt8] = []
    var start = 0
    while start < encoded.count {
      let end = min(start + width, encoded.count)
      lines += encoded[start..<end]
      lines.append(UInt8(ascii: "\n"))
      start = end
    }
    return String(decoding: lines, as: UTF8.self)
  }

  /// The object; nil where it has no name, which is reported.
  mutating func make(_ origin: ManifestReference, node: YAMLNode) -> BuiltObject? {
    guard let name = entry["name"], !name.text.isEmpty else {
      problems.append(
        Diagnostic(
          .invalidGenerator, "a generated \(kind.rawValue) needs a 'name'", at: entry.place))
      return nil
    }
    if let behavior = entry["behavior"], !behavior.text.isEmpty,
      Behavior(rawValue: behavior.text) == nil
    {
      let near = closest(to: behavior.text, among: Behavior.allCases.map(\.rawValue))
      problems.append(
        Diagnostic(
          .unknownBehavior, "'behavior' is 'create', 'merge' or 'replace'", at: behavior.place,
          label: "kustomize takes this for 'create'",
          help: near.map { ["did you mean '\($0)'?"] } ?? []))
    }
    let place = entry.place
    var metadata = [LocatedValue.Member("name", .text(name.text, at: name.place))]
    if let namespace = entry["namespace"], !namespace.text.isEmpty {
      metadata.append(LocatedValue.Member("namespace", namespace))
    }
    for key in ["labels", "annotations"] {
      let pairs = pairs(key)
      if !pairs.isEmpty { metadata.append(LocatedValue.Member(key, .object(pairs, place))) }
    }
    var members = [
      LocatedValue.Member("apiVersion", .text("v1", at: place)),
      LocatedValue.Member("kind", .text(kind.rawValue, at: place)),
      LocatedValue.Member("metadata", .object(metadata, name.place)),
    ]
    if kind == .secret {
      let type = entry["type"].flatMap { $0.text.isEmpty ? nil : $0 }
      members.append(LocatedValue.Member("type", type ?? .text("Opaque", at: place)))
    }
    for (key, values) in [("data", data), ("binaryData", binaryData)] where !values.isEmpty {
      let sorted = values.sorted { $0.key.precedesInBytes($1.key) }
      members.append(LocatedValue.Member(key, .object(sorted, place)))
    }
    if option("immutable")?.scalar == .bool(true) {
      members.append(LocatedValue.Member("immutable", .scalar(.bool(true), place)))
    }
    guard
      var object = BuiltObject(
        .object(members, place), from: origin, node: node, isGenerated: true)
    else { return nil }
    object.needsHash = hasHash
    return object
  }
}

extension BuiltObject {
  /// Takes over what an earlier object of the same name has, as `behavior` says.
  mutating func takeOver(_ old: BuiltObject, _ behavior: GeneratedObject.Behavior) {
    for key in ["labels", "annotations"] {
      let own = located["metadata"]?[key]?.members ?? []
      var merged = old.located["metadata"]?[key]?.members ?? []
      merged.removeAll { member in own.contains { $0.key == member.key } }
      merged += own
      if merged.isEmpty { continue }
      let place = located.place
      located.change("metadata") { $0.set(key, .object(merged, place)) }
    }
    located.change("metadata") { metadata in
      metadata.set("name", .text(old.name, at: old.namePlace))
      if let namespace = old.located["metadata"]?["namespace"] {
        metadata.set("namespace", namespace)
      } else {
        metadata.remove("namespace")
      }
    }
    if behavior == .merge {
      for key in ["data", "binaryData"] {
        let own = located[key]?.members ?? []
        var merged = old.located[key]?.members ?? []
        merged.removeAll { member in own.contains { $0.key == member.key } }
        merged += own
        if !merged.isEmpty { located.set(key, .object(merged, located.place)) }
      }
    }
    needsHash = needsHash && old.needsHash
    formerIDs = old.formerIDs
    prefixes = old.prefixes
    suffixes = old.suffixes
    identify()
  }
}

extension Code {
  package static let invalidGenerator = Code(
    "invalid-generator", .error, "an entry of a generator cannot be read")
  package static let unknownBehavior = Code(
    "unknown-behavior", .warning, "'behavior' of a generator is none that kustomize knows")
}
