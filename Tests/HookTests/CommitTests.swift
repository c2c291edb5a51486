import Foundation
import Programs
import TemporaryFolders
import Testing

/// What a commit is checked for: that which it would hold, and nothing else.
@Suite("Commits that a hook checks", .withGit)
struct CommitTests {
  private static let bad = ("clusters/kind.yaml", "pods: 10.244.0.0/16", "pods: 10.96.0.0/16")
  private static let stale = ("clusters/fleet.yaml", "shared: {}", "shared: {}, added: {}")

  @Test("pre-commit is there to be tested with", .withPreCommit)
  func preCommit() { #expect(HookedRepository.hooks.count == 3) }

  @Test("a mistake is stopped with its reason, a good commit goes through", arguments: hooks)
  func goodAndBad(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2)
    try repository.run("add", "--all")
    let bad = try repository.commit()
    #expect(!bad.isMade)
    #expect(bad.words.contains("clusters/kind.yaml:7:43: error:"), "\(bad.words)")
    #expect(bad.words.contains("[overlapping-cidr]"))

    try repository.edit(Self.bad.0, Self.bad.2, Self.bad.1)
    try repository.edit(Self.stale.0, Self.stale.1, Self.stale.2)
    try repository.run("add", "--all")
    let stale = try repository.commit()
    #expect(!stale.isMade)
    #expect(stale.words.contains("[missing-file]"), "\(stale.words)")

    try repository.mooring("build")
    try repository.run("add", "--all")
    let good = try repository.commit()
    #expect(good.isMade, "\(good.words)")
  }

  @Test("what is staged counts, not what lies on the disk", arguments: hooks)
  func partialStaging(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    // Bad on the disk, good in the index.
    try repository.edit("clusters/fleet.yaml", "No mesh:", "No mesh at all:")
    try repository.mooring("build")
    try repository.run("add", "--all")
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2)
    let good = try repository.commit()
    #expect(good.isMade, "\(good.words)")
    #expect(try repository.git("diff", "--name-only").outputText == "clusters/kind.yaml\n")

    // Good on the disk, bad in the index.
    try repository.run("add", "--all")
    try repository.edit(Self.bad.0, Self.bad.2, Self.bad.1)
    let bad = try repository.commit()
    #expect(!bad.isMade)
    #expect(bad.words.contains("[overlapping-cidr]"))
  }

  @Test("half of a change is stopped: the description without its tree", arguments: hooks)
  func half(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.edit(Self.stale.0, Self.stale.1, Self.stale.2)
    try repository.mooring("build")
    try repository.run("add", "clusters")
    #expect(try !repository.commit().isMade)
    // By the names of files, git makes another index than its own.
    #expect(try !repository.commit("clusters/fleet.yaml").isMade)
    let all = try repository.commit("--", "clusters", "flux")
    // New files are in no commit by name, unless git knows them.
    #expect(!all.isMade)
    try repository.run("add", "--intent-to-add", "flux")
    let known = try repository.commit("--", "clusters", "flux")
    #expect(known.isMade, "\(known.words)")
  }

  @Test("commit --all and --amend are checked as they would be", arguments: hooks)
  func allAndAmend(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2)
    #expect(try !repository.commit("--all").isMade)
    #expect(try !repository.commit("--all", "--amend").isMade)
    try repository.edit(Self.bad.0, Self.bad.2, "pods: 10.245.0.0/16")
    try repository.mooring("build")
    let amended = try repository.commit("--all", "--amend")
    #expect(amended.isMade, "\(amended.words)")
    #expect(try repository.git("rev-list", "--count", "HEAD").outputText == "1\n")
  }

  @Test("a commit that only removes files is checked", arguments: hooks)
  func removal(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.run("rm", "--quiet", "clusters/kind.yaml")
    let removed = try repository.commit()
    #expect(!removed.isMade)
    #expect(removed.words.contains("[stale-file]"), "\(removed.words)")
  }

  @Test("a merge that goes through by itself is checked", arguments: hooks)
  func cleanMerge(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.run("switch", "--quiet", "--create", "other")
    try repository.edit(Self.stale.0, Self.stale.1, Self.stale.2)
    // So that no line of the lock lies beside one of the other side.
    try repository.edit(
      "clusters/minikube.yaml", "  distribution", "  namespaces: {added: null}\n  distribution")
    try repository.mooring("build")
    try repository.run("add", "--all")
    try #require(try repository.commit().isMade)
    try repository.run("switch", "--quiet", "main")
    let kind = try #require(repository.folder.text(of: "repository/clusters/kind.yaml"))
    try repository.folder.write(
      kind.replacing("name: kind", with: "name: lima"), to: "repository/clusters/lima.yaml")
    try repository.mooring("build")
    try repository.run("add", "--all")
    try #require(try repository.commit().isMade)

    // Both sides are current; together they miss a namespace of the new cluster.
    let merge = try repository.git("merge", "--no-edit", "other")
    #expect(merge.exitCode != 0)
    try #require(!merge.outputText.contains("CONFLICT"), "\(merge.outputText)")
    #expect(merge.errorText.contains("[missing-file]"), "\(merge.outputText)\(merge.errorText)")
    try repository.mooring("build")
    try repository.run("add", "--all")
    let merged = try repository.commit()
    #expect(merged.isMade, "\(merged.words)")
    #expect(try repository.git("rev-list", "--merges", "--count", "HEAD").outputText == "1\n")
  }

  @Test("a merge with conflicts in the tree is committed once the tree is built", arguments: hooks)
  func conflict(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.run("switch", "--quiet", "--create", "other")
    try repository.edit(Self.stale.0, Self.stale.1, Self.stale.2)
    try repository.mooring("build")
    try repository.run("add", "--all")
    try #require(try repository.commit().isMade)
    try repository.run("switch", "--quiet", "main")
    try repository.edit(
      "clusters/kind.yaml", "  distribution", "  namespaces: {another: {}}\n  distribution")
    try repository.mooring("build")
    try repository.run("add", "--all")
    try #require(try repository.commit().isMade)

    let merge = try repository.git("merge", "--no-edit", "other")
    try #require(merge.outputText.contains("CONFLICT"), "\(merge.outputText)")
    // The tree of one side is not that of both.
    try repository.run("checkout", "HEAD", "--", "flux")
    try repository.run("add", "--all")
    #expect(try !repository.commit().isMade)
    try repository.mooring("build")
    try repository.run("add", "--all")
    let merged = try repository.commit()
    #expect(merged.isMade, "\(merged.words)")
  }

  @Test("a work tree of its own is checked by what it stages", arguments: hooks)
  func workTree(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.run("worktree", "add", "--quiet", repository.folder.full("second"))
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2, in: "second")
    let second = repository.folder.full("second")
    let bad = try repository.git(["commit", "--all", "--message", "Bad"], at: second)
    #expect(bad.exitCode == 1)
    #expect(bad.errorText.contains("[overlapping-cidr]"), "\(bad.errorText)")
    try repository.edit(Self.bad.0, Self.bad.2, "pods: 10.245.0.0/16", in: "second")
    try repository.mooring("build", at: second)
    let good = try repository.git(["commit", "--all", "--message", "Good"], at: second)
    #expect(good.exitCode == 0, "\(good.errorText)")
  }

  @Test("a description in a folder of the repository is checked there", arguments: hooks)
  func subfolder(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook, fleet: "infra/it's a mesh")
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2)
    let bad = try repository.commit("--all")
    #expect(!bad.isMade)
    #expect(bad.words.contains("[overlapping-cidr]"), "\(bad.words)")
    try repository.edit(Self.bad.0, Self.bad.2, "pods: 10.245.0.0/16")
    try repository.mooring("build")
    let good = try repository.commit("--all")
    #expect(good.isMade, "\(good.words)")
  }

  @Test("--no-verify goes past the hook", arguments: hooks)
  func noVerify(hook: HookedRepository.Hook) throws {
    let repository = try HookedRepository(hook)
    try repository.edit(Self.bad.0, Self.bad.1, Self.bad.2)
    #expect(try repository.commit("--all", "--no-verify").isMade)
  }

  private static let hooks = HookedRepository.hooks
}
