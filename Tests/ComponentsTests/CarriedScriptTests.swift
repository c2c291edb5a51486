import Components
import Diagnostics
import Sources
import Testing

@Suite("Scripts that components carry")
struct CarriedScriptTests {
  /// Compiles the component `one`, which has a script `a.sh`, and `two`, which lists these files.
  func load(_ files: String, _ extra: [String: String] = [:]) throws -> LoadedCatalogue {
    let builtIn = [
      "templates/shared/flux-kustomization.yaml": "kind: Kustomization\n",
      "templates/one/component.yaml": component("one", "[a.sh]"),
      "templates/one/base/a.sh": "echo one\n",
      "templates/two/component.yaml": component("two", files),
    ].merging(extra) { $1 }
    return try CatalogueLoader.load(
      builtIn: builtIn.map { ($0.key, Array($0.value.utf8)) }, repository: EmptySnapshot())
  }

  func component(_ name: String, _ files: String) -> String {
    """
    summary: a test
    documentation: a test
    present: true
    namespace: linkerd
    scripts: {configMap: \(name)-scripts, files: \(files)}

    """
  }

  @Test("a script of another component is carried under its own name, from one file")
  func shares() throws {
    let catalogue = try #require(try load("[one/base/a.sh]").catalogue)
    let scripts = try #require(catalogue.component("two")).scripts
    #expect(scripts.map(\.name) == ["a.sh"])
    #expect(scripts.map(\.text) == ["echo one\n"])
  }

  @Test(
    "a path that leads to no template is reported",
    arguments: ["one/base/b.sh", "../one/base/a.sh", "one/../one/base/a.sh", "/etc/passwd", "/"])
  func reportsMissing(path: String) throws {
    let loaded = try load("[\"\(path)\"]")
    #expect(loaded.catalogue == nil)
    #expect(loaded.diagnostics.sorted.map(\.code.name) == ["missing-script"])
  }

  @Test("two scripts of one name are reported")
  func reportsAmbiguous() throws {
    let loaded = try load("[a.sh, one/base/a.sh]", ["templates/two/base/a.sh": "echo two\n"])
    #expect(loaded.catalogue == nil)
    #expect(loaded.diagnostics.sorted.map(\.message) == ["two scripts are named 'a.sh'"])
  }

  @Test("a script that no one lists belongs to nothing")
  func reportsStray() throws {
    let loaded = try load("[one/base/a.sh]", ["templates/two/base/b.sh": "echo two\n"])
    #expect(loaded.diagnostics.sorted.map(\.code.name) == ["stray-template"])
  }
}

/// A repository without templates of its own.
private struct EmptySnapshot: Snapshot {
  func files(below folder: String) throws(SourceError) -> [String] { [] }
  func bytes(of path: String) throws(SourceError) -> [UInt8]? { nil }
}
