import Diagnostics
import Fields
import YAML

/// A document of the description: `apiVersion`, `kind`, `metadata.name` and `spec`.
package struct DescriptionDocument: Sendable {
  package enum Kind: String, WordField {
    case fleet = "Fleet"
    case cluster = "Cluster"
  }

  package let root: YAMLNode
  package let kind: Kind
  package let name: Located<LabelName>
  package let specKey: YAMLNode
  package let spec: YAMLNode

  /// nil where the document cannot be told to be one; `report` says why.
  package init?(_ root: YAMLNode, report: FieldReport) {
    guard root.kind == .mapping else {
      report.add(
        Diagnostic(
          .wrongType, "expected a mapping, found \(root.kindWithArticle)", at: root.place,
          help: ["a document has apiVersion, kind, metadata and spec"]))
      return nil
    }
    if let misspelt = Self.misspeltFormat(in: root) {
      report.add(
        Diagnostic(
          .unknownField, "unknown field '\(misspelt.text)'", at: misspelt.place,
          label: "not a field of this document", notes: LookAlike.notes(on: misspelt.text),
          help: ["the nearest name is 'apiVersion'"]))
      return nil
    }
    let layered = LayeredNode([LayerNode(.document, key: nil, node: root)])
    // Of a document of somebody else nothing more is to be said.
    guard
      Fields.decode(Format.self, from: layered, path: [], report: report).apiVersion.isKnown
    else { return nil }
    let header = Fields.decode(Header.self, from: layered, path: [], report: report)
    guard header.kind.isKnown,
      let (specKey, spec) = root.entry("spec"), spec.kind == .mapping
    else { return nil }
    self.root = root
    self.kind = header.kind.value
    self.name = header.metadata.name
    self.specKey = specKey
    self.spec = spec
  }

  /// The key that was to be 'apiVersion', without which a document is somebody else's.
  private static func misspeltFormat(in root: YAMLNode) -> YAMLNode? {
    guard root.entry("apiVersion") == nil else { return nil }
    return root.entries.first { key, _ in
      closest(to: LookAlike.replaced(in: key.text), among: ["apiVersion"]) != nil
    }?.key
  }
}

/// What tells a document of the description from others.
private struct Format: Described {
  let apiVersion: Located<APIVersion>

  init(_ fields: inout Fields) {
    fields.declareAll()
    apiVersion = fields.required("apiVersion", APIVersion.self, "the version of the description")
  }
}

private struct Header: Described {
  let kind: Located<DescriptionDocument.Kind>
  let metadata: Metadata

  init(_ fields: inout Fields) {
    _ = fields.required("apiVersion", APIVersion.self, "the version of the description")
    kind = fields.required("kind", DescriptionDocument.Kind.self, "what is described")
    metadata = fields.required("metadata", Metadata.self, "its name")
    _ = fields.required("spec", AnyMapping.self, "its description")
  }
}

private struct Metadata: Described {
  let name: Located<LabelName>

  init(_ fields: inout Fields) {
    name = fields.required("name", LabelName.self, "the name")
  }
}

/// A mapping whose fields are decoded elsewhere.
private struct AnyMapping: Described {
  init(_ fields: inout Fields) { fields.declareAll() }
}

private enum APIVersion: String, WordField {
  case v1alpha1 = "mooring/v1alpha1"

  static func parse(_ text: String) throws(FieldProblem) -> APIVersion {
    if let version = APIVersion(rawValue: text) { return version }
    let isOurs = text.utf8.starts(with: "mooring/".utf8)
    throw FieldProblem(
      .invalidValue, "'\(text)' is not \(grammar)",
      help: [
        isOurs
          ? "write \(grammar), the version that this Mooring reads"
          : "this folder is for the description alone: keep other manifests elsewhere"
      ])
  }
}
