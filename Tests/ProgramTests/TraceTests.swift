import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// Where lines come from, as people ask for it.
@Suite("Tracing lines of the tree")
struct TraceTests {
  @Test(
    "every line of an object has a template's line",
    arguments: [
      "flux/overlays/mirrored/linkerd-crds/job-linkerd-crds-install.yaml",
      "flux/clusters/mirrored/mooring/gateway-api-gitrepository.yaml",
    ])
  func everyLine(path: String) throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let lines =
      try #require(repository.folder.text(of: path)).split(
        separator: "\n", omittingEmptySubsequences: false
      ).count - 1
    for line in 1...lines {
      let run = try repository.mooring("trace", "\(path):\(line)")
      #expect(run.exitCode == 0, "\(path):\(line): \(run.errorText)")
      let text = run.outputText
      #expect(text.firstMatch(of: /\n  template   templates\/[^:\n]+:\d+:\d+\n/) != nil, "\(text)")
    }
    #expect(try repository.mooring("trace", "\(path):\(lines + 2)").exitCode == 2)
    #expect(try repository.mooring("trace", "\(path):0").exitCode == 2)
    #expect(try repository.mooring("trace", path).exitCode == 0)
  }

  @Test(
    "a line with a value of the description names the line that gave it",
    arguments: [
      (
        "linkerd-crds/job-linkerd-crds-install.yaml", "image: registry.example",
        "clusters/mirrored.yaml"
      ),
      (
        "linkerd-crds/job-linkerd-crds-install.yaml", "value: https://mirror.example/linkerd",
        "clusters/mirrored.yaml"
      ),
      (
        "linkerd-crds/job-linkerd-crds-install.yaml", "value: https://proxy.example:3129",
        "clusters/mirrored.yaml"
      ),
      ("linkerd-crds/job-linkerd-crds-install.yaml", "value: edge-25.10.7", "clusters/fleet.yaml"),
      ("linkerd-crds/job-linkerd-crds-install.yaml", "value: \"1111", "clusters/fleet.yaml"),
      ("linkerd-crds/job-linkerd-crds-install.yaml", "mooring/rerun", "clusters/mirrored.yaml"),
    ])
  func fromDescription(file: String, line: String, source: String) throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let path = "flux/overlays/mirrored/\(file)"
    let lines = try #require(repository.folder.text(of: path)).components(separatedBy: "\n")
    let number = try #require(lines.firstIndex { $0.contains(line) }) + 1
    let run = try repository.mooring("trace", "\(path):\(number)")
    let place = try #require(run.outputText.firstMatch(of: /from (clusters\/[^:]+):(\d+):/))
    #expect(place.1 == source, "\(run.outputText)")
    let sourceLines = try #require(repository.folder.text(of: source)).components(separatedBy: "\n")
    let given = sourceLines[try #require(Int(place.2)) - 1]
    let value = try #require(lines[number - 1].split(separator: ": ", maxSplits: 1).last)
    let text = value.trimmingCharacters(in: ["\"", " "])
    // A minor version stands for a tag, and a mirror loses the slash at its end.
    #expect(given.contains(text) || given.contains("version: \"2.19\""), "\(given): \(text)")
  }

  @Test(
    "a line with a value of the component names its component.yaml",
    arguments: [
      ("gateway-api", "  path: ./config/crd"), ("gateway-api", "  prune: false"),
      ("gateway-api", "    kind: GitRepository"), ("linkerd-crds", "  timeout: "),
      ("linkerd-crds", "    - name: mooring-namespaces"),
    ])
  func fromComponent(component: String, line: String) throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let path = "flux/clusters/direct/mooring/\(component).yaml"
    let lines = try #require(repository.folder.text(of: path)).components(separatedBy: "\n")
    let number = try #require(lines.firstIndex { $0.hasPrefix(line) }) + 1
    let run = try repository.mooring("trace", "\(path):\(number)")
    #expect(run.outputText.contains("from templates/\(component)/component.yaml:"))
    #expect(!run.outputText.contains("worked out by Mooring"), "\(run.outputText)")
  }

  @Test("files that Mooring assembles say so, and others are refused")
  func assembled() throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let list = "flux/overlays/direct/namespaces/kustomization.yaml:3"
    let assembled = try repository.mooring("trace", list)
    #expect(assembled.exitCode == 0)
    #expect(assembled.outputText.hasPrefix("\(list) is assembled by Mooring: "))
    let lock = try repository.mooring("trace", "flux/mooring.lock:3")
    #expect(lock.exitCode == 0)
    #expect(lock.outputText.hasPrefix("flux/mooring.lock:3 is of Mooring's lock: "))
    let run = try repository.mooring("trace", "clusters/fleet.yaml:3")
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("'clusters/fleet.yaml' is not a file of the tree"))
  }

  @Test("a line of a script leads to the same line of the script in templates/")
  func script() throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let run = try repository.mooring("trace", "flux/base/linkerd-crds/install.sh:30")
    #expect(
      run.outputText == """
        flux/base/linkerd-crds/install.sh:30 is copied as it stands
          component  linkerd-crds
          template   templates/linkerd-crds/base/install.sh:30

        """)
  }

  @Test("a path is taken from the current folder, from the root, or as it is")
  func paths() throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let path = "flux/overlays/direct/namespaces/kustomization.yaml"
    let expected = try repository.mooring("trace", "\(path):6").outputText
    #expect(expected.hasPrefix("\(path):6 lists Namespace "))
    let folder = "flux/overlays/direct"
    for words in [
      "namespaces/kustomization.yaml:6", "./namespaces/kustomization.yaml:6:5",
      "../direct/namespaces/kustomization.yaml:6:", "\(path):6",
      repository.folder.full("\(path):6"),
    ] {
      let run = try repository.mooring("trace", words, in: folder)
      #expect(run.outputText == expected, "\(words): \(run.errorText)")
    }
    for (words, error) in [
      ("namespaces", "'flux/overlays/direct/namespaces' is a folder"),
      ("namespaces/kustomization.yaml:0", "lines are counted from 1"),
      ("namespaces/kustomization.yaml:60", " lines"),
      ("../../../..", "'../../../..' lies outside the repository"),
      ("namespaces/kustomisation.yaml", "the nearest path is '\(path)'"),
    ] {
      let run = try repository.mooring("trace", words, in: folder)
      #expect(run.exitCode == 2)
      #expect(run.errorText.contains(error), "\(run.errorText)")
    }
  }

  @Test("an answer for programs says the same")
  func json() throws {
    let repository = try ProgramRepository("download")
    _ = try repository.mooring("build")
    let run = try repository.mooring(
      "trace", "--format", "json", "flux/clusters/direct/mooring/gateway-api.yaml:4")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    #expect(object["line"] as? Int == 4)
    let sources = try #require(object["sources"] as? [[String: Any]])
    #expect(sources.contains { $0["name"] as? String == "gateway-api" })
    #expect(sources.allSatisfy { $0["role"] is String })
  }

  @Test("a field of a description that cannot be read is not traced, and that is shown")
  func unreadable() throws {
    let repository = try ProgramRepository("download")
    try repository.edit("clusters/fleet.yaml", "kind: Fleet", "kind: [Fleet")
    let run = try repository.mooring("trace", "--cluster", "direct", "linkerd.version")
    #expect(run.exitCode == 1)
    #expect(run.errorText.contains("[invalid-yaml]"), "\(run.errorText)")
  }
}
