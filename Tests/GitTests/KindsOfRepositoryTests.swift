import Foundation
import Programs
import TemporaryFolders
import Testing

@Suite("A repository", .enabled(if: FleetInGit.isPossible, "git is not installed"))
struct KindsOfRepositoryTests {
  @Test("that is bare is checked by a revision, and has no index")
  func bare() throws {
    let fleet = try FleetInGit()
    try fleet.git("clone --quiet --bare . bare.git")
    #expect(try fleet.check("--rev main", at: "bare.git") == .current())
    #expect(try fleet.check("--root bare.git --rev main", at: "") == .current())
    #expect(
      try fleet.check("--root bare.git --staged", at: "")
        == .failure(
          "bare.git: is a bare repository, which has no index; name what to check with '--rev'"))
  }

  @Test("is checked in a worktree, each with its own index")
  func worktree() throws {
    let fleet = try FleetInGit()
    try fleet.git("worktree add --quiet other")
    try fleet.editByHand()
    try fleet.git("add .")
    #expect(try fleet.check("--staged").codes == ["edited-file"])
    #expect(try fleet.check("--staged", at: "other") == .current())
    #expect(try fleet.check("--rev HEAD", at: "other/clusters") == .current())
  }

  @Test("is checked as a submodule of another")
  func submodule() throws {
    let fleet = try FleetInGit()
    let other = try FleetInGit(isCommitted: false)
    try other.git("submodule --quiet add \(fleet.folder.path) fleet")
    for arguments in ["", "--staged", "--rev HEAD"] {
      #expect(try other.check(arguments, at: "fleet") == .current(), "\(arguments)")
    }
    #expect(try other.check("--staged --root fleet") == .current())
  }

  @Test("below whose clusters/ or tree lies a submodule is told that its files are not there")
  func submoduleInside() throws {
    let other = try FleetInGit()
    let fleet = try FleetInGit()
    try fleet.git("submodule --quiet add \(other.folder.path) clusters/more")
    #expect(
      try fleet.check("--staged")
        == Answer(
          1,
          """
          clusters/more: error: this lies in a submodule, whose files git keeps in another repository; keep them in this one [unreadable-file]
          1 error

          """))
    let third = try FleetInGit(isCommitted: false)
    try third.folder.remove("flux")
    try third.git("submodule --quiet add \(other.folder.path) flux")
    try third.git("add .")
    #expect(
      try third.check("--staged")
        == .failure(
          "flux/mooring.lock: lies in a submodule, whose files git keeps in another repository; keep "
            + "them in this one"))
  }

  @Test("that is a shallow clone has what was cloned")
  func shallow() throws {
    let fleet = try FleetInGit()
    try fleet.git("commit --quiet --allow-empty -m second")
    try fleet.git("clone --quiet --depth 1 file://\(fleet.folder.path) shallow")
    #expect(try fleet.check("--rev HEAD", at: "shallow") == .current())
    #expect(
      try fleet.check("--rev HEAD~1", at: "shallow")
        == .failure(
          "this folder: there is no revision 'HEAD~1' in this shallow clone; "
            + "'git fetch --unshallow' brings all"))
  }

  @Test("that is a partial clone is read as far as it goes, without the network")
  func partial() throws {
    let fleet = try FleetInGit()
    try fleet.git("config uploadpack.allowFilter true")
    try fleet.git(
      "clone --quiet --no-checkout --filter=blob:none file://\(fleet.folder.path) partial")
    #expect(
      try fleet.check("--rev HEAD", at: "partial")
        == .failure(
          "clusters/fleet.yaml: is not among the objects of this clone, and mooring fetches nothing; "
            + "'git fetch --refetch --no-filter' brings what a partial clone left out"))
    try fleet.git("fetch --quiet --refetch --no-filter", at: "partial")
    #expect(try fleet.check("--rev HEAD", at: "partial") == .current())
  }

  @Test("is checked from a folder below its top")
  func subfolder() throws {
    let fleet = try FleetInGit(below: "infrastructure/mesh")
    for arguments in ["", "--staged", "--rev HEAD"] {
      #expect(try fleet.check(arguments) == .current(), "\(arguments)")
      #expect(
        try fleet.check("\(arguments) --root infrastructure/mesh", at: "") == .current(),
        "\(arguments)")
    }
  }

  @Test("whose HEAD is detached is one like others")
  func detached() throws {
    let fleet = try FleetInGit()
    try fleet.git("checkout --quiet --detach")
    #expect(try fleet.check("--staged") == .current())
    #expect(try fleet.check("--rev HEAD") == .current())
  }

  @Test("without a commit has an index, and no revision")
  func noCommit() throws {
    let fleet = try FleetInGit(isCommitted: false)
    let nothing = Answer.failure(
      "git's index holds no file in 'clusters/'", help: "'git add' the description and the tree")
    #expect(try fleet.check("--staged") == nothing)
    try fleet.git("add .")
    #expect(try fleet.check("--staged") == .current())
    #expect(
      try fleet.check("--rev HEAD")
        == .failure(
          "this folder: there is no revision 'HEAD', since there is no commit yet; '--staged' checks "
            + "what the first one will be"))
  }

  @Test("without a description at a revision is told so")
  func noDescription() throws {
    let fleet = try FleetInGit()
    try fleet.git("rm --quiet -r clusters")
    try fleet.git("commit --quiet -m none")
    #expect(
      try fleet.check("--rev HEAD")
        == .failure(
          "revision 'HEAD' holds no file in 'clusters/'", help: "name one that has a description"))
    #expect(try fleet.check("--rev HEAD~1") == .current())
  }

  @Test("with a damaged index is told how to mend it", arguments: [7, 64, 300])
  func corruptIndex(length: Int) throws {
    let fleet = try FleetInGit()
    let index = try #require(fleet.folder.bytes(of: ".git/index"))
    try fleet.folder.write(Array(index.prefix(length)), to: ".git/index")
    let answer = try fleet.check("--staged")
    #expect(answer.exitCode == 2)
    #expect(answer.text.hasPrefix("error: this folder: git's index cannot be read"), "\(answer)")
    #expect(
      answer.text.hasSuffix(
        "; if it is damaged, remove it, and run 'git reset', which makes it anew from the last "
          + "commit\n"), "\(answer)")
    // The files on the disk are read without it.
    #expect(try fleet.check() == .current())
    try fleet.folder.remove(".git/index")
    try fleet.git("reset")
    #expect(try fleet.check("--staged") == .current())
  }

  @Test("with a damaged object is told where to look")
  func corruptObject() throws {
    let fleet = try FleetInGit()
    let object = try fleet.git("rev-parse HEAD:clusters/studio.yaml").outputText
      .trimmingCharacters(in: .newlines)
    let file = ".git/objects/\(object.prefix(2))/\(object.dropFirst(2))"
    try fleet.folder.remove(file)
    try fleet.folder.write("damaged", to: file)
    let answer = try fleet.check("--staged")
    #expect(answer.exitCode == 2)
    #expect(
      answer.text.hasPrefix("error: clusters/studio.yaml: cannot be read from git: "), "\(answer)")
    #expect(answer.text.hasSuffix("; 'git fsck' tells what is damaged\n"), "\(answer)")
  }

  @Test("has an index of any version that git writes, or is told what to do")
  func indexVersions() throws {
    let fleet = try FleetInGit()
    for version in [2, 3, 4] {
      try fleet.git("update-index --index-version \(version)")
      #expect(try fleet.check("--staged") == .current(), "version \(version)")
    }
    try fleet.git("update-index --split-index")
    #expect(
      try fleet.check("--staged")
        == .failure(
          "this folder: git's index is split in two files, which mooring cannot read; run "
            + "'git update-index --no-split-index'"))
    try fleet.git("update-index --no-split-index")
    #expect(try fleet.check("--staged") == .current())
  }

  @Test("of a format that cannot be read is told so, and its files on disk are checked")
  func formats() throws {
    let fleet = try FleetInGit()
    try fleet.folder.remove(".git")
    try fleet.git("init --object-format=sha256")
    try fleet.git("add .")
    #expect(try fleet.check() == .current())
    #expect(
      try fleet.check("--staged")
        == .failure(
          "this folder: its git repository names its objects by SHA-256, which mooring cannot read; "
            + "check the files on disk, without '--staged' and '--rev'"))
  }

  @Test("with names in a table is read by its index and by hashes")
  func reftable() throws {
    let fleet = try FleetInGit()
    let hash = try fleet.git("rev-parse HEAD").outputText.trimmingCharacters(in: .newlines)
    // As such a repository looks to one who knows nothing of it.
    try fleet.folder.write("ref: refs/heads/.invalid\n", to: ".git/HEAD")
    try fleet.folder.remove(".git/refs/heads")
    try fleet.folder.write("this repository uses the reftable format\n", to: ".git/refs/heads")
    try fleet.git("config --file .git/config core.repositoryformatversion 1")
    try fleet.git("config --file .git/config extensions.refstorage reftable")
    #expect(try fleet.check("--staged") == .current())
    #expect(try fleet.check("--rev \(hash)") == .current())
    #expect(
      try fleet.check("--rev main")
        == .failure(
          "this folder: there is no revision 'main' by that name, since names are kept as "
            + "'reftable', which mooring cannot read; give its hash"))
  }
}

@Suite("A sparse checkout", .enabled(if: FleetInGit.isPossible, "git is not installed"))
struct SparseCheckoutTests {
  @Test(
    "has what it keeps from the disk, in the tree and in the description",
    arguments: [
      "flux/clusters", "clusters anchors", "docs",
    ])
  func leftOut(folders: String) throws {
    let fleet = try FleetInGit()
    try fleet.folder.write("text\n", to: "docs/page.md")
    try fleet.commit("docs")
    try fleet.git("sparse-checkout set \(folders)")
    for arguments in ["", "--staged", "--rev HEAD"] {
      #expect(try fleet.check(arguments) == .current(), "\(arguments)")
    }
    let before = try fleet.folder.contents()
    #expect(try fleet.build().outputText.hasSuffix("flux/: 8 files unchanged\n"))
    #expect(try fleet.folder.contents() == before)
  }

  @Test("is not built over: what has to change must be on the disk")
  func build() throws {
    let fleet = try FleetInGit()
    try fleet.git("sparse-checkout set clusters anchors")
    try fleet.addNamespace("more")
    let build = Answer(try fleet.mooring("build"))
    #expect(
      build
        == .failure(
          "flux/overlays/studio/namespaces/kustomization.yaml: would change, and the sparse checkout "
            + "keeps it from the disk; run 'git sparse-checkout add flux'"))
    #expect(fleet.folder.bytes(of: "flux/mooring.lock") == nil)
    try fleet.git("sparse-checkout add flux")
    try fleet.build()
    #expect(try fleet.check() == .current(objects: 5))
  }

  @Test("misses what was removed from the folders that it holds")
  func removed() throws {
    let fleet = try FleetInGit()
    try fleet.git("sparse-checkout set clusters anchors flux/overlays")
    try fleet.folder.remove(FleetInGit.generated)
    #expect(try fleet.check().codes == ["missing-file"])
  }

  @Test("with a sparse index is told how to unfold that")
  func sparseIndex() throws {
    let fleet = try FleetInGit()
    try fleet.git("sparse-checkout set --sparse-index clusters anchors")
    let answer = Answer.failure(
      "this folder: git's index is sparse, which mooring cannot read; run "
        + "'git sparse-checkout reapply --no-sparse-index'")
    #expect(try fleet.check() == answer)
    #expect(try fleet.check("--staged") == answer)
    try fleet.git("sparse-checkout reapply --no-sparse-index")
    #expect(try fleet.check() == .current())
  }
}
