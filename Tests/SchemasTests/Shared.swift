import Foundation
import Schemas
import Values
import YAML

/// The schemas that lie beside the project and are no part of it.
enum Shared {
  static let folder: URL? = {
    let beside = ProcessInfo.processInfo.environment["MOORING_SHARED"].map { URL(filePath: $0) }
    let project = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let shared = beside ?? project.deletingLastPathComponent().appending(path: "shared")
    let folder = shared.appending(path: "schemas")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Every custom resource definition of the folder.
  static func definitions() throws -> [JSONValue] {
    guard let crds = folder?.appending(path: "crds") else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: crds.path).sorted()
      .filter { $0.hasSuffix(".yaml") }
      .flatMap { path in
        let bytes = try Data(contentsOf: crds.appending(path: path))
        return YAMLFile(path: path, bytes: Array(bytes)).documents.map(\.value)
      }
  }

  static func openAPI() throws -> SchemaDocument? {
    guard let file = folder?.appending(path: "kubernetes/swagger.json") else { return nil }
    return SchemaDocument(json: Array(try Data(contentsOf: file)))
  }
}
