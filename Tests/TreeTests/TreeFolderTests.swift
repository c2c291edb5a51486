import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Testing

@Suite("The folders of a tree")
struct TreeFolderTests {
  @Test("a cluster that would have none is an error: Flux takes it for the order to delete")
  func emptyCluster() throws {
    var files = MemorySnapshot(try FixtureFleet.named("no-mesh").sources())
    let text = String(decoding: try #require(files["clusters/kind.yaml"]), as: UTF8.self)
    files["clusters/kind.yaml"] = Array((text + "  namespaces: {shared: null}\n").utf8)
    let compilation = try Compiler(files).compile()
    #expect(compilation.diagnostics.sorted.map(\.code.name) == ["empty-cluster"])
    #expect(compilation.output == nil)
  }

  @Test(
    "the tree lies neither in what it is made of, nor in what others own",
    arguments: [
      "clusters", "clusters/tree", "./Clusters/", "templates/x", "flux-system", "a/flux-system/b",
      ".git/tree",
    ])
  func location(path: String) throws {
    var files = MemorySnapshot(try FixtureFleet.named("no-mesh").sources())
    let text = String(decoding: try #require(files["clusters/fleet.yaml"]), as: UTF8.self)
    files["clusters/fleet.yaml"] = Array(
      text.replacing("version: \"2.7\"", with: "version: \"2.7\"\n    path: \(path)").utf8)
    let compilation = try Compiler(files).compile()
    let errors = compilation.diagnostics.sorted
    #expect(errors.map(\.code.name) == ["invalid-path"])
    #expect(errors.first?.primary.place.path == "clusters/fleet.yaml")
    #expect(compilation.output == nil)
  }

  @Test("objects that share kind and name have files of their own")
  func files() throws {
    let output = try FixtureFleet.named("own-component").compile()
    let folder = "flux/overlays/one/routes/"
    let names = output.files.map(\.file.path).filter { $0.hasPrefix(folder) }
      .map { $0.dropFirst(folder.count) }
    #expect(
      names == [
        "blue-httproute-web.yaml", "green-httproute-web.yaml", "httproute-web.yaml",
        "kustomization.yaml", "policy.linkerd.io-green-httproute-web.yaml",
      ])
  }
}
