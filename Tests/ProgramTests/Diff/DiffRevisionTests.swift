import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// `mooring diff` between commits, the index and the working tree of real repositories.
@Suite(
  "Comparing revisions", .enabled(if: CommittedFleet.git != nil, "git is not installed"))
struct DiffRevisionTests {
  @Test("a field that changes is told with the line of the description behind it")
  func line() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/mirrored.yaml", "once more after the registry's outage", "again")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(
      run.outputText.contains(
        "recreated  Job linkerd/linkerd-crds-install: runs again (clusters/mirrored.yaml:8:12)"),
      "\(run.outputText)")
    #expect(run.outputText.hasSuffix("\n1 of 3 clusters changes\n"), "\(run.outputText)")
  }

  @Test("where a value is written no more, the line that is gone is named with its revision")
  func goneLine() throws {
    let fleet = try CommittedFleet()
    try fleet.edit(
      "clusters/mirrored.yaml", "    rerun: \"once more after the registry's outage\"\n", "")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(
      run.outputText.firstMatch(of: /\([0-9a-f]{7}:clusters\/mirrored\.yaml:8:12\)/) != nil,
      "\(run.outputText)")
  }

  @Test("an object that goes names the line that took it away, of whichever component")
  func takenAway() throws {
    let fleet = try CommittedFleet("this repository")
    try fleet.edit("clusters/studio.yaml", "    viz:\n", "    viz:\n      state: absent\n")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0, "\(run.errorText)")
    for object in ["Job linkerd-viz/linkerd-viz-install", "Role linkerd-viz/linkerd-verify"] {
      let line = try #require(
        run.outputText.split(separator: "\n").first { $0.contains("pruned     \(object)") })
      #expect(line.firstMatch(of: /\(clusters\/studio\.yaml:\d+:14\)$/) != nil, "\(line)")
    }
  }

  @Test("what happens on several clusters alike is said once")
  func once() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/fleet.yaml", "image: alpine/k8s:1.34.1", "image: alpine/k8s:1.34.2")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.outputText.contains("\ndirect and proxied: "), "\(run.outputText)")
    #expect(run.outputText.components(separatedBy: "Job linkerd/linkerd-crds-install").count == 2)
    #expect(run.outputText.hasSuffix("\n2 of 3 clusters change\n"), "\(run.outputText)")
  }

  @Test("nothing is said where nothing changes")
  func nothing() throws {
    let fleet = try CommittedFleet()
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0)
    #expect(run.errorText.isEmpty)
    #expect(run.outputText.hasSuffix("\n\nnothing changes on any cluster\n"))
  }

  @Test("the index is compared without what is not staged")
  func staged() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/mirrored.yaml", "once more after the registry's outage", "staged")
    try fleet.git("add", "clusters")
    try fleet.edit("clusters/mirrored.yaml", "staged", "not staged")
    let run = try fleet.mooring("diff", "--base", "HEAD", "--staged")
    #expect(run.outputText.contains("-> the index\n"))
    #expect(run.outputText.contains("+ staged"), "\(run.outputText)")
    #expect(!run.outputText.contains("not staged"))
  }

  @Test("without a commit everything is created")
  func unborn() throws {
    let repository = try ProgramRepository("download")
    let fleet = try CommittedFleet(in: repository)
    let run = try fleet.mooring("diff")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.contains("note: there is no commit yet: everything is created\n"))
    #expect(run.outputText.contains("3 clusters, like direct: new, "), "\(run.outputText)")
  }

  @Test("a description with errors is reported as a check reports it, and ends with 1")
  func mistake() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/fleet.yaml", "kubernetes:", "kubernets:")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 1)
    #expect(run.outputText.isEmpty)
    #expect(run.errorText.contains("[unknown-field]"), "\(run.errorText)")
    #expect(run.errorText.hasSuffix("nothing was compared\n"))

    let forPrograms = try fleet.mooring("diff", "--base", "HEAD", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(forPrograms.outputText.utf8))
    let findings = (document as? [String: Any])?["findings"] as? [[String: Any]]
    #expect(findings?.compactMap { $0["code"] as? String } == ["unknown-field"])
  }

  @Test("where the description before has errors, the tree that was committed is compared")
  func mistakeBefore() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/fleet.yaml", "kubernetes:", "kubernets:")
    try fleet.commit("broken")
    try fleet.edit("clusters/fleet.yaml", "kubernets:", "kubernetes:")
    try fleet.edit("clusters/mirrored.yaml", "once more after the registry's outage", "again")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.contains("has errors: what is compared is the tree committed there"))
    #expect(run.outputText.hasSuffix("\n1 of 3 clusters changes\n"), "\(run.outputText)")
  }

  @Test(
    "a committed tree gives the objects that its description compiles to",
    arguments: ["apps", "deliveries", "linked", "own-component", "patched", "rendered"])
  func tree(name: String) throws {
    let fleet = try CommittedFleet(name)
    // A comment: the tree is another one than the compiled one, and its objects are the same.
    for path in try fleet.repository.files(below: "flux/clusters/").keys.sorted().prefix(1) {
      let text = try #require(fleet.repository.folder.text(of: path))
      try fleet.repository.folder.write(text + "# by hand\n", to: path)
    }
    try fleet.commit("edited")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(run.outputText.contains("is not what this Mooring makes of the description there"))
    #expect(
      run.outputText.contains("\nnothing changes"), "\(run.outputText)")
  }

  @Test("what another Mooring built differently is blamed on no line of the description")
  func otherTemplates() throws {
    let fleet = try CommittedFleet()
    let path = "flux/overlays/direct/linkerd-crds/job-linkerd-crds-install.yaml"
    try fleet.edit(path, "value: edge-25.10.7", "value: edge-25.10.6")
    try fleet.commit("another Mooring")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(
      run.outputText.contains("  recreated  Job linkerd/linkerd-crds-install: runs again\n"),
      "\(run.outputText)")
    #expect(!run.outputText.contains("clusters/"), "\(run.outputText)")
  }

  @Test("a cluster that is no longer described is told, and that its objects stay")
  func removed() throws {
    let fleet = try CommittedFleet()
    try fleet.repository.folder.remove("clusters/proxied.yaml")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.outputText.contains("\nproxied: no longer described, "), "\(run.outputText)")
    let json = try fleet.mooring("diff", "--base", "HEAD", "--format", "json")
    #expect(json.outputText.contains("\"presence\": \"removed\""))
  }

  @Test("one cluster can be asked for, and one that is nowhere is refused")
  func cluster() throws {
    let fleet = try CommittedFleet()
    try fleet.edit("clusters/mirrored.yaml", "once more after the registry's outage", "again")
    let other = try fleet.mooring("diff", "--base", "HEAD", "--cluster", "direct")
    #expect(other.outputText.hasSuffix("\nnothing changes\n"), "\(other.outputText)")
    let own = try fleet.mooring("diff", "--base", "HEAD", "--cluster", "mirrored")
    #expect(own.outputText.hasSuffix("\n1 of 1 cluster changes\n"), "\(own.outputText)")
    let unknown = try fleet.mooring("diff", "--base", "HEAD", "--cluster", "mirored")
    #expect(unknown.exitCode == 2)
    #expect(unknown.errorText.contains("the nearest name is 'mirrored'"), "\(unknown.errorText)")
  }

  @Test("a file that Flux does not apply by itself is shown apart")
  func bootstrap() throws {
    let fleet = try CommittedFleet("k3s")
    let path = try #require(
      try fleet.repository.files(below: "clusters/").first { $0.value.contains("10.42.0.0/16") }
    ).key
    try fleet.edit(path, "10.42.0.0/16", "10.52.0.0/16")
    let run = try fleet.mooring("diff", "--base", "HEAD")
    #expect(run.exitCode == 0, "\(run.errorText)")
    #expect(
      run.outputText.firstMatch(
        of: /changed    flux\/bootstrap\/[-\w]+\/config\.yaml: for a cluster that is made anew\n/)
        != nil, "\(run.outputText)")
  }

  @Test("a revision that is nowhere ends with 2")
  func unknownRevision() throws {
    let fleet = try CommittedFleet()
    let run = try fleet.mooring("diff", "--base", "nowhere")
    #expect(run.exitCode == 2)
    #expect(run.errorText.contains("there is no revision 'nowhere'"), "\(run.errorText)")
  }
}
