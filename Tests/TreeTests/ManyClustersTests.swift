import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Testing

/// Clusters are compiled on several threads, of which any may be the first to end.
@Suite("Many clusters, compiled side by side")
struct ManyClustersTests {
  static let names = (0..<60).map { "c\($0)" }

  @Test("are in the order of their names, as are their files")
  func order() throws {
    let output = try FixtureFleet.compile(Self.fleet())
    #expect(output.fleet.clusters.map(\.name) == Self.names.sorted())
    #expect(output.plan.clusters.map(\.name) == Self.names.sorted())
    let paths = output.files.map { Array($0.file.path.utf8) }
    #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test("give the same findings each time, those of one mistake as one")
  func findings() throws {
    let snapshot = Self.fleet(job: "spec: {ttlSecondsAfterFinished: 60, backoffLimit: 100}")
    let expected = try Compiler(snapshot).compile().diagnostics.sorted
    let merged = expected.filter { $0.code.name == "job-runs-for-ever" }
    #expect(merged.map(\.notes) == [["and \(Self.names.count - 1) others like it"]])
    for _ in 0..<5 {
      #expect(try Compiler(snapshot).compile().diagnostics.sorted == expected)
    }
  }

  @Test("are each told when a component is empty, though templates fail on others")
  func emptyComponents() throws {
    let job = "spec: {$if: \"cluster.name == 'c7'\", then: {$eval: cluster.missing}}"
    var snapshot = Self.fleet(job: job)
    snapshot["templates/yard/component.yaml"] = Self.bytes(
      "summary: none\ndocumentation: none\npresent: true\n")
    let found = try Compiler(snapshot).compile().diagnostics.sorted
    #expect(found.filter { $0.code.name == "unknown-template-name" }.count == 1)
    // All but the one whose templates before it failed.
    let empty = found.filter { $0.code.name == "empty-component" }
    #expect(empty.map(\.notes.last) == ["and \(Self.names.count - 2) others like it"])
  }

  @Test("are each what they are alone, whatever the others have in common with them")
  func alone() throws {
    let fleet = Self.fleet()
    let together = try FixtureFleet.compile(fleet)
    for name in ["c0", "c31", "c59"] {
      var single = fleet
      for other in Self.names where other != name { single["clusters/\(other).yaml"] = nil }
      let alone = try FixtureFleet.compile(single)
      let expected = alone.fleet.clusters[0].components.flatMap(\.objects).map(\.object)
      let cluster = try #require(together.fleet.clusters.first { $0.name == name })
      #expect(cluster.components.flatMap(\.objects).map(\.object) == expected)
      let files = together.files.filter { $0.file.path.contains("/\(name)/") }.map(\.file.bytes)
      #expect(
        files == alone.files.filter { $0.file.path.contains("/\(name)/") }.map(\.file.bytes))
    }
  }

  /// A fleet with a component of its own, of one Job for each cluster.
  private static func fleet(
    job: String = "metadata: {annotations: {kustomize.toolkit.fluxcd.io/force: enabled}}"
  ) -> MemorySnapshot {
    var snapshot = MemorySnapshot([
      "clusters/fleet.yaml": bytes(
        """
        apiVersion: mooring/v1alpha1
        kind: Fleet
        metadata: {name: many}
        spec:
          flux: {version: "2.9", source: {kind: GitRepository, name: flux-system}}
          defaults: {kubernetes: "1.34"}

        """),
      "templates/work/component.yaml": bytes(
        "summary: work\ndocumentation: work\npresent: true\n"),
      "templates/work/cluster/job.yaml": bytes(
        """
        $mergeDeep:
          - apiVersion: batch/v1
            kind: Job
            metadata: {name: "job-${cluster.name}", namespace: default}
            spec:
              backoffLimit: 100
              template:
                spec: {restartPolicy: OnFailure, containers: [{name: work, image: "work:1"}]}
          - \(job)

        """),
    ])
    for (index, name) in names.enumerated() {
      snapshot["clusters/\(name).yaml"] = bytes(
        """
        apiVersion: mooring/v1alpha1
        kind: Cluster
        metadata: {name: \(name)}
        spec: {network: {pods: 10.\(index).0.0/16, services: 100.64.\(index).0/24}}

        """)
    }
    return snapshot
  }

  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
