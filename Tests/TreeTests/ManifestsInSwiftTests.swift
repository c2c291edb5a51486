import Foundation
import Testing

/// Manifests are data: deleting the folder of a component deletes its objects.
@Suite("The sources")
struct ManifestsInSwiftTests {
  /// What kustomize builds of a folder is known to the program alone: the file that lists the
  /// folder, and the ConfigMap that the list makes of files. What may be in such a list is a table.
  private static let exceptions = [
    "Kustomize/Building/FieldShape.swift", "Layout/TreeLayout.swift",
    "Manifests/CarriedFiles.swift",
  ]

  @Test("hold no manifest but those that assemble others")
  func none() throws {
    let sources = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources")
    let found = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }
      .filter { path in
        try String(contentsOf: sources.appending(path: path), encoding: .utf8)
          .contains(/"apiVersion"\s*:/)
      }
    #expect(found.sorted() == Self.exceptions)
  }
}
