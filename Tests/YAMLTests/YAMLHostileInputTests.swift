import Diagnostics
import Testing
import Values
import YAML

struct YAMLHostileInputTests {
  private func read(_ source: String, _ limits: YAMLLimits = .standard) -> YAMLFile {
    YAMLFile(path: "x.yaml", bytes: Array(source.utf8), limits: limits)
  }

  @Test("aliases that multiply are refused before they are expanded")
  func aliasBomb() {
    var source = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      source += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let file = read(source + "---\nb: 1\n")
    #expect(file.diagnostics.map(\.code) == [.aliasBomb])
    #expect(file.documents.map(\.value) == [["b": 1]])
  }

  @Test("aliases that repeat one long text are bounded too")
  func longText() {
    var limits = YAMLLimits()
    limits.repeatedNodes = 1_000
    let aliases = String(repeating: "- *a\n", count: 100)
    let file = read("- &a \(String(repeating: "x", count: 100_000))\n" + aliases, limits)
    #expect(file.diagnostics.map(\.code) == [.aliasBomb])
  }

  @Test("aliases of aliases do not go deeper than collections may")
  func deepAliases() {
    var source = "- &a0 [x]\n"
    for level in 1...200 { source += "- &a\(level) [*a\(level - 1)]\n" }
    #expect(read(source).diagnostics.map(\.code) == [.yamlLimit])
  }

  @Test("deep nesting is refused", arguments: ["[", "{a: ", "- ", "? ", "a:\n"])
  func nesting(opening: String) {
    let source: String
    if opening == "a:\n" {
      source = (0..<2_000).map { String(repeating: " ", count: $0) + opening }.joined()
    } else {
      source = String(repeating: opening, count: 100_000)
    }
    let file = read(source)
    #expect(file.diagnostics.last?.code == .yamlLimit)
    #expect(file.documents.isEmpty)
  }

  @Test("ten thousand duplicates and different keys are told apart in good time")
  func manyKeys() {
    var source = (0..<10_000).map { "key\($0): 1\n" }.joined()
    #expect(read(source).diagnostics.isEmpty)
    source += source
    let file = read(source)
    #expect(file.diagnostics.count == YAMLLimits.standard.diagnostics + 1)
    #expect(file.diagnostics.last?.code == .tooManyProblems)
  }

  @Test("a hundred thousand anchors cost no more than as many values")
  func manyAnchors() {
    let source = (0..<100_000).map { "- &a\($0) []\n" }.joined()
    #expect(read(source).documents.first?.count == 100_000)
  }

  @Test("a file with many broken documents is given up")
  func manyBrokenDocuments() {
    let file = read(String(repeating: "---\n@\n", count: 100_000))
    #expect(file.diagnostics.count == YAMLLimits.standard.brokenDocuments + 1)
    #expect(file.diagnostics.last?.code == .yamlLimit)
  }

  @Test("a file that is too large is not read")
  func size() {
    var limits = YAMLLimits()
    limits.bytes = 10
    #expect(read("a: 12345678\n", limits).diagnostics.map(\.code) == [.yamlLimit])
    limits.bytes = 100
    limits.nodes = 5
    #expect(read("[a, b, c, d, e]\n", limits).diagnostics.map(\.code) == [.yamlLimit])
  }

  @Test("mutated and truncated files give diagnostics or values, and never a trap")
  func mutations() {
    let seed: UInt64 = 20_261
    print("seed \(seed)")
    var generator = ValueGenerator(seed: seed)
    let original = Array(Self.manifest.utf8)
    for length in original.indices {
      consume(YAMLFile(path: "x.yaml", bytes: Array(original[..<length])))
    }
    let signs = Array(":-?[]{},&*!|>'\"%@`#\n\r\t \\<=~0.eé".utf8) + [0x00, 0xFF, 0xEF, 0xC2, 0x85]
    for _ in 0..<5_000 {
      var bytes = original
      for _ in 0...generator.number(below: 4) {
        let offset = generator.number(below: bytes.count)
        let sign = signs[generator.number(below: signs.count)]
        switch generator.number(below: 3) {
        case 0: bytes[offset] = sign
        case 1: bytes.insert(sign, at: offset)
        default: bytes.remove(at: offset)
        }
      }
      consume(YAMLFile(path: "x.yaml", bytes: bytes))
    }
  }

  /// Looks at everything that a file offers, and that all places lie within it.
  private func consume(_ file: YAMLFile) {
    for document in file.documents {
      visit(document)
      _ = document.value
      _ = ambiguities(in: document)
    }
    for diagnostic in file.diagnostics {
      #expect(diagnostic.primary.place.range.upperBound <= file.bytes.count)
      #expect(!diagnostic.message.isEmpty)
    }
  }

  private func visit(_ node: YAMLNode) {
    #expect(node.place.range.upperBound <= node.file.bytes.count)
    for element in node.elements { visit(element) }
    for (key, value) in node.entries {
      _ = node[key.text]
      visit(value)
    }
  }

  static let manifest = """
    # A ConfigMap and a Deployment.
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: "é", labels: {app: &app 'it''s', "on": "1.30"}}
    data:
      run.sh: |
        #!/bin/sh
        set -e

      folded: >-
        one
        two
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: *app
      annotations: &notes
        config.linkerd.io/skip-outbound-ports: "25,443"
    spec:
      replicas: 3
      template:
        metadata:
          annotations: *notes
        spec:
          containers:
          - name: web
            args: [--port, "8080", -v, "\\u00e9\\n"]
            ports:
            - {containerPort: 8080}
            resources:
              limits: {cpu: 0.5, memory: 1e3, when: 2001-01-01}
    ...
    """
}
