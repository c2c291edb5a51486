import Compiler
import Diagnostics
import FixtureFleets
import Foundation
import Manifests
import Sources
import Testing
import Values

@Suite("Patches and the layout of the tree")
struct PatchTests {
  @Test("both layouts hold the same objects of every cluster", arguments: FixtureFleet.all)
  func layouts(fleet: FixtureFleet) throws {
    var sources = try fleet.sources()
    let path = try #require(sources.first { isFleet($0.value) }?.key)
    let text = String(decoding: try #require(sources[path]), as: UTF8.self)
    let isRendered = text.contains("layout: rendered")
    // Of the fleet's document alone; the fixtures have no other line like it.
    sources[path] = Array(
      (isRendered
        ? text.replacing("    layout: rendered\n", with: "")
        : text.replacing("  flux:\n", with: "  flux:\n    layout: rendered\n")).utf8)
    let one = try FixtureFleet.compile(MemorySnapshot(try fleet.sources()))
    let other = try FixtureFleet.compile(MemorySnapshot(sources))
    let whole = isRendered ? one : other
    #expect(!whole.files.contains { $0.file.path.hasPrefix("\(whole.plan.tree)/base/") })
    for (first, second) in zip(one.fleet.clusters, other.fleet.clusters) {
      let expected = try byIdentity(objects(one, first))
      #expect(try byIdentity(objects(other, second)) == expected, "\(first.name)")
    }
  }

  private func isFleet(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("kind: Fleet\n")
  }

  private func objects(
    _ output: Compilation.Output, _ cluster: RenderedCluster
  ) -> [JSONValue] {
    output.fleet.objects(of: cluster).map { .object($0.object.value) }
  }

  @Test("a patch of what clusters share leaves the other cluster and the base as they are")
  func otherClusters() throws {
    let fleet = try FixtureFleet.named("patched")
    var sources = try fleet.sources()
    let with = try files(sources)
    let text = String(decoding: try #require(sources["clusters/one.yaml"]), as: UTF8.self)
    let patches = try #require(text.range(of: "  patches:"))
    sources["clusters/one.yaml"] = Array(text[..<patches.lowerBound].utf8)
    let without = try files(sources)
    for (path, bytes) in without where !path.contains("/one/") {
      #expect(with[path] == bytes, "\(path)")
    }
  }

  private func files(_ sources: [String: [UInt8]]) throws -> [String: [UInt8]] {
    let output = try FixtureFleet.compile(MemorySnapshot(sources))
    return Dictionary(uniqueKeysWithValues: output.files.map { ($0.file.path, $0.file.bytes) })
  }

  @Test("a Job runs again when a patch changes what it reads, or its scripts")
  func inputs() throws {
    let compile = { (patch: String) in
      var sources = try FixtureFleet.named("patched").sources()
      sources["clusters/two.yaml"]? += Array("  patches:\n    - \(patch)\n".utf8)
      return try FixtureFleet.compile(MemorySnapshot(sources))
    }
    let name = "linkerd-crds-scripts"
    let merge = { (text: String) in
      "{target: {kind: ConfigMap, name: \(name)}, merge: {data: {install.sh: \"\(text)\"}}}"
    }
    let first = try compile(merge("true"))
    let second = try compile(merge("false"))
    #expect(try hash(first) != hash(second))
    // As an object: it is no copy of files any more.
    let cluster = try #require(first.fleet.clusters.last)
    let scripts = first.fleet.objects(of: cluster).filter { $0.object.identity.name == name }
    #expect(scripts.count == 1)
    #expect(scripts.first?.object.value["data"]?["install.sh"]?.string == "true")
  }

  private func hash(_ output: Compilation.Output) throws -> String {
    let cluster = try #require(output.fleet.clusters.last)
    let job = try #require(
      output.fleet.objects(of: cluster).first {
        $0.object.identity.description == "Job linkerd/linkerd-crds-install"
      })
    let annotations = job.object.value["spec"]?["template"]?["metadata"]?["annotations"]
    return try #require(annotations?["mooring/inputs-sha256"]?.string)
  }

  @Test("a patched part is from the patch, the rest from its template")
  func provenance() throws {
    let output = try FixtureFleet.named("patched").compile()
    let cluster = try #require(output.fleet.clusters.first)
    let kustomization = try #require(
      output.fleet.objects(of: cluster).first {
        $0.object.identity.description == "Kustomization flux-system/mooring-linkerd-crds"
      })
    let place = { (names: [String]) in
      kustomization.patch(of: JSONPointer(names.map { .key($0) }))
    }
    #expect(place(["spec", "timeout"])?.path == "clusters/one.yaml")
    #expect(place(["spec", "interval"]) == nil)
    #expect(place(["spec"]) == nil)
    #expect(kustomization.patch(within: JSONPointer([.key("spec")])) != nil)
  }
}
