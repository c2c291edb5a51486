import Description
import Diagnostics
import Fields
import YAML

/// A file of the description, parsed, with its documents.
struct DescriptionFile: Sendable {
  let file: YAMLFile
  let documents: [DescriptionDocument]
  let diagnostics: Diagnostics
  /// Whether every document of the file could be read, and has a name.
  let isWhole: Bool

  init(path: String, bytes: [UInt8]) {
    file = YAMLFile(path: path, bytes: bytes)
    let report = FieldReport()
    documents = file.documents.compactMap { root in
      guard root.isNull, root.text.isEmpty else { return DescriptionDocument(root, report: report) }
      report.add(
        Diagnostic(
          .emptyDescription, "the document is empty", at: root.place,
          help: ["describe a Fleet or a Cluster in it, or remove its '---'"]))
      return nil
    }
    var diagnostics = Diagnostics(file.diagnostics)
    if file.documents.isEmpty && file.diagnostics.isEmpty {
      diagnostics.add(
        Diagnostic(
          .emptyDescription, "the file holds no document", at: .file(path),
          help: ["describe a Fleet or a Cluster in it, or remove it"]))
    }
    diagnostics.add(report.diagnostics)
    self.diagnostics = diagnostics
    isWhole =
      !Diagnostics(file.diagnostics).hasErrors && !documents.isEmpty
      && documents.count == file.documents.count && documents.allSatisfy(\.name.isKnown)
  }
}

extension Code {
  package static let emptyDescription = Code(
    "empty-description", .error, "a file of the description holds no document")
}
