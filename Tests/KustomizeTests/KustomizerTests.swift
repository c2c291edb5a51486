import Diagnostics
import FixtureFleets
import Kustomize
import SeededNumbers
import Testing
import Values
import YAML

/// What kustomize alone does not show: what Flux adds, where things are written, and limits.
@Suite("A kustomizer")
struct KustomizerTests {
  private static let job = """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: migrate}
    spec: {template: {spec: {containers: [{name: a, image: "web:1"}, {name: b, image: db}]}}}

    """

  private func build(
    _ files: [String: String], _ path: String = "app", with overlay: String? = nil,
    limits: KustomizeLimits = .standard
  ) throws -> KustomizedFolder {
    var kustomizer = Kustomizer(
      MemorySnapshot(files.mapValues { Array($0.utf8) }), limits: limits)
    let spec = overlay.flatMap {
      YAMLFile(path: "flux.yaml", bytes: Array($0.utf8)).documents.first
    }
    let folder = kustomizer.folder(path, with: spec.map { FluxOverlay(spec: .written($0)) })
    return try #require(folder)
  }

  @Test(
    "adds what a Flux Kustomization says",
    arguments: [
      ("targetNamespace: mail", ["metadata", "namespace"], "mail"),
      ("namePrefix: p-", ["metadata", "name"], "p-migrate"),
      ("nameSuffix: -s", ["metadata", "name"], "a-migrate-s"),
      ("commonMetadata: {labels: {team: a}}", ["metadata", "labels", "team"], "a"),
      (
        "patches: [{patch: '[{op: add, path: /spec/x, value: z}]', target: {kind: Job}}]",
        ["spec", "x"], "z"
      ),
      ("components: [../part]", ["metadata", "annotations", "part"], "yes"),
      ("components: [../gone]\nignoreMissingComponents: true", ["metadata", "name"], "a-migrate"),
    ])
  func overlay(spec: String, path: [String], value: String) throws {
    let folder = try build(
      [
        "app/kustomization.yaml": "resources: [job.yaml]\nnamePrefix: a-\n",
        "app/job.yaml": Self.job,
        "part/kustomization.yaml": "kind: Component\ncommonAnnotations: {part: \"yes\"}\n",
      ], with: spec)
    #expect(folder.problems.map(\.message) == [])
    let object = try #require(folder.objects.first)
    let found = path.reduce(Optional(JSONValue.object(object.value))) { $0?[$1] }
    #expect(found == .string(value))
  }

  @Test("merges images of a Flux Kustomization by name, and takes tag and digest for one thing")
  func images() throws {
    let folder = try build(
      [
        "app/kustomization.yaml": """
        resources: [job.yaml]
        images: [{name: web, newName: mirror/web, digest: "sha256:1"}]

        """, "app/job.yaml": Self.job,
      ], with: "images: [{name: web, newTag: \"2\"}, {name: db, newTag: \"3\"}]")
    let containers = folder.objects.first?.located["spec"]?["template"]?["spec"]?["containers"]
    #expect(containers?.elements.map { $0["image"]?.text } == ["mirror/web:2", "db:3"])
  }

  @Test("takes every manifest of a folder without kustomization.yaml, but what sources leave out")
  func generated() throws {
    func named(_ name: String) -> String { Self.job.replacing("migrate", with: name) }
    let folder = try build([
      "app/a.yaml": named("a"), "app/b/kustomization.yaml": "resources: [c.yml]\nnamePrefix: p-\n",
      "app/b/c.yml": named("c"), "app/b/left-out.yaml": named("left-out"),
      "app/.sops.yaml": "creation_rules: []", "app/ignored/x.yaml": named("x"),
      "app/ignored/kept.yaml": named("kept"),
      ".sourceignore": "app/ignored/*\n!kept.yaml\n# none\n",
      "app/.github/workflows/ci.yaml": "on: push", "app/notes.txt": "no manifest",
    ])
    #expect(folder.problems.map(\.message) == [])
    #expect(folder.kustomization == nil)
    #expect(folder.objects.map(\.name).sorted() == ["a", "kept", "p-c"])
    #expect(folder.folders == ["app", "app/b"])
  }

  @Test("says of what the source leaves out that it is left out")
  func leftOut() throws {
    let folder = try build([
      "app/kustomization.yaml": "resources: [job.yaml]", "app/job.yaml": Self.job,
      ".sourceignore": "/app/job.yaml",
    ])
    #expect(folder.problems.map(\.message) == ["'job.yaml' is left out of the source"])
  }

  @Test(
    "knows where each part is written, whatever moved it",
    arguments: [
      ("/spec/template/spec/containers/0/image", "app/kustomization.yaml", "new"),
      ("/spec/template/spec/containers/1/image", "app/job.yaml", "\"web:1\""),
      ("/spec/template/spec/containers/1/env/0/value", "app/patch.yaml", "deep"),
      ("/spec/template/spec/containers/2/image", "app/job.yaml", "db"),
      ("/metadata/name", "app/kustomization.yaml", "pre-"),
      ("/metadata/annotations/a", "app/kustomization.yaml", "b"),
      ("/kind", "app/job.yaml", "Job"),
      ("/spec/template/spec/containers/9/image", "app/job.yaml", nil),
    ])
  func places(pointer: String, path: String, text: String?) throws {
    let files = [
      "app/kustomization.yaml": """
      resources: [job.yaml]
      namePrefix: pre-
      commonAnnotations: {a: b}
      patches:
        - path: patch.yaml
        - patch: |-
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: migrate
            spec:
              template:
                spec:
                  containers:
                    - name: added
                      image: new

      """, "app/job.yaml": Self.job,
      "app/patch.yaml": """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: migrate}
      spec: {template: {spec: {containers: [{name: a, env: [{name: X, value: deep}]}]}}}

      """,
    ]
    let object = try #require(try build(files).objects.first)
    let steps = pointer.split(separator: "/").map { step in
      Int(step).map { JSONPointer.Step.index($0) } ?? .key(String(step))
    }
    let place = object.place(at: JSONPointer(steps))
    #expect(place.path == path)
    guard let text else { return }
    let bytes = Array((files[path] ?? "").utf8)
    #expect(String(decoding: bytes[place.range], as: UTF8.self) == text)
    // What rules look up says the same.
    let patched = object.patched
    let nearest = (0...steps.count).reversed().lazy
      .compactMap { patched[JSONPointer(Array(steps.prefix($0)))] }.first
    #expect((nearest?.path ?? "app/job.yaml") == path)
  }

  @Test(
    "says what it does not follow, and nothing else of what depends on it",
    arguments: [
      "resources: ['https://example.com/base?ref=v1']", "resources: [github.com/example/base]",
      "helmCharts: [{name: web}]", "generators: [a.yaml]", "transformers: [a.yaml]",
      "vars: [{name: A}]", "openapi: {path: a.json}",
    ])
  func unknown(kustomization: String) throws {
    let patch = "patches: [{target: {kind: Job, name: gone}, patch: '[{op: remove, path: /x}]'}]"
    let folder = try build([
      "app/kustomization.yaml": "\(kustomization)\n\(patch)\nreplicas: [{name: gone, count: 1}]\n"
    ])
    #expect(folder.problems.map(\.message) == [])
    #expect(folder.unknowns.count == 1 && !folder.isWhole)
  }

  @Test("comes to an end where folders are many, deep, or one within the other")
  func limits() throws {
    var files = ["l40/kustomization.yaml": "resources: [job.yaml]", "l40/job.yaml": Self.job]
    for level in 0..<40 {
      let inner = Array(repeating: "../l\(level + 1)", count: 10).joined(separator: ", ")
      files["l\(level)/kustomization.yaml"] = "resources: [\(inner)]"
    }
    #expect(try !build(files, "l0").isWhole)
    var limits = KustomizeLimits()
    limits.objects = 10
    var many = ""
    for index in 0..<100 { many += "---\n" + Self.job.replacing("migrate", with: "m\(index)") }
    let folder = try build(
      ["app/kustomization.yaml": "resources: [job.yaml]", "app/job.yaml": many], limits: limits)
    #expect(folder.objects.count == 10 && !folder.isWhole)
  }

  @Test("reads a file once, however many folders build on it")
  func sharedBase() throws {
    var files = ["base/kustomization.yaml": "resources: [job.yaml]", "base/job.yaml": Self.job]
    for index in 0..<50 {
      files["o\(index)/kustomization.yaml"] = "resources: [../base]\nnamePrefix: p\(index)-\n"
    }
    var limits = KustomizeLimits()
    limits.files = 52
    var kustomizer = Kustomizer(
      MemorySnapshot(files.mapValues { Array($0.utf8) }), limits: limits)
    for index in 0..<50 {
      let built = kustomizer.folder("o\(index)")
      let folder = try #require(built)
      #expect(folder.objects.map(\.name) == ["p\(index)-migrate"])
      #expect(
        folder.files == [
          "base/job.yaml", "base/kustomization.yaml", "o\(index)/kustomization.yaml",
        ])
    }
  }

  @Test("takes any bytes for input, and never traps", arguments: UInt64(1)...20)
  func mutated(seed: UInt64) throws {
    let signs = Array("\n -:[]{}'\"#&*!|>%@`,$./a0".utf8)
    var numbers = SeededGenerator(seed: seed)
    for fixture in KustomizeCase.all where numbers.next() % 4 == 0 {
      var files = fixture.files
      for path in files.keys.sorted() where numbers.next() % 2 == 0 {
        guard var bytes = files[path], !bytes.isEmpty else { continue }
        for _ in 0..<3 {
          let index = Int(numbers.next() % UInt64(bytes.count))
          bytes[index] = signs[Int(numbers.next() % UInt64(signs.count))]
        }
        files[path] = bytes
      }
      var kustomizer = Kustomizer(MemorySnapshot(files))
      for object in kustomizer.folder("app")?.objects ?? [] { _ = object.patched }
    }
  }
}
