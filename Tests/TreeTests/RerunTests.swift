import Compiler
import FixtureFleets
import Manifests
import Testing
import Values

/// When an install Job runs again: where its pod template changes, and never otherwise.
@Suite("An install Job runs again")
struct RerunTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    let name: String
    /// A path, and what is replaced there by what.
    let path: String
    let original: String
    let replacement: String

    var testDescription: String { name }

    init(_ name: String, _ original: String, _ replacement: String, in path: String? = nil) {
      self.name = name
      self.path = path ?? "clusters/direct.yaml"
      self.original = original
      self.replacement = replacement
    }
  }

  static let fleet = "clusters/fleet.yaml"

  @Test(
    "with another hash, for another input",
    arguments: [
      Edit("version", "version: \"2.19\"", "version: edge-25.10.6", in: fleet),
      Edit("values", "version: \"2.19\"", "version: \"2.17\"", in: fleet),
      Edit("image", "alpine/k8s:1.34.1", "alpine/k8s:1.34.2", in: fleet),
      Edit("rerun", "spec:\n", "spec:\n  linkerd: {rerun: again}\n"),
      Edit(
        "mirror", "image: alpine", "mirror: https://mirror.example\n          image: alpine",
        in: fleet),
      Edit(
        "proxy", "image: alpine", "proxy: {https: http://p:1}\n          image: alpine", in: fleet),
      Edit("digest", "1111", "1112", in: fleet),
      Edit("owner", "owner: mooring", "owner: external", in: fleet),
      Edit("script", "set -euo pipefail", "set -eu -o pipefail", in: script),
    ])
  func again(edit: Edit) throws {
    #expect(try hash(of: try files()) != hash(of: try apply(edit)))
  }

  @Test(
    "for nothing else",
    arguments: [
      Edit("network", "10.10.0.0/16", "10.99.0.0/16"),
      Edit("namespaces", "spec:\n", "spec:\n  namespaces: {more: {inject: enabled}}\n"),
      Edit("kubernetes", "kubernetes: \"1.35\"", "kubernetes: \"1.34\"", in: fleet),
      Edit("distribution", "distribution: minikube", "distribution: kind", in: fleet),
      Edit("interval", "version: \"2.9\"", "version: \"2.9\"\n    interval: 7m", in: fleet),
      Edit("path", "version: \"2.9\"", "version: \"2.9\"\n    path: elsewhere", in: fleet),
      Edit("flux", "version: \"2.9\"", "version: \"2.8\"", in: fleet),
      Edit("gateway API", "\"1.2.1\"", "\"1.1.1\"", in: fleet),
      Edit("comment", "spec:\n", "# A remark.\nspec:\n"),
      Edit("fleet's name", "name: download", "name: other", in: fleet),
      Edit("other cluster", "rerun:", "# rerun:", in: "clusters/mirrored.yaml"),
    ])
  func never(edit: Edit) throws {
    #expect(try template(of: try files()) == template(of: try apply(edit)))
  }

  private static let script = "templates/linkerd-crds/base/install.sh"

  private func files() throws -> MemorySnapshot {
    var files = try FixtureFleet.named("download").sources()
    // As 'mooring templates eject' copies it.
    files[Self.script] = try FixtureFleet.bytes(ofProject: Self.script)
    return MemorySnapshot(files)
  }

  private func apply(_ edit: Edit) throws -> MemorySnapshot {
    var files = try files()
    let text = String(decoding: try #require(files[edit.path]), as: UTF8.self)
    #expect(text.contains(edit.original))
    files[edit.path] = Array(text.replacing(edit.original, with: edit.replacement).utf8)
    return files
  }

  private func template(of files: MemorySnapshot) throws -> JSONValue {
    let output = try FixtureFleet.compile(files)
    let cluster = try #require(output.fleet.clusters.first { $0.name == "direct" })
    let job = output.fleet.objects(of: cluster).map(\.object).first { $0.identity.kind == "Job" }
    return try #require(job?.value["spec"]?["template"])
  }

  private func hash(of files: MemorySnapshot) throws -> String {
    let annotations = try template(of: files)["metadata"]?["annotations"]
    return try #require(annotations?["mooring/inputs-sha256"]?.string)
  }
}
