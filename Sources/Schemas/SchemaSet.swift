import BuiltinSchemas
import Synchronization
import Values

/// The schemas of kinds: those that the program knows, under those that a user brings.
///
/// Nothing is read before an object of a kind is met.
package final class SchemaSet: Sendable {
  private enum Source: Sendable {
    case builtIn
    /// Of custom resource definitions and OpenAPI documents; what comes later wins.
    case given([SchemaDocument], over: SchemaSet)
  }

  private let source: Source
  private let known = Mutex<[Key: KindSchema?]>([:])

  private struct Key: Hashable {
    let apiVersion: String
    let kind: String
  }

  /// The kinds that the program knows by itself.
  package static let builtIn = SchemaSet(.builtIn)

  private init(_ source: Source) { self.source = source }

  /// These, and those of some documents, which win; itself where there are none.
  package func adding(_ documents: [SchemaDocument]) -> SchemaSet {
    documents.isEmpty ? self : SchemaSet(.given(documents, over: self))
  }

  /// nil where nothing is known of the kind.
  package func schema(_ apiVersion: String, _ kind: String) -> KindSchema? {
    let key = Key(apiVersion: apiVersion, kind: kind)
    if let found = known.withLock({ $0[key] }) { return found }
    let found = find(apiVersion, kind)
    known.withLock { $0[key] = .some(found) }
    return found
  }

  private func find(_ apiVersion: String, _ kind: String) -> KindSchema? {
    switch source {
    case .builtIn: return Self.builtIn(apiVersion, kind)
    case .given(let documents, let base):
      for document in documents.reversed() {
        if let found = document.schema(apiVersion, kind) { return found }
      }
      return base.schema(apiVersion, kind)
    }
  }

  /// Custom kinds have a file for their group, Kubernetes' own one together.
  private static func builtIn(_ apiVersion: String, _ kind: String) -> KindSchema? {
    let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/"))
    let group = slash.map { String(apiVersion[..<$0]) } ?? ""
    return file(group)?.schema(apiVersion, kind) ?? file(kubernetes)?.schema(apiVersion, kind)
  }

  private static let kubernetes = "kubernetes"
  private static let files = Mutex<[String: SchemaFile?]>([:])

  private static func file(_ name: String) -> SchemaFile? {
    if let file = files.withLock({ $0[name] }) { return file }
    let file = BuiltinSchemas.bytes(of: name).map {
      SchemaFile($0, isCustom: name != kubernetes)
    }
    return files.withLock { files in
      if let file = files[name] { return file }
      files[name] = .some(file)
      return file
    }
  }

  /// `apiVersion kind` of every kind that the program knows by itself, sorted.
  package static var builtInKinds: [String] {
    BuiltinSchemas.names.flatMap { file($0)?.kindNames ?? [] }.sorted()
  }
}

extension SchemaFile {
  func schema(_ apiVersion: String, _ kind: String) -> KindSchema? {
    self.kind("\(apiVersion) \(kind)").map {
      KindSchema(
        apiVersion: apiVersion, kind: kind, isNamespaced: $0.isNamespaced, root: $0.root,
        source: self)
    }
  }
}
