import Diagnostics
import FixtureFleets
import Kustomize
import Testing

/// Folders of the user's, read as kustomize reads them.
@Suite("A folder of the user's")
struct UserFoldersTests {
  private static let job = """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: migrate}
    """

  @Test(
    "knows each object as patches know it and as it is applied",
    arguments: [
      ("", "/migrate", "/migrate"),
      ("namespace: shop", "/migrate", "shop/migrate"),
      ("namePrefix: a-\nnameSuffix: -z", "/migrate", "/a-migrate-z"),
    ])
  func names(fields: String, patched: String, applied: String) throws {
    let folder = try read([
      "app/kustomization.yaml": "resources: [job.yaml]\n\(fields)", "app/job.yaml": Self.job,
    ])
    let object = try #require(folder.objects.first)
    #expect("\(object.patched.namespace)/\(object.patched.name)" == patched)
    #expect("\(object.applied.namespace)/\(object.applied.name)" == applied)
    #expect(folder.isWhole)
  }

  @Test("takes from an inner folder what that one applies")
  func inner() throws {
    let folder = try read([
      "app/kustomization.yaml": "resources: [../base]\nnamespace: outer\nnamePrefix: b-",
      "base/kustomization.yml": "resources: [./job.yaml]\nnamespace: inner\nnamePrefix: a-",
      "base/job.yaml": Self.job,
    ])
    let object = try #require(folder.objects.first)
    #expect(object.patched == .init(namespace: "inner", name: "a-migrate"))
    #expect(object.applied == .init(namespace: "outer", name: "b-a-migrate"))
  }

  @Test("gives neither prefix nor suffix to a Namespace")
  func namespaces() throws {
    let folder = try read([
      "app/kustomization.yaml": "resources: [ns.yaml]\nnamePrefix: a-",
      "app/ns.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}",
    ])
    #expect(folder.objects.map(\.applied.name) == ["shop"])
  }

  @Test(
    "is not whole where an object may come from elsewhere",
    arguments: [
      "resources: ['https://example.com/base?ref=v1']", "resources: [github.com/example/base]",
      "resources: [git@example.com:base]", "resources: [/etc/manifests]",
      "resources: [../../outside]", "resources: [missing.yaml]", "resources: [app.txt]",
      "resources: [broken.yaml]", "resources: [variable.yaml]", "resources: [.]",
      "helmCharts: [{name: web}]", "generators: [generator.yaml]", "transformers: [a.yaml]",
      "replacements: [{path: a.yaml}]", "components: [../own]",
      "patches: [{target: {kind: Job}, patch: '[{op: replace, path: /metadata/name, value: a}]'}]",
      "patchesStrategicMerge: [delete.yaml]", "a: [", "- a", "resources: {a: b}\nhelmCharts: [1]",
    ])
  func unknown(kustomization: String) throws {
    let folder = try read([
      "app/kustomization.yaml": kustomization, "app/app.txt": "no object",
      "app/broken.yaml": "a: [", "app/variable.yaml": Self.job.replacing("migrate", with: "'${A}'"),
      "app/delete.yaml": Self.job + "\n$patch: delete",
      "own/kustomization.yaml": "kind: Component",
    ])
    #expect(!folder.isWhole)
  }

  @Test(
    "may be meshed otherwise by what speaks of Linkerd",
    arguments: [
      "patches: [{patch: 'metadata: {annotations: {linkerd.io/inject: disabled}}'}]",
      "patches: [{path: patch.yaml}]", "patchesStrategicMerge: [patch.yaml]",
      "commonAnnotations: {linkerd.io/inject: disabled}",
    ])
  func meshing(kustomization: String) throws {
    let folder = try read([
      "app/kustomization.yaml": kustomization,
      "app/patch.yaml": "metadata: {annotations: {config.linkerd.io/proxy-await: enabled}}",
    ])
    #expect(folder.mayChangeMeshing)
  }

  @Test("is whole with images, labels and patches that change neither name nor mesh")
  func plain() throws {
    let folder = try read([
      "app/kustomization.yaml": """
      resources: [job.yaml]
      images: [{name: web, newTag: "2"}]
      labels: [{pairs: {team: a}}]
      patches: [{target: {kind: Job}, patch: 'spec: {suspend: true}'}]
      configMapGenerator: [{name: a, literals: [a=b]}]
      """, "app/job.yaml": Self.job,
    ])
    #expect(folder.isWhole && !folder.mayChangeMeshing)
  }

  @Test("lists the Components of the tree, however the way to them is written")
  func components() throws {
    let folder = try read(
      [
        "apps/web/kustomization.yaml": "components: [../.././flux//components/one/web/]"
      ], "apps/web")
    #expect(folder.components.map(\.value) == ["flux/components/one/web"])
    #expect(folder.isWhole)
  }

  @Test("without a kustomization.yaml is every manifest below, and an inner folder as a whole")
  func generated() throws {
    let folder = try read([
      "app/a.yaml": Self.job.replacing("migrate", with: "a"),
      "app/b/a.yaml": Self.job.replacing("migrate", with: "left-out"),
      "app/b/kustomization.yaml": "resources: [z.yaml]\nnamePrefix: p-",
      "app/b/z.yaml": Self.job.replacing("migrate", with: "b"),
      "app/c/c.yml": Self.job.replacing("migrate", with: "c"), "app/notes.txt": "none",
    ])
    #expect(folder.kustomization == nil)
    #expect(folder.objects.map(\.applied.name).sorted() == ["a", "c", "p-b"])
    #expect(folder.isWhole)
  }

  @Test("tells what is no YAML, and nothing of what only Mooring refuses")
  func problems() throws {
    let folder = try read([
      "app/kustomization.yaml": "resources: [a.yaml, b.yaml]", "app/a.yaml": "a: [",
      "app/b.yaml": "a: 1\na: 2",
    ])
    #expect(folder.problems.map(\.primary.place.path) == ["app/a.yaml"])
  }

  @Test("takes the items of a List")
  func list() throws {
    let items = "apiVersion: v1\nkind: List\nitems:\n- {\(Self.job.replacing("\n", with: ", "))}"
    #expect(try read(["app/list.yaml": items]).objects.map(\.kind) == ["Job"])
  }

  @Test("that leads round in circles, or too deep, comes to an end")
  func circles() throws {
    #expect(
      try !read([
        "app/kustomization.yaml": "resources: [../b]",
        "b/kustomization.yaml": "resources: [../app]",
      ]).isWhole)
    var files: [String: String] = [:]
    for number in 0...100 {
      files["app\(number)/kustomization.yaml"] = "resources: [../app\(number + 1)]"
    }
    files["app101/job.yaml"] = Self.job
    #expect(try !read(files, "app0").isWhole)
  }

  @Test("that holds too many files, or includes the same again and again, is not read for ever")
  func large() throws {
    var files: [String: String] = [:]
    for number in 0..<1_200 { files["app/\(number).yaml"] = Self.job }
    #expect(try !read(files).isWhole)
    // Each level includes the next ten times: ten to the twelfth, if nothing stopped it.
    files = ["l12/job.yaml": Self.job]
    for level in 0..<12 {
      let inner = Array(repeating: "../l\(level + 1)", count: 10).joined(separator: ", ")
      files["l\(level)/kustomization.yaml"] = "resources: [\(inner)]"
    }
    #expect(try !read(files, "l0").isWhole)
  }

  @Test("tells objects of one kind by their group")
  func groups() throws {
    let folder = try read([
      "app/a.yaml": "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: web}"
    ])
    #expect(folder.objects("", "Service", "shop", "web").isEmpty)
    #expect(folder.objects("serving.knative.dev", "Service", "shop", "web").count == 1)
  }

  @Test("puts all objects into the namespace that Flux names")
  func targetNamespace() throws {
    let folder = try read(["app/a.yaml": Self.job]).applied(in: "mail")
    #expect(folder.objects("batch", "Job", "mail", "migrate").count == 1)
    #expect(folder.objects("batch", "Job", "shop", "migrate").isEmpty)
  }

  @Test(
    "is listed by a Flux Kustomization that reads it with the Component, and by no other",
    arguments: [
      ("./app", "../flux/components/one/web", true), ("app/", "../flux/components/one/web", true),
      ("./other", "../flux/components/one/web", false),
      ("./app", "../flux/components/two/web", false), ("./app", "../flux/components/one/we", false),
    ])
  func listing(path: String, component: String, isListed: Bool) {
    let flux = """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: web, namespace: flux-system}
      spec: {path: \(path), components: [\(component)]}
      """
    var folders = UserFolders(
      MemorySnapshot(["deploy/one/web.yaml": Array(flux.utf8)]), tree: "flux")
    #expect(folders.isListedByFlux("flux/components/one/web", for: "app") == isListed)
  }

  private func read(_ files: [String: String], _ path: String = "app") throws -> UserFolder {
    var folders = UserFolders(MemorySnapshot(files.mapValues { Array($0.utf8) }), tree: "flux")
    let folder = folders.folder(path)
    return try #require(folder)
  }
}
