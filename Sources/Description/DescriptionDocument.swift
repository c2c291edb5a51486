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
    let header = Fields.decode(
      Header.self, from: LayeredNode([LayerNode(.document, key: nil, node: root)]), path: [],
      report: report)
    guard header.apiVersion.isKnown, header.kind.isKnown,
      let (specKey, spec) = root.entry("spec"), spec.kind == .mapping
    else { return nil }
    self.root = root
    self.kind = header.kind.value
    self.name = header.metadata.name
    self.specKey = specKey
    self.spec = spec
  }
}

private struct Header: Described {
  let apiVersion: Located<APIVersion>
  let kind: Located<DescriptionDocument.Kind>
  let metadata: Metadata

  init(_ fields: inout Fields) {
    apiVersion = fields.required("apiVersion", APIVersion.self, "the version of the description")
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
}
