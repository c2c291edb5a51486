import Foundation
import Synchronization
import Values
import YAML

/// The schemas of every kind that a folder of CRDs and Kubernetes' OpenAPI document know.
///
/// CRDs are read when an object of theirs is met: there are many, and most are never asked for.
package final class SchemaCatalogue: Sendable {
  /// What is known of one version of a kind.
  struct Kind: Sendable {
    let schema: JSONObject
    let isNamespaced: Bool
    /// Whether the schema is a CRD's: structural, so that what it does not declare is unknown.
    let isCustom: Bool
  }

  let openAPI: OpenAPIDocument
  private let definitions: [(text: String, path: String)]
  private let known = Mutex<[String: Kind?]>([:])

  /// The schemas that lie beside the project and are no part of it; nil where they are not there.
  package static let shared: SchemaCatalogue? = {
    let beside = ProcessInfo.processInfo.environment["MOORING_SHARED"].map { URL(filePath: $0) }
    let project = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared = beside ?? project.deletingLastPathComponent().appending(path: "shared")
    return try? SchemaCatalogue(folder: shared.appending(path: "schemas"))
  }()

  /// - Parameter folder: holds `crds/` and `kubernetes/swagger.json`.
  package init(folder: URL) throws {
    openAPI = try OpenAPIDocument(
      Data(contentsOf: folder.appending(path: "kubernetes/swagger.json")))
    let crds = folder.appending(path: "crds")
    definitions = try FileManager.default.subpathsOfDirectory(atPath: crds.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
      .map { (try String(contentsOf: crds.appending(path: $0), encoding: .utf8), $0) }
  }

  func kind(_ apiVersion: String, _ kind: String) -> Kind? {
    let key = "\(apiVersion) \(kind)"
    if let found = known.withLock({ $0[key] }) { return found }
    let found = openAPI.kind(apiVersion, kind) ?? custom(apiVersion, kind)
    known.withLock { $0[key] = .some(found) }
    return found
  }

  private func custom(_ apiVersion: String, _ kind: String) -> Kind? {
    let parts = apiVersion.split(separator: "/").map(String.init)
    guard parts.count == 2 else { return nil }
    for (text, path) in definitions
    where text.contains("group: \(parts[0])\n") && text.contains("kind: \(kind)\n") {
      for document in YAMLFile(path: path, bytes: Array(text.utf8)).documents {
        let spec = document.value["spec"]
        guard spec?["group"]?.string == parts[0], spec?["names"]?["kind"]?.string == kind,
          let version = spec?["versions"]?.array?.first(where: { $0["name"]?.string == parts[1] }),
          version["served"] == .bool(true),
          let schema = version["schema"]?["openAPIV3Schema"]?.object
        else { continue }
        return Kind(
          schema: schema, isNamespaced: spec?["scope"]?.string == "Namespaced", isCustom: true)
      }
    }
    return nil
  }
}
