import Foundation
import Programs
import TemporaryFolders
import Testing

@Suite(
  "A hook that checks what is staged",
  .enabled(if: FleetInGit.isPossible, "git is not installed"))
struct HookEnvironmentTests {
  private func fleetWithHook() throws -> FleetInGit {
    let fleet = try FleetInGit()
    try fleet.folder.write(
      "#!/bin/sh\nexec '\(BuiltProgram.path)' check --staged\n", to: ".git/hooks/pre-commit")
    _ = try fleet.shell("chmod +x .git/hooks/pre-commit")
    return fleet
  }

  /// Git gives each of these an index of its own.
  @Test(
    "sees what the commit will hold",
    arguments: ["commit --all -m x", "commit -m x clusters", "commit --amend --all -m x"])
  func commits(command: String) throws {
    let fleet = try fleetWithHook()
    try fleet.addNamespace("more")
    #expect(try fleet.git(command, status: 1).errorText.contains("[outdated-file]"))
    try fleet.build()
    try fleet.git("add --intent-to-add .")
    try fleet.git(command.replacing(" clusters", with: " clusters flux"))
    #expect(try fleet.check("--rev HEAD") == .current(objects: 5))
  }

  @Test("works in a folder below, in a worktree, and where the repository lies elsewhere")
  func places() throws {
    let fleet = try fleetWithHook()
    try fleet.git("worktree add --quiet worktree")
    try fleet.git("clone --quiet --separate-git-dir=elsewhere . clone")
    _ = try fleet.shell("cp .git/hooks/pre-commit elsewhere/hooks/")
    for place in ["clusters", "worktree", "worktree/clusters", "clone", "clone/clusters"] {
      let cluster = fleet.folder.full(
        place.hasSuffix("clusters") ? "\(place)/pro.yaml" : "\(place)/clusters/pro.yaml")
      let text = try String(contentsOfFile: cluster, encoding: .utf8)
      // The one change keeps what is generated, the other does not.
      try (text + "# more\n").write(toFile: cluster, atomically: true, encoding: .utf8)
      try fleet.git("commit --quiet --all -m fine", at: place)
      try (text + "    more: {}\n").write(toFile: cluster, atomically: true, encoding: .utf8)
      let run = try fleet.git("commit --all -m wrong", at: place, status: 1)
      #expect(run.errorText.contains("[missing-file]"), "\(place): \(run.errorText)")
      try fleet.git("checkout --quiet HEAD -- .", at: place)
    }
  }

  @Test("of a server sees what was pushed, before it is taken")
  func server() throws {
    let fleet = try FleetInGit()
    try fleet.git("clone --quiet --bare . server.git")
    try fleet.folder.write(
      "#!/bin/sh\nread -r old new name\nexec '\(BuiltProgram.path)' check --rev \"$new\"\n",
      to: "server.git/hooks/pre-receive")
    _ = try fleet.shell("chmod +x server.git/hooks/pre-receive")
    try fleet.addNamespace("more")
    try fleet.git("commit --quiet -m wrong clusters")
    #expect(try fleet.git("push server.git main", status: 1).errorText.contains("[missing-file]"))
    try fleet.build()
    try fleet.git("add flux")
    try fleet.git("commit --quiet -m right")
    try fleet.git("push --quiet server.git main")
  }

  @Test("may look at another repository than the one that it runs for")
  func otherRepository() throws {
    let fleet = try FleetInGit()
    let other = try FleetInGit(isCommitted: false)
    // As git calls a hook: at the top of its own repository.
    #expect(
      try other.check(
        "--staged --root \(fleet.folder.path)",
        environment: ["GIT_DIR": other.folder.full(".git")]) == .current())
    #expect(
      try other.check(
        "--staged --root \(fleet.folder.path)",
        environment: [
          "GIT_DIR": fleet.folder.full(".git"), "GIT_WORK_TREE": fleet.folder.path,
        ]) == .current())
  }
}

@Suite(
  "A repository of somebody else",
  .enabled(if: FleetInGit.isPossible && geteuid() == 0, "only root may give a folder away"))
struct OwnershipTests {
  private func foreignFleet() throws -> FleetInGit {
    let fleet = try FleetInGit(below: "mesh")
    for name in ["", ".git"] { chown(fleet.folder.full(name), 65534, 65534) }
    return fleet
  }

  @Test("is refused, with git's own cure, and its files on disk are checked")
  func refused() throws {
    let fleet = try foreignFleet()
    let refusal = Answer.failure(
      "this folder: is in a repository that belongs to another user; if you trust it, run "
        + "'git config --global --add safe.directory \(fleet.folder.path)'")
    #expect(try fleet.check("--staged") == refusal)
    #expect(try fleet.check("--rev HEAD") == refusal)
    #expect(try fleet.check() == .current())
  }

  @Test("is read where its user trusts it, in any of git's ways")
  func trusted() throws {
    let fleet = try foreignFleet()
    let home = try TemporaryFolder()
    let path = fleet.folder.path
    try home.write("[safe]\n\tdirectory = \(path)\n", to: "config")
    try home.write("[safe]\n\tdirectory = \(path)\n\tdirectory =\n", to: "forgotten")
    let ways: [[String: String]] = [
      ["GIT_CONFIG_GLOBAL": home.full("config")], ["GIT_CONFIG_SYSTEM": home.full("config")],
      setting(path), setting("*"),
      ["GIT_CONFIG_PARAMETERS": "'core.pager'='cat' 'safe.directory'='\(path)'"],
    ]
    for environment in ways {
      #expect(try fleet.check("--staged", environment: environment) == .current())
    }
    for environment in [
      ["GIT_CONFIG_GLOBAL": home.full("forgotten")], setting(path + "/mesh"), setting("/other"),
    ] {
      #expect(try fleet.check("--staged", environment: environment).exitCode == 2)
    }
  }

  @Test("is not trusted by its own word")
  func ownWord() throws {
    let fleet = try foreignFleet()
    _ = try fleet.shell("printf '[safe]\\n directory = *\\n' >> .git/config")
    #expect(try fleet.check("--staged").exitCode == 2)
  }

  private func setting(_ value: String) -> [String: String] {
    [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": value,
    ]
  }
}
