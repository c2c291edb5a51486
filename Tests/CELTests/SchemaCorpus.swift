import Foundation
import Values
import YAML

/// What the published custom resource definitions beside the repository ask of patterns and rules.
struct SchemaCorpus: Sendable {
  /// Where a rule stands, and the schema that it stands in.
  struct Rule: Sendable {
    let source: String
    let optionalOldSelf: Bool
  }

  private(set) var patterns: Set<String> = []
  private(set) var rules: [String: Rule] = [:]

  /// nil where they are not there.
  static let shared: SchemaCorpus? = {
    let beside = ProcessInfo.processInfo.environment["MOORING_SHARED"].map { URL(filePath: $0) }
    let project = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared = beside ?? project.deletingLastPathComponent().appending(path: "shared")
    return try? SchemaCorpus(folder: shared.appending(path: "schemas/crds"))
  }()

  private init(folder: URL) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where path.hasSuffix(".yaml") {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: path)))
      for document in YAMLFile(path: path, bytes: bytes).documents {
        for version in document.value["spec"]?["versions"]?.array ?? [] {
          if let schema = version["schema"]?["openAPIV3Schema"] { add(schema) }
        }
      }
    }
  }

  private mutating func add(_ schema: JSONValue) {
    if let pattern = schema["pattern"]?.string { patterns.insert(pattern) }
    for rule in schema["x-kubernetes-validations"]?.array ?? [] {
      guard let source = rule["rule"]?.string else { continue }
      rules[source] = Rule(
        source: source, optionalOldSelf: rule["optionalOldSelf"] == .bool(true))
    }
    for member in schema["properties"]?.object ?? [:] { add(member.value) }
    for key in ["items", "additionalProperties", "not"] {
      if let inner = schema[key] { add(inner) }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
      for inner in schema[key]?.array ?? [] { add(inner) }
    }
  }
}
