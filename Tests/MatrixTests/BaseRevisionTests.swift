import Foundation
import TemporaryFolders
import Testing

@testable import Commands

@Suite("What a change is compared with", .enabled(if: ChangedRepository.hasGit, "needs git"))
struct BaseRevisionTests {
  private func base(
    _ name: String? = nil, in repository: ChangedRepository, _ environment: [String: String] = [:]
  ) throws -> BaseRevision {
    try BaseRevision.resolve(named: name, in: repository.folder.path) { environment[$0] }
  }

  /// Two lines of history: `main` goes on after `work` left it.
  private func forked() throws -> (repository: ChangedRepository, fork: String) {
    let repository = try ChangedRepository()
    try repository.commit("root")
    try repository.commit("first")
    let fork = try repository.commit("fork")
    try repository.git("checkout -q -b work")
    try repository.commit("work")
    try repository.git("checkout -q main")
    try repository.commit("later")
    try repository.git("checkout -q work")
    return (repository, fork)
  }

  @Test("a named revision stands for where HEAD left it, as three dots do in git")
  func threeDots() throws {
    let (repository, fork) = try forked()
    let base = try base("main", in: repository)
    #expect(base.commit == fork)
    #expect(base.phrase == "merge base with main, \(fork.prefix(7))")
    #expect(try repository.git("merge-base main HEAD") == fork)
  }

  @Test("a commit of the past is told as it is named")
  func ancestor() throws {
    let (repository, fork) = try forked()
    #expect(try self.base("HEAD~1", in: repository).phrase == "HEAD~1, \(fork.prefix(7))")
    #expect(try self.base(fork, in: repository).phrase == String(fork.prefix(7)))
  }

  @Test("in a folder below the top, and in another work tree, the base is the same")
  func elsewhere() throws {
    let (repository, fork) = try forked()
    try repository.folder.makeFolder("deep/er")
    let deep = try BaseRevision.resolve(named: "main", in: repository.folder.full("deep/er")) { _ in
      nil
    }
    #expect(deep.commit == fork)
    try repository.git("worktree add -q --detach tree HEAD")
    let tree = try BaseRevision.resolve(named: "main", in: repository.folder.full("tree")) { _ in
      nil
    }
    #expect(tree.commit == fork)
  }

  @Test("where nothing is named the upstream of the branch is taken")
  func upstream() throws {
    let (repository, fork) = try forked()
    try repository.git("branch --set-upstream-to=main work")
    let base = try base(in: repository)
    #expect(base == BaseRevision(commit: fork, phrase: "merge base with main, \(fork.prefix(7))"))
  }

  @Test(
    "without an upstream the main branch of the remote is taken", arguments: [true, false])
  func detached(isDetached: Bool) throws {
    let (origin, fork) = try forked()
    let clone = try ChangedRepository(cloning: origin)
    // HEAD of the origin is its branch 'work'.
    try clone.git("checkout -q --detach")
    if !isDetached { try clone.git("checkout -q -b mine --no-track") }
    let head = try clone.git("rev-parse HEAD")
    #expect(try base(in: clone).phrase == "origin/HEAD, \(head.prefix(7))")
    try clone.git("remote set-head origin --delete")
    #expect(try base(in: clone).phrase == "merge base with origin/main, \(fork.prefix(7))")
  }

  /// A message and its help.
  private func refusal(
    _ name: String? = nil, in repository: ChangedRepository, _ environment: [String: String] = [:]
  ) throws -> String {
    do {
      let base = try base(name, in: repository, environment)
      return "no refusal, but \(base.phrase)"
    } catch let error as CommandError {
      return error.message + (error.help.map { "; \($0)" } ?? "")
    }
  }

  @Test("a branch that nobody else has is compared with its last commit")
  func withoutRemotes() throws {
    let repository = try ChangedRepository()
    let head = try repository.commit("only")
    #expect(
      try base(in: repository)
        == BaseRevision(commit: head, phrase: "HEAD, \(head.prefix(7))"))
  }

  @Test("what cannot be told is refused in words that say what to do")
  func refusals() throws {
    let repository = try ChangedRepository()
    #expect(
      try refusal(in: repository)
        == "this repository has no commit yet, and nothing to compare with")
    try repository.commit()
    try repository.git("remote add elsewhere .")
    #expect(
      try refusal(in: repository)
        == "branch 'main' follows no other, and there is no 'origin/main'; name the revision to compare "
        + "with: '--base REVISION'")
    try repository.git("checkout -q --detach")
    #expect(try refusal(in: repository).hasPrefix("HEAD is on no branch, and there is no"))
    #expect(try refusal("nowhere", in: repository) == "there is no revision 'nowhere'")
    #expect(try refusal("..", in: repository) == "there is no revision '..'")
    #expect(try refusal("HEAD^{tree}", in: repository).contains("HEAD^{tree}"))
    try repository.git("checkout -q --orphan other")
    try repository.commit("unrelated")
    #expect(
      try refusal("main", in: repository)
        == "HEAD and 'main' have no commit in common; name the revision to compare with: "
        + "'--base REVISION'")
    let clone = try ChangedRepository(cloning: repository)
    #expect(
      try refusal("main", in: clone) == "there is no revision 'main'; there is 'origin/main'")
  }

  @Test("outside of a repository it is said")
  func noRepository() throws {
    let repository = try ChangedRepository()
    try repository.folder.remove(".git")
    #expect(try refusal(in: repository).contains("is not in a git repository"))
  }

  // MARK: CI

  private func gitHub(_ event: String, _ more: [String: String] = [:]) -> [String: String] {
    ["GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event].merging(more) { $1 }
  }

  /// A clone as `actions/checkout` leaves it for a pull request: HEAD is the merge of both.
  private func pullRequest(depth: Int) throws -> (clone: ChangedRepository, target: String) {
    let (origin, _) = try forked()
    let target = try origin.git("rev-parse main")
    try origin.git("checkout -q --detach main")
    try origin.git("merge -q --no-ff -m merge work")
    try origin.git("update-ref refs/pull/7/merge HEAD")
    try origin.git("checkout -q main")
    try origin.commit("later-still")
    let clone = try ChangedRepository()
    try clone.git("remote add origin file://\(origin.folder.path)")
    let deep = depth == 0
    try clone.git(
      "fetch -q \(deep ? "" : "--depth=\(depth)") origin "
        + (deep ? "+refs/heads/*:refs/remotes/origin/* " : "")
        + "+refs/pull/7/merge:refs/remotes/pull/7/merge")
    try clone.git("checkout -q --detach refs/remotes/pull/7/merge")
    return (clone, target)
  }

  @Test(
    "the merge of a pull request is compared with what it is merged into", arguments: [0, 2])
  func mergeCommit(depth: Int) throws {
    let (clone, target) = try pullRequest(depth: depth)
    let head = try clone.git("rev-parse HEAD")
    let base = try base(
      in: clone,
      gitHub(
        "pull_request",
        ["GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": head]))
    #expect(base.commit == target)
    #expect(base.phrase == "the target branch, \(target.prefix(7))")
  }

  @Test("a clone without the history says how its service fetches it")
  func shallow() throws {
    let (clone, _) = try pullRequest(depth: 1)
    let request = [
      "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge",
      "GITHUB_SHA": try clone.git("rev-parse HEAD"),
    ]
    let text = "the target branch, 'origin/main', is not in this clone; fetch more history: "
    let help = "give 'actions/checkout' the input 'fetch-depth: 0'"
    #expect(try refusal(in: clone, gitHub("pull_request", request)) == text + help)
    let forgejo = gitHub("pull_request", request).merging(["FORGEJO_ACTIONS": "true"]) { $1 }
    #expect(try refusal(in: clone, forgejo) == text + help)
    let gitLab = ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"]
    #expect(
      try refusal(in: clone, gitLab) == text + "give the job the variable 'GIT_DEPTH: \"0\"'")
    #expect(
      try refusal("main", in: clone)
        == "there is no revision 'main'; this clone is shallow: run 'git fetch --unshallow'")
  }

  @Test("in a shallow clone that goes back far enough the merge base is found")
  func shallowEnough() throws {
    let (origin, fork) = try forked()
    for depth in 2...3 {
      let clone = try ChangedRepository(cloning: origin, "--depth=\(depth) --no-single-branch")
      #expect(try base("origin/main", in: clone).commit == fork)
    }
    let shallower = try ChangedRepository(cloning: origin, "--depth=1 --no-single-branch")
    #expect(
      try refusal("origin/main", in: shallower)
        == "HEAD and 'origin/main' have no commit in common; this clone is shallow: "
        + "run 'git fetch --unshallow'")
  }

  @Test(
    "the head of a pull request is compared with where it left its target",
    arguments: ["GITHUB_ACTIONS", "FORGEJO_ACTIONS", "GITEA_ACTIONS"])
  func pullRequestHead(service: String) throws {
    let (origin, fork) = try forked()
    let clone = try ChangedRepository(cloning: origin)
    let base = try base(
      in: clone,
      [
        service: "true", "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/head",
        "GITHUB_SHA": try clone.git("rev-parse HEAD"), "GITHUB_EVENT_NAME": "pull_request",
      ])
    #expect(
      base == BaseRevision(commit: fork, phrase: "merge base with origin/main, \(fork.prefix(7))"))
  }

  private static let zeros = String(repeating: "0", count: 40)

  private func push(
    _ event: String, in repository: ChangedRepository, branch: String = "work"
  ) throws -> [String: String] {
    try repository.folder.write(event, to: ".git/event.json")
    return gitHub(
      "push",
      [
        "GITHUB_REF": "refs/heads/\(branch)",
        "GITHUB_EVENT_PATH": repository.folder.full(".git/event.json"),
      ])
  }

  @Test("a push is compared with what the branch was at")
  func push() throws {
    let (repository, fork) = try forked()
    let event = #"{"before": "\#(fork)", "repository": {"default_branch": "main"}}"#
    let base = try base(in: repository, push(event, in: repository))
    #expect(base.commit == fork)
    #expect(base.phrase == "what the branch was at before the push, \(fork.prefix(7))")
  }

  @Test("an event is read whatever people write in commits")
  func unusualEvent() throws {
    let (repository, fork) = try forked()
    let text = #"{"commits": [{"message": "a\tb\n\"c\" \/ \u00e9 \ud83d\ude00 é 😀 # {x: y}"}], "#
    let event = text + "\"before\":\"\(fork)\",\n\t\"repository\": {\"default_branch\": \"main\"}}"
    #expect(try base(in: repository, push(event, in: repository)).commit == fork)
  }

  @Test(
    "a new branch, and one that was pushed by force, are compared with the default branch",
    arguments: [zeros, String(repeating: "a", count: 40)])
  func newBranch(before: String) throws {
    let (repository, fork) = try forked()
    let event = #"{"before": "\#(before)", "repository": {"default_branch": "main"}}"#
    #expect(try base(in: repository, push(event, in: repository)).commit == fork)
  }

  @Test("the first push of the default branch has nothing to be compared with")
  func firstPush() throws {
    let (repository, _) = try forked()
    let event = #"{"before": "\#(Self.zeros)", "repository": {"default_branch": "work"}}"#
    #expect(
      try refusal(in: repository, push(event, in: repository))
        == "GitHub Actions names nothing to compare with where 'push' started the run; name the "
        + "revision to compare with: '--base REVISION'")
  }

  @Test("a merge group is compared with what it is merged into")
  func mergeGroup() throws {
    let (repository, fork) = try forked()
    var environment = try push(
      #"{"merge_group": {"base_sha": "\#(fork)"}}"#, in: repository,
      branch: "gh-readonly-queue/main/pr-7")
    environment["GITHUB_EVENT_NAME"] = "merge_group"
    #expect(try base(in: repository, environment).commit == fork)
  }

  @Test(
    "a run that is about no change names no base", arguments: ["schedule", "workflow_dispatch"])
  func noChange(event: String) throws {
    let (repository, _) = try forked()
    let message = try refusal(in: repository, gitHub(event, ["GITHUB_REF": "refs/heads/main"]))
    #expect(message.contains("where '\(event)' started the run"))
    #expect(
      try base("main", in: repository, gitHub(event)).phrase.hasPrefix("merge base with main"))
  }

  @Test(
    "an event that cannot be read is told, and never ends the program", arguments: ["", "[]", "{"])
  func brokenEvent(event: String) throws {
    let (repository, _) = try forked()
    let environment = try push(event, in: repository)
    #expect(try refusal(in: repository, environment).contains("is not a JSON object"))
    try repository.folder.remove(".git/event.json")
    #expect(try refusal(in: repository, environment).contains("there is no event of this run"))
    // Who names a base is not asked for one.
    #expect(try base("main", in: repository, environment).phrase.hasPrefix("merge base with main"))
  }

  @Test("GitLab names the base of a merge request, of its merged result and of a push")
  func gitLab() throws {
    let (repository, fork) = try forked()
    let main = try repository.git("rev-parse main")
    let request = [
      "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "merge_request_event",
      "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": fork,
      "CI_COMMIT_BEFORE_SHA": Self.zeros,
    ]
    let proposed = try base(in: repository, request)
    #expect(
      proposed == BaseRevision(commit: fork, phrase: "the target branch, \(fork.prefix(7))"))
    try repository.git("checkout -q --detach main")
    try repository.git("merge -q --no-ff -m merge work")
    let merged = request.merging(["CI_MERGE_REQUEST_TARGET_BRANCH_SHA": main]) { $1 }
    #expect(try base(in: repository, merged).commit == main)

    try repository.git("checkout -q work")
    let push = [
      "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "work",
      "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": try repository.git("rev-parse HEAD~1"),
    ]
    #expect(try base(in: repository, push).commit == fork)
    let first = push.merging(["CI_COMMIT_BEFORE_SHA": Self.zeros]) { $1 }
    #expect(try base(in: repository, first).phrase == "merge base with main, \(fork.prefix(7))")
    let scheduled = first.merging(["CI_PIPELINE_SOURCE": "schedule", "CI_COMMIT_BRANCH": "main"]) {
      $1
    }
    #expect(
      try refusal(in: repository, scheduled)
        .hasPrefix("GitLab CI names nothing to compare with where 'schedule' started the run"))
  }
}
