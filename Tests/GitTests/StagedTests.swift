import Foundation
import Programs
import TemporaryFolders
import Testing

@Suite("What is staged", .enabled(if: FleetInGit.isPossible, "git is not installed"))
struct StagedTests {
  @Test("is judged, and not what lies on the disk")
  func partialStaging() throws {
    let fleet = try FleetInGit()
    // The index has an edit that neither the commit nor the disk has.
    try fleet.editByHand()
    try fleet.git("add .")
    try fleet.edit(FleetInGit.generated, "prune: enabled", "prune: disabled")
    #expect(try fleet.check() == .current())
    #expect(try fleet.check("--rev HEAD") == .current())
    #expect(
      try fleet.check("--staged")
        == Answer(
          1,
          """
          \(FleetInGit.generated):8:1: error: '\(FleetInGit.generated)' was edited by hand [edited-file]
            |
          8 |     kustomize.toolkit.fluxcd.io/prune: enabled
            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ differs from here on
            = note: '-' is what is there, '+' what mooring would write
                    line 8:
                    -     kustomize.toolkit.fluxcd.io/prune: enabled
                    +     kustomize.toolkit.fluxcd.io/prune: disabled
            = help: move the change to the description or to a template, then run 'mooring build --discard-edits'
          1 error

          """))
  }

  @Test("of a description changed in two places, one of them staged, is that one")
  func oneHunk() throws {
    let fleet = try FleetInGit()
    try fleet.addNamespace("staged")
    try fleet.build()
    try fleet.git("add .")
    try fleet.addNamespace("later")
    #expect(try fleet.check("--staged") == .current(objects: 5))
    #expect(try fleet.check().codes == ["outdated-file", "missing-file"])
  }

  @Test("without its tree is told file by file")
  func descriptionAlone() throws {
    let fleet = try FleetInGit()
    try fleet.addNamespace("more")
    try fleet.build()
    try fleet.git("add clusters")
    #expect(try fleet.check() == .current(objects: 5))
    #expect(try fleet.check("--staged").codes == ["outdated-file", "missing-file"])
  }

  @Test("of a renamed cluster takes its files along")
  func rename() throws {
    let fleet = try FleetInGit()
    try fleet.git("mv clusters/studio.yaml clusters/stage.yaml")
    try fleet.edit("clusters/stage.yaml", "name: studio", "name: stage")
    try fleet.git("add .")
    #expect(try fleet.check("--staged").codes.sorted().last == "stale-file")
    try fleet.build()
    #expect(try fleet.check("--staged").exitCode == 1)
    try fleet.git("add .")
    #expect(try fleet.check("--staged") == .current())
    #expect(try fleet.check("--rev HEAD") == .current())
  }

  @Test("is compared without a look at any unchanged file")
  func missingContents() throws {
    let fleet = try FleetInGit()
    try removeContents(of: "flux", but: "mooring.lock", in: fleet)
    for arguments in ["--staged", "--rev HEAD"] {
      #expect(try fleet.check(arguments) == .current(), "\(arguments)")
    }
    try fleet.addNamespace("more")
    try fleet.git("add clusters")
    let changed = "flux/overlays/studio/namespaces/kustomization.yaml"
    #expect(
      try fleet.check("--staged")
        == .failure(
          "\(changed): is not among the objects of this clone, and mooring fetches nothing; "
            + "'git fetch --refetch --no-filter' brings what a partial clone left out"))
  }

  /// As if the clone had left them out: what lies in the object store is all there is.
  private func removeContents(of path: String, but name: String, in fleet: FleetInGit) throws {
    let lines = try fleet.git("ls-tree -r HEAD \(path)").outputText.split(separator: "\n")
    for line in lines where !line.hasSuffix(name) {
      let object = line.split(whereSeparator: \.isWhitespace)[2]
      let file = ".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"
      // Files of the same content are one object.
      if fleet.folder.bytes(of: file) != nil { try fleet.folder.remove(file) }
    }
  }

  @Test("in which a file became a folder, and a folder a file, is told")
  func otherKinds() throws {
    let fleet = try FleetInGit()
    let folder = "flux/overlays/pro/namespaces"
    try fleet.folder.remove(FleetInGit.generated)
    try fleet.folder.write("mine\n", to: "\(FleetInGit.generated)/mine.yaml")
    try fleet.folder.remove(folder)
    try fleet.folder.write("mine\n", to: folder)
    try fleet.git("add .")
    for arguments in ["", "--staged"] {
      let answer = try fleet.check(arguments)
      #expect(answer.exitCode == 1)
      #expect(
        answer.codes == ["missing-file", "missing-file", "foreign-file", "unknown-file"],
        "\(answer)")
      #expect(
        answer.text.contains(
          """
          error: '\(FleetInGit.generated)' is a folder, where a file is expected [foreign-file]
            = note: the description generates a file there
            = help: move it or remove it, then run 'mooring build'

          """), "\(answer)")
    }
    let before = try fleet.folder.contents()
    #expect(try fleet.mooring("build --discard-edits").exitCode == 1)
    #expect(try fleet.folder.contents() == before)
  }

  @Test("with symbolic links is followed inside the repository, and never out of it")
  func links() throws {
    let fleet = try FleetInGit()
    let text = try #require(fleet.folder.bytes(of: FleetInGit.generated))
    try fleet.folder.write(text, to: "elsewhere/namespace.yaml")
    try fleet.folder.remove(FleetInGit.generated)
    try fleet.folder.link(
      FleetInGit.generated, to: "../../../../elsewhere/namespace.yaml")
    try fleet.git("add .")
    for arguments in ["", "--staged"] {
      #expect(try fleet.check(arguments) == .current(), "\(arguments)")
    }
    try fleet.folder.remove(FleetInGit.generated)
    try fleet.folder.link(FleetInGit.generated, to: "../../../../../outside.yaml")
    try fleet.git("add .")
    for arguments in ["", "--staged"] {
      let answer = try fleet.check(arguments)
      #expect(answer.exitCode == 1)
      #expect(answer.codes == ["foreign-file"], "\(answer)")
      #expect(answer.text.contains("goes through a symbolic link that leads out of the repository"))
    }
  }

  @Test("runs no filter, no hook and no monitor")
  func runsNothing() throws {
    let fleet = try FleetInGit()
    let mark = fleet.folder.full("ran")
    try fleet.folder.write("#!/bin/sh\ntouch '\(mark)'\ncat\n", to: "program.sh")
    _ = try fleet.shell("chmod +x program.sh; mkdir -p .git/hooks")
    for name in ["clean", "smudge", "process"] {
      try fleet.git("config filter.mark.\(name) \(fleet.folder.full("program.sh"))")
    }
    try fleet.git("config core.fsmonitor \(fleet.folder.full("program.sh"))")
    _ = try fleet.shell(
      "for h in post-index-change post-checkout pre-commit; do cp program.sh .git/hooks/$h; done")
    try fleet.folder.write("* filter=mark text eol=crlf\n", to: ".gitattributes")
    try fleet.edit(FleetInGit.generated, "\n", "\r\n")
    for arguments in ["check", "check --staged", "check --rev HEAD", "build"] {
      #expect(try fleet.mooring(arguments).exitCode == 0, "\(arguments)")
    }
    #expect(fleet.folder.bytes(of: "ran") == nil)
  }
}
