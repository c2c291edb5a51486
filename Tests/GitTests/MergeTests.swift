import Foundation
import Programs
import TemporaryFolders
import Testing

@Suite("A merge", .enabled(if: FleetInGit.isPossible, "git is not installed"))
struct MergeTests {
  /// A repository in the middle of the merge of two branches, each of which changed it.
  private func merging(
    style: String = "merge", _ one: (FleetInGit) throws -> Void,
    _ other: (FleetInGit) throws -> Void, command: String = "merge other"
  ) throws -> FleetInGit {
    let fleet = try FleetInGit()
    try fleet.git("checkout --quiet -b other")
    try other(fleet)
    try fleet.build()
    try fleet.commit("theirs")
    try fleet.git("checkout --quiet main")
    try one(fleet)
    try fleet.build()
    try fleet.commit("ours")
    try fleet.git("-c merge.conflictStyle=\(style) \(command)", status: 1)
    return fleet
  }

  private static let lockConflict = Answer(
    1,
    """
    flux/mooring.lock:7:1: error: the tree has a merge that is not resolved: its lock has conflicts [conflicted-lock]
      |
    7 | <<<<<<< HEAD
      | ^^^^^^^^^^^^
      = help: run 'mooring build': it owns what either side owned, writes what the description gives, and settles the lock; then 'git add' the tree
    1 error

    """)

  private static let unmergedLock = Answer(
    1,
    """
    flux/mooring.lock: error: 'flux/mooring.lock' has a merge that is not resolved [unmerged-file]
      = note: git's index holds it as each side has it, so that no commit can be made of it
      = help: run 'mooring build', which writes what the description gives, then 'git add' it
    1 error

    """)

  @Test(
    "of two branches that each add a cluster is solved by a build",
    arguments: ["merge", "diff3", "zdiff3"])
  func twoClusters(style: String) throws {
    let fleet = try merging(
      style: style, { try $0.addCluster("beta", 100) }, { try $0.addCluster("alpha", 110) })
    #expect(try fleet.check() == Self.lockConflict)
    #expect(try fleet.check("--staged") == Self.unmergedLock)
    #expect(
      try fleet.build().outputText.hasSuffix(
        "flux/mooring.lock: written anew\nflux/: 16 files unchanged\n"))
    #expect(try fleet.check() == .current(clusters: 4, objects: 8))
    try fleet.git("add .")
    #expect(try fleet.check("--staged") == .current(clusters: 4, objects: 8))
    try fleet.git("commit --quiet --no-edit")
    #expect(try fleet.check("--rev HEAD") == .current(clusters: 4, objects: 8))
  }

  @Test("of two branches that change one generated file is solved by a build, marks and all")
  func oneFile() throws {
    let fleet = try merging(
      { try $0.addNamespace("ours") }, { try $0.addNamespace("theirs") })
    let description = try fleet.check()
    #expect(
      description
        == Answer(
          1,
          """
          clusters/studio.yaml:12:1: error: the file has a merge conflict that is not resolved [merge-conflict]
             |
          12 | <<<<<<< HEAD
             | ^^^^^^^^^^^^
             = help: keep what is right of both sides, remove the lines of marks, and 'git add' the file
          1 error

          """))
    #expect(try fleet.check("--staged").codes == ["unmerged-file"])
    #expect(try fleet.mooring("build").exitCode == 1)
    try resolve("clusters/studio.yaml", in: fleet)
    #expect(try fleet.check().codes == ["conflicted-lock"])
    let tree = "flux/overlays/studio/namespaces/kustomization.yaml"
    #expect(fleet.folder.text(of: tree)?.contains("<<<<<<< HEAD") == true)
    try fleet.build()
    #expect(try fleet.check() == .current(objects: 6))
    try fleet.git("add .")
    #expect(try fleet.check("--staged") == .current(objects: 6))
  }

  @Test("whose lock was resolved by hand is told once for the tree, and solved by a build")
  func lockResolved() throws {
    let fleet = try merging(
      { try $0.addNamespace("ours") }, { try $0.addNamespace("theirs") })
    try resolve("clusters/studio.yaml", in: fleet)
    try fleet.git("checkout --ours flux/mooring.lock")
    let tree = "flux/overlays/studio/namespaces/kustomization.yaml"
    #expect(
      try fleet.check()
        == Answer(
          1,
          """
          \(tree):6:1: error: '\(tree)' is generated, and has a merge that is not resolved [conflicted-tree]
            |
          6 | <<<<<<< HEAD
            | ^^^^^^^^^^^^
            = help: run 'mooring build', which writes what the description gives, then 'git add' the tree
          1 error

          """))
    // What the other side added is a stranger's to this lock, and has the right bytes.
    try fleet.build()
    #expect(try fleet.check() == .current(objects: 6))
  }

  @Test("of a rebase or a cherry-pick is one like others")
  func otherCommands() throws {
    for command in ["rebase other", "cherry-pick other"] {
      let fleet = try merging(
        { try $0.addCluster("beta", 100) }, { try $0.addCluster("alpha", 110) }, command: command)
      #expect(try fleet.check().codes == ["conflicted-lock"], "\(command)")
      try fleet.build()
      #expect(try fleet.check() == .current(clusters: 4, objects: 8), "\(command)")
    }
  }

  @Test("is none where a line of '=' stands in a text")
  func headings() throws {
    let fleet = try FleetInGit()
    try fleet.edit("clusters/studio.yaml", "kind: Cluster\n", "kind: Cluster\n# Title\n#\n")
    try fleet.folder.write("Title\n=======\ntext\n", to: "README.md")
    try fleet.git("add .")
    #expect(try fleet.check("--staged") == .current())
  }

  /// Keeps both sides.
  private func resolve(_ path: String, in fleet: FleetInGit) throws {
    let text = try #require(fleet.folder.text(of: path))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { line in
      !["<<<<<<<", "=======", ">>>>>>>", "|||||||"].contains { line.hasPrefix($0) }
    }
    try fleet.folder.write(kept.joined(separator: "\n"), to: path)
  }
}
