import FixtureFleets
import Foundation
import Programs
import TemporaryFolders
import Testing

/// What the program does to the files of a repository, and what it leaves alone.
@Suite("The program and the files of a repository")
struct TreeOnDiskTests {
  @Test("a build writes the tree, a second one changes nothing, and check agrees")
  func build() throws {
    let repository = try ProgramRepository("groups")
    let first = try repository.mooring("build")
    #expect(first.exitCode == 0, "\(first.errorText)")
    #expect(first.outputText.hasSuffix(" created\n"))
    let written = try repository.folder.contents()
    let second = try repository.mooring("build")
    #expect(second.exitCode == 0)
    #expect(second.outputText.hasSuffix(" unchanged\n"))
    #expect(try repository.folder.contents() == written)
    let check = try repository.mooring("check")
    #expect(check.exitCode == 0, "\(check.errorText)")
    #expect(check.outputText.hasSuffix("flux/ is current\n"))
  }

  @Test("an edit by hand fails the check, stops the build, and is discarded when told so")
  func handEdit() throws {
    let repository = try ProgramRepository("no-mesh")
    _ = try repository.mooring("build")
    let path = "flux/overlays/kind/namespaces/namespace-shared.yaml"
    let original = try #require(repository.folder.text(of: path))
    try repository.edit(path, "prune: disabled", "prune: enabled")
    let edited = try repository.folder.contents()

    let check = try repository.mooring("check")
    #expect(check.exitCode == 1)
    #expect(check.errorText.contains("'\(path)' was edited by hand [edited-file]"))
    #expect(check.errorText.contains("-     kustomize.toolkit.fluxcd.io/prune: enabled"))
    #expect(check.errorText.contains("+     kustomize.toolkit.fluxcd.io/prune: disabled"))

    let build = try repository.mooring("build")
    #expect(build.exitCode == 1)
    #expect(build.errorText.hasSuffix("nothing was written\n"))
    #expect(try repository.folder.contents() == edited)

    let discard = try repository.mooring("build", "--discard-edits")
    #expect(discard.exitCode == 0, "\(discard.errorText)")
    #expect(repository.folder.text(of: path) == original)
  }

  @Test("a file of somebody else is never touched, and in the way it is an error")
  func foreignFile() throws {
    let repository = try ProgramRepository("no-mesh")
    let beside = ["flux/README.md", "flux/overlays/kind/namespaces/mine.yaml", "flux/apps/a.yaml"]
    for path in beside { try repository.folder.write("mine\n", to: path) }
    #expect(try repository.mooring("build").exitCode == 0)
    for path in beside { #expect(repository.folder.text(of: path) == "mine\n") }

    let other = try ProgramRepository("no-mesh")
    let inTheWay = "flux/overlays/kind/namespaces/namespace-shared.yaml"
    try other.folder.write("mine\n", to: inTheWay)
    let before = try other.folder.contents()
    let build = try other.mooring("build", "--discard-edits")
    #expect(build.exitCode == 1)
    #expect(build.errorText.contains("[foreign-file]"))
    #expect(try other.folder.contents() == before)
  }

  @Test("a cluster that leaves the description takes its folders along, and nothing else")
  func removedCluster() throws {
    let repository = try ProgramRepository("releases")
    let system = "flux/clusters/linkerd-2-17/flux-system/gotk-sync.yaml"
    let bytes = Array("# not ours\r\nkind: x\n\n".utf8) + [0xFF]
    try repository.folder.write(bytes, to: system)
    #expect(try repository.mooring("build").exitCode == 0)
    let before = try repository.files(below: "flux/")
    try repository.folder.remove("clusters/linkerd-2-17.yaml")
    let build = try repository.mooring("build")
    #expect(build.exitCode == 0, "\(build.errorText)")
    #expect(build.outputText.contains("linkerd-2-17  removed\n"))
    let expected = before.filter { path, _ in
      path == system || !path.contains("/linkerd-2-17/")
    }
    let after = try repository.files(below: "flux/")
    #expect(without("flux/mooring.lock", after) == without("flux/mooring.lock", expected))
    #expect(repository.folder.bytes(of: system) == bytes)
    let folders = try repository.folder.contents().keys
    #expect(!folders.contains("flux/overlays/linkerd-2-17"))
    #expect(!folders.contains("flux/clusters/linkerd-2-17/mooring"))
  }

  @Test("a new cluster changes no file of another, nor of base/", arguments: ["releases", "k3s"])
  func newCluster(fleet: String) throws {
    let repository = try ProgramRepository(fleet)
    let added = try #require(
      try repository.files(below: "clusters/").keys.sorted().first { !$0.hasSuffix("fleet.yaml") })
    if fleet == "k3s" { try removeLinks(from: repository) }
    let text = try #require(repository.folder.text(of: added))
    try repository.folder.remove(added)
    let first = try repository.mooring("build")
    #expect(first.exitCode == 0, "\(first.errorText)")
    let before = try repository.files(below: "flux/")
    try repository.folder.write(text, to: added)
    #expect(try repository.mooring("build").exitCode == 0)
    let after = try repository.files(below: "flux/")
    #expect(after.count > before.count)
    for (path, text) in before where path != "flux/mooring.lock" {
      #expect(after[path] == text, "\(path)")
    }
  }

  /// A link names both of its clusters, so that neither can go alone.
  private func removeLinks(from repository: ProgramRepository) throws {
    try repository.edit("clusters/fleet.yaml", "links:", "links: []\n  #")
    try repository.edit("clusters/fleet.yaml", "    - {between", "  # {between")
    for (cluster, other) in [("edge-1", "edge-2"), ("edge-2", "edge-1")] {
      try repository.edit("clusters/\(cluster).yaml", "  links:", "  # links:")
      try repository.edit("clusters/\(cluster).yaml", "    \(other):", "  # \(other):")
    }
  }

  @Test("two builds at once leave one tree, and both say how they ended")
  func twoAtOnce() throws {
    let repository = try ProgramRepository("releases")
    let run = try repository.shell(
      "mooring build >one.out 2>one.err & first=$!; mooring build >two.out 2>two.err; b=$?; "
        + "wait $first; echo $? $b")
    let codes = run.outputText.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(codes.count == 2)
    for (code, name) in zip(codes, ["one", "two"]) where code != "0" {
      #expect(code == "2")
      let said = repository.folder.text(of: "\(name).err") ?? ""
      #expect(said.contains("another mooring is at work here"), "\(said)")
    }
    #expect(codes.contains("0"))
    #expect(try repository.mooring("check").exitCode == 0)
  }

  @Test("where nothing can be written, check works and build says which file it was")
  func readOnly() throws {
    // To root nothing is read-only.
    guard let prefix = unprivileged else {
      print("not checked: root cannot give up its rights here")
      return
    }
    let repository = try ProgramRepository("no-mesh")
    _ = try repository.mooring("build")
    try repository.edit("clusters/kind.yaml", "spec:", "spec:\n  namespaces: {more: {}}")
    _ = try repository.shell("find . -type d -exec chmod 0555 {} +; chmod -R a+rX .")
    let before = try repository.folder.contents()
    let build = try repository.shell("\(prefix) '\(ProgramRepository.program)' build")
    #expect(build.exitCode == 2)
    #expect(build.errorText.hasPrefix("error: "), "\(build.errorText)")
    let check = try repository.shell("\(prefix) '\(ProgramRepository.program)' check")
    #expect(check.exitCode == 1, "\(check.errorText)")
    #expect(check.errorText.contains("[missing-file]"))
    #expect(try repository.folder.contents() == before)
    _ = try repository.shell("chmod -R u+w .")
  }

  /// What a command line starts with so that it runs without the rights of root; nil where that
  /// cannot be.
  private var unprivileged: String? {
    if NSUserName() != "root" { return "" }
    return InstalledProgram.path("setpriv").map {
      "\($0) --reuid=65534 --regid=65534 --clear-groups"
    }
  }

  private func without(_ path: String, _ files: [String: String]) -> [String: String] {
    files.filter { $0.key != path }
  }
}
