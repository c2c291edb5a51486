import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// `mooring diff BEFORE AFTER`, and what is printed of values that others wrote.
@Suite("Comparing two folders")
struct DiffFolderTests {
  @Test("what docs/diff.md shows is what the program says")
  func page() throws {
    let text = String(decoding: try FixtureFleet.bytes(ofProject: "docs/diff.md"), as: UTF8.self)
    let blocks = Readme(text).blocks(of: "An example")
    let repository = try ProgramRepository()
    for block in blocks {
      if let file = block.file { try repository.folder.write(block.text, to: file) }
    }
    let shown = try #require(blocks.compactMap(\.run).first)
    let run = try repository.mooring(shown.words)
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText == shown.answer)
  }

  @Test("a folder with a kustomization file is compared as kustomize builds it")
  func kustomize() throws {
    let repository = try ProgramRepository()
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n"
    for (side, prefix) in [("before", "x-"), ("after", "y-")] {
      try repository.folder.write(map, to: "\(side)/base/a.yaml")
      try repository.folder.write("resources: [a.yaml]\n", to: "\(side)/base/kustomization.yaml")
      try repository.folder.write(
        "resources: [../base]\nnamePrefix: \(prefix)\n", to: "\(side)/one/kustomization.yaml")
      // What the folder builds on is found up to the next repository.
      try repository.folder.makeFolder("\(side)/.git")
    }
    let run = try repository.mooring("diff", "before/one", "after/one")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.contains("  created    ConfigMap y-a"), "\(run.outputText)")
    #expect(run.outputText.contains("ConfigMap x-a"), "\(run.outputText)")
  }

  @Test("a comment on a pull request stays below GitHub's limit, and says what is left out")
  func bounded() throws {
    let repository = try ProgramRepository()
    for (side, value) in [("before", "old"), ("after", "new")] {
      let objects = (0..<3000).map { number in
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map-\(number)}\ndata: {a: \(value)}\n"
      }
      try repository.folder.write(objects.joined(separator: "---\n"), to: "\(side)/all.yaml")
    }
    let run = try repository.mooring("diff", "before", "after", "--format", "markdown")
    #expect(run.exitCode == 0)
    #expect(run.output.count < 60_000)
    #expect(run.output.count > 50_000)
    #expect(
      run.outputText.firstMatch(of: /\*\*\d+ more changes are left out here\*\*/) != nil)
    #expect(run.outputText.components(separatedBy: "<details").count == 2)
    #expect(run.outputText.components(separatedBy: "</details>").count == 2)
  }

  @Test("no value leaves its place in Markdown or in a page", arguments: ["markdown", "html"])
  func hostile(format: String) throws {
    let repository = try ProgramRepository()
    let hostile = "</details></pre></code><img src=x onerror=1> `` | @someone #1 ![x](http://x.y)"
    for (side, value) in [("before", "old"), ("after", hostile)] {
      try repository.folder.write(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a}
        data:
          short: '\(value)'
          long: |
            one
            \(value)

        """, to: "\(side)/a.yaml")
    }
    let run = try repository.mooring("diff", "before", "after", "--format", format)
    let text = run.outputText
    #expect(!text.contains("<img"), "\(text)")
    #expect(text.components(separatedBy: "</details>").count == 2)
    #expect(text.components(separatedBy: "</pre>").count == 2)
    if format == "markdown" {
      // Outside of a pre element, where nothing else is obeyed.
      let inline = try #require(text.split(separator: "\n").first { $0.contains("data.short") })
      for mark in ["`", "@", " #1", "|", "![", "http:"] {
        #expect(!inline.contains(mark), "\(mark)")
      }
    }
  }

  @Test("a folder that is not there, one folder alone, and folders with a revision end with 2")
  func usage() throws {
    let repository = try ProgramRepository()
    try repository.folder.makeFolder("a")
    for arguments in [["a", "b"], ["a"], ["a", "a", "--base", "HEAD"], ["a", "a", "--staged"]] {
      let run = try repository.mooring(["diff"] + arguments)
      #expect(run.exitCode == 2, "\(arguments)")
      #expect(run.errorText.contains("error: "), "\(arguments)")
    }
  }

  @Test("a manifest that cannot be read is told at its place, and nothing is compared")
  func unreadable() throws {
    let repository = try ProgramRepository()
    try repository.folder.write("kind: ConfigMap\n", to: "before/a.yaml")
    try repository.folder.makeFolder("after")
    let run = try repository.mooring("diff", "before", "after")
    #expect(run.exitCode == 1)
    #expect(run.errorText.hasPrefix("before/a.yaml:1:1: error: "), "\(run.errorText)")
    #expect(run.errorText.hasSuffix("nothing was compared\n"))
    let forPrograms = try repository.mooring("diff", "before", "after", "--format", "json")
    #expect(
      forPrograms.outputText.hasPrefix("{\n  \"findings\": [\n"), "\(forPrograms.outputText)")
  }

  @Test("a file of the second folder is told by its own path, whatever the first is called")
  func namesake() throws {
    let repository = try ProgramRepository()
    for (path, label) in [("apps/web.yaml", "one"), ("new/apps/web.yaml", "two")] {
      try repository.folder.write(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: web}
        spec:
          selector: {matchLabels: {app: \(label)}}
          template:
            metadata: {labels: {app: \(label)}}
            spec: {containers: [{name: web, image: "web:1"}]}

        """, to: path)
    }
    let run = try repository.mooring("diff", "apps", "new")
    #expect(run.exitCode == 1)
    #expect(run.errorText.hasPrefix("new/apps/web.yaml:5:"), "\(run.errorText)")
    #expect(run.errorText.contains("[refused-change]"), "\(run.errorText)")
  }
}
