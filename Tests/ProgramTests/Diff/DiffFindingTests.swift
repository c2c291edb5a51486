import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// What a change has to be asked about, over two folders of manifests.
@Suite("Findings of a comparison")
struct DiffFindingTests {
  private static let before = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: other}
    spec:
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}

    """

  private func repository(after: String) throws -> ProgramRepository {
    let repository = try ProgramRepository()
    try repository.folder.write(Self.before, to: "before/all.yaml")
    try repository.folder.write(after, to: "after/all.yaml")
    return repository
  }

  @Test("a namespace that goes is a warning at the line that gave it, and ends with 0")
  func deletedNamespace() throws {
    let after = Self.before.components(separatedBy: "---\n")[1]
    let repository = try repository(after: after)
    for side in ["before", "after"] {
      try repository.folder.write(Self.flux(side), to: "\(side)/clusters/one/flux.yaml")
      let objects = try #require(repository.folder.text(of: "\(side)/all.yaml"))
      try repository.folder.write(objects, to: "\(side)/apps/all.yaml")
      try repository.folder.remove("\(side)/all.yaml")
    }
    let run = try repository.mooring("diff", "before", "after")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.contains("\nwhat is lost:\n  Namespace shop"), "\(run.outputText)")
    #expect(
      run.errorText.hasPrefix("before/apps/all.yaml:3:18: warning: "), "\(run.errorText)")
    #expect(run.errorText.contains("[deleted-namespace]"))
  }

  @Test("a change that the API server refuses is an error, and ends with 1")
  func refused() throws {
    let repository = try repository(after: Self.refused(allowedBy: ""))
    let run = try repository.mooring("diff", "before", "after")
    #expect(run.exitCode == 1)
    #expect(run.errorText.contains("[refused-change]"), "\(run.errorText)")
    #expect(run.errorText.contains("after/all.yaml:9:"), "\(run.errorText)")
  }

  @Test("whoever gives a reason in the manifest may do it all the same")
  func allowed() throws {
    let reason = "  # mooring: allow refused-change: it is deleted by hand before\n"
    let repository = try repository(after: Self.refused(allowedBy: reason))
    let run = try repository.mooring("diff", "before", "after")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(!run.errorText.contains("error:"), "\(run.errorText)")
    let json = try repository.mooring("diff", "before", "after", "--format", "json")
    #expect(json.exitCode == 0)
    #expect(json.outputText.contains("\"allowed\": \"it is deleted by hand before\""))
  }

  @Test("an allowance of what only a comparison finds is not told to be needless by a check")
  func allowedInFleet() throws {
    let repository = try ProgramRepository("download")
    try repository.edit(
      "clusters/fleet.yaml", "  defaults:",
      "  rules:\n    allow: {deleted-namespace: it moves}\n  defaults:")
    _ = try repository.mooring("build")
    let run = try repository.mooring("check")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.errorText.isEmpty, "\(run.errorText)")
  }

  private static func refused(allowedBy comment: String) -> String {
    before.replacing(
      "  selector: {matchLabels: {app: web}}",
      with: "\(comment)  selector: {matchLabels: {app: site}}"
    )
    .replacing("labels: {app: web}", with: "labels: {app: site}")
  }

  private static func flux(_ side: String) -> String {
    ["flux-system clusters/one", "apps apps"].map { line in
      let words = line.split(separator: " ")
      return """
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: \(words[0]), namespace: flux-system}
        spec:
          interval: 10m
          sourceRef: {kind: GitRepository, name: flux-system}
          path: ./\(words[1])
          prune: true

        """
    }.joined(separator: "---\n")
  }
}
