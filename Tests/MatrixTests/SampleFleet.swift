import Compiler
import FileTree
import FixtureFleets
import Manifests
import Sources
import Testing

/// A fleet of small clusters, by name: each meshed, but for the first.
struct SampleFleet {
  var clusters: [String]
  /// More of a cluster's `spec`, a line each.
  var more: [String: String] = [:]
  var defaults = ""

  init(_ count: Int) {
    clusters = (1...count).map { "c" + (count > 9 && $0 < 10 ? "0" : "") + "\($0)" }
  }

  /// The description, by path.
  var files: [String: String] {
    var files = ["clusters/fleet.yaml": fleet]
    for (number, name) in clusters.enumerated() {
      files["clusters/\(name).yaml"] = cluster(name, number)
    }
    return files
  }

  private var fleet: String {
    """
    apiVersion: mooring/v1alpha1
    kind: Fleet
    metadata: {name: sample}
    spec:
      flux:
        version: "2.9"
        source: {kind: GitRepository, name: fleet, namespace: flux-system}
      requires:
        gatewayAPI: {owner: mooring, version: "1.2.1"}
      defaults:
        kubernetes: "1.34"
        linkerd:
          version: "2.20"
          cli: {image: "linkerd-tools:1"}
        namespaces:
          shop: {inject: enabled}
    \(defaults)
    """
  }

  private func cluster(_ name: String, _ number: Int) -> String {
    """
    apiVersion: mooring/v1alpha1
    kind: Cluster
    metadata: {name: \(name)}
    spec:
      network: {pods: 10.\(number + 1).0.0/16, services: 10.\(number + 101).0.0/16}
    \(number == 0 ? "  linkerd: null\n" : "")\(more[name] ?? "")
    """
  }

  /// The description, and the tree that it gives.
  func built() throws -> MemorySnapshot {
    var snapshot = MemorySnapshot(files.mapValues { Array($0.utf8) })
    let compilation = try Compiler(snapshot).compile()
    let output = try #require(compilation.output, "the sample has mistakes")
    let comparison = try #require(try compilation.compare())
    for file in output.files { snapshot[file.file.path] = file.file.bytes }
    snapshot[comparison.lockEntry.path] = comparison.lock.bytes
    return snapshot
  }

  /// Replaces the description, and leaves the tree as it is.
  func describe(_ snapshot: inout MemorySnapshot) throws {
    for path in try snapshot.files(below: "clusters") { snapshot[path] = nil }
    for (path, text) in files { snapshot[path] = Array(text.utf8) }
  }
}
