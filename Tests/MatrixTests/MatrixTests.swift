import Foundation
import TemporaryFolders
import Testing

@Suite("Which clusters a change reaches", .enabled(if: ChangedRepository.hasGit, "needs git"))
struct MatrixTests {
  /// A repository with a built tree, committed.
  private func repository(_ fleet: SampleFleet) throws -> ChangedRepository {
    let repository = try ChangedRepository()
    for (path, text) in fleet.files { try repository.folder.write(text, to: path) }
    try build(repository)
    try repository.commit("base")
    return repository
  }

  private func build(_ repository: ChangedRepository) throws {
    let build = repository.mooring("build", "--discard-edits")
    try #require(build.exitCode == 0, "\(build.errors)")
  }

  private func describe(_ fleet: SampleFleet, in repository: ChangedRepository) throws {
    try? repository.folder.remove("clusters")
    for (path, text) in fleet.files { try repository.folder.write(text, to: path) }
  }

  /// The names of the clusters that are reached since the last commit.
  private func reached(_ repository: ChangedRepository) throws -> [String] {
    let run = repository.mooring("matrix", "--base", "HEAD", "--format", "github")
    try #require(run.exitCode == 0, "\(run.errors)")
    let matrix = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let include = try #require(matrix?["include"] as? [[String: String]])
    return try include.map { try #require($0["cluster"]) }
  }

  @Test("what changes no object reaches nobody")
  func nothing() throws {
    var fleet = SampleFleet(4)
    fleet.more["c3"] = "  namespaces: {a: {inject: enabled}, b: {inject: disabled}}"
    let repository = try repository(fleet)
    #expect(try reached(repository).isEmpty)

    // A comment, another order of keys, a file of another name, clusters in one file.
    try repository.edit("clusters/c2.yaml", "spec:", "# Only a comment.\nspec:")
    try repository.edit(
      "clusters/c3.yaml", "{a: {inject: enabled}, b: {inject: disabled}}",
      "{b: {inject: disabled}, a: {inject: enabled}}")
    try repository.git("mv clusters/fleet.yaml clusters/all.yaml")
    let moved = try #require(repository.folder.text(of: "clusters/c4.yaml"))
    try repository.folder.write(
      (repository.folder.text(of: "clusters/c2.yaml") ?? "") + "---\n" + moved,
      to: "clusters/several.yaml")
    try repository.git("rm -q -f --cached clusters/c2.yaml clusters/c4.yaml")
    try repository.folder.remove("clusters/c2.yaml")
    try repository.folder.remove("clusters/c4.yaml")
    try build(repository)
    #expect(try repository.git("status --porcelain flux").contains("overlays/c2"))
    #expect(try reached(repository).isEmpty)
  }

  @Test("a change of one cluster reaches it alone, built or not", arguments: [true, false])
  func one(isBuilt: Bool) throws {
    var fleet = SampleFleet(4)
    let repository = try repository(fleet)
    fleet.more["c3"] = "  namespaces: {shop: {labels: {team: shop}}}"
    try describe(fleet, in: repository)
    if isBuilt { try build(repository) }
    #expect(try reached(repository) == ["c3"])
  }

  @Test("a default reaches those that do not override it")
  func defaults() throws {
    var fleet = SampleFleet(4)
    fleet.more["c3"] = "  namespaces: {shop: {inject: ingress}}"
    let repository = try repository(fleet)
    try repository.edit("clusters/fleet.yaml", "{inject: enabled}", "{inject: disabled}")
    try build(repository)
    #expect(try reached(repository) == ["c1", "c2", "c4"])
  }

  @Test("a base reaches those that include it")
  func base() throws {
    let repository = try repository(SampleFleet(3))
    // The first cluster has no mesh.
    let path = "flux/base/linkerd-crds/kustomization.yaml"
    try repository.folder.write(
      (repository.folder.text(of: path) ?? "") + "# by hand\n", to: path)
    #expect(try reached(repository) == ["c2", "c3"])
  }

  @Test("a file of the tree that is not what the description gives reaches its cluster")
  func drift() throws {
    let repository = try repository(SampleFleet(3))
    try repository.folder.remove("flux/overlays/c2/namespaces/namespace-shop.yaml")
    #expect(try reached(repository) == ["c2"])
    #expect(repository.mooring("matrix", "--base", "HEAD").output.contains("1 file not as"))
  }

  @Test("clusters that come are reached, and those that go are told apart")
  func coming() throws {
    var fleet = SampleFleet(3)
    let repository = try repository(fleet)
    fleet.clusters = ["c1", "c2", "new"]
    try describe(fleet, in: repository)
    try build(repository)
    let run = repository.mooring("matrix", "--base", "HEAD")
    #expect(run.exitCode == 0)
    let head = try repository.git("rev-parse --short=7 HEAD")
    #expect(
      run.output == """
        new  created
        1 of 3 clusters reached since HEAD, \(head); removed: c3

        """)
    let json = repository.mooring("matrix", "--base", "HEAD", "--format", "json")
    #expect(json.output.contains(#""removed": ["c3"]"#))
    #expect(json.output.contains(#"{"name": "new", "reason": "created""#))
  }

  @Test("where the base cannot be read every cluster is reached, and it is said why")
  func brokenBase() throws {
    let repository = try repository(SampleFleet(3))
    let lock = try #require(repository.folder.text(of: "flux/mooring.lock"))
    try repository.folder.write("<<<<<<< ours\n" + lock, to: "flux/mooring.lock")
    try repository.commit("broken")
    try repository.folder.write(lock, to: "flux/mooring.lock")
    let run = repository.mooring("matrix", "--base", "HEAD", "--format", "github")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("c1") && run.output.contains("c2") && run.output.contains("c3"))
    #expect(
      run.errors.contains("its 'flux/mooring.lock' cannot be read; every cluster counts as reached")
    )
  }

  @Test("a base whose description has mistakes does not matter where its tree is there")
  func mistakenBase() throws {
    let fleet = SampleFleet(3)
    let repository = try repository(fleet)
    try repository.folder.write("nonsense", to: "clusters/c3.yaml")
    try repository.commit("mistake")
    try describe(fleet, in: repository)
    #expect(try reached(repository).isEmpty)
  }

  @Test("where no tree is committed the descriptions are compared")
  func noTree() throws {
    var fleet = SampleFleet(3)
    let repository = try ChangedRepository()
    try repository.folder.write("flux/\n", to: ".gitignore")
    try describe(fleet, in: repository)
    try repository.commit("base")
    #expect(try reached(repository).isEmpty)
    fleet.more["c2"] = "  namespaces: {shop: {labels: {team: shop}}}"
    try describe(fleet, in: repository)
    #expect(try reached(repository) == ["c2"])
  }

  @Test("a mistake in the description ends with 1 and gives no matrix")
  func mistake() throws {
    let repository = try repository(SampleFleet(2))
    try repository.edit("clusters/c2.yaml", "spec:", "spec:\n  nonsense: true")
    let run = repository.mooring("matrix", "--base", "HEAD", "--format", "github")
    #expect(run.exitCode == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("[unknown-field]"))
  }

  @Test("jobs take several clusters each, and the clusters of all jobs are those that are reached")
  func groups() throws {
    var fleet = SampleFleet(7)
    let repository = try repository(fleet)
    fleet.defaults = "      late: {inject: enabled}"
    try describe(fleet, in: repository)
    let run = repository.mooring("matrix", "--base", "HEAD", "--format", "github", "--max", "3")
    #expect(
      run.output == """
        {"include": [{"clusters": "c1,c4,c7"}, {"clusters": "c2,c5"}, {"clusters": "c3,c6"}]}

        """)
    let check = repository.mooring("check", "--cluster", "c1,c4", "--cluster", "c7")
    #expect(check.exitCode == 1)
    #expect(!check.errors.contains("/c2/") && check.errors.contains("/c4/"))
    try build(repository)
    #expect(
      repository.mooring("check", "--cluster", "c1,c4", "--cluster", "c7").output
        .hasPrefix("3 clusters, "))
    #expect(
      repository.mooring("matrix", "--base", "HEAD", "--format", "gitlab", "--max", "2").output
        == """
        mooring:
          extends: .mooring
          parallel:
            matrix:
              - CLUSTERS: ["c1,c3,c5,c7", "c2,c4,c6"]

        """)
  }

  @Test("an empty matrix is one that GitHub and GitLab can read")
  func empty() throws {
    let repository = try repository(SampleFleet(2))
    #expect(
      repository.mooring("matrix", "--base", "HEAD", "--format", "github").output
        == "{\"include\": []}\n")
    #expect(
      repository.mooring("matrix", "--base", "HEAD", "--format", "gitlab").output == """
        mooring:
          script: ["echo 'no cluster is reached'"]

        """)
  }

  @Test(
    "wrong words are refused",
    arguments: [
      (["matrix", "--max", "3"], "option '--max' is for the formats github and gitlab alone"),
      (["matrix", "--format", "github", "--max", "257"], "help: write a number from 1 to 256"),
      (["matrix", "--format", "gitlab", "--max", "0"], "help: write a number from 1 to 200"),
      (["matrix", "--format", "gitlb"], "the nearest name is 'gitlab'"),
      (["check", "--shard", "0/16"], "invalid value '0/16' of option '--shard'"),
      (["check", "--shard", "17/16"], "invalid value '17/16' of option '--shard'"),
      (["check", "--shard", "a/b"], "invalid value 'a/b' of option '--shard'"),
      (["check", "--shard", "3"], "invalid value '3' of option '--shard'"),
      (["check", "--shard", "1/2/3"], "invalid value '1/2/3' of option '--shard'"),
      (["check", "--shard", "1/99999999999999999999"], "help: write which part it is"),
      (["check", "--shard", "1/2", "--cluster", "c1"], "exclude each other"),
      (["check", "--cluster", ","], "option '--cluster' names no cluster"),
      (["check", "--cluster", "c1,d2"], "no cluster is named 'd2'"),
    ])
  func usage(arguments: [String], message: String) throws {
    let repository = try repository(SampleFleet(2))
    let run = repository.mooring(arguments)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("a shard says what it did, also where nothing was left for it")
  func shards() throws {
    let repository = try repository(SampleFleet(3))
    let first = repository.mooring("check", "--shard", "1/2")
    #expect(first.output.hasPrefix("shard 1/2: 2 clusters, "))
    #expect(first.output.hasSuffix(" objects: their part of flux/ is current\n"))
    let empty = repository.mooring("check", "--shard", "4/4")
    #expect(empty.exitCode == 0)
    #expect(empty.output == "shard 4/4: no clusters are left for it\n")
  }

  @Test("of a staged change a share is checked, too")
  func staged() throws {
    let repository = try repository(SampleFleet(3))
    try repository.folder.remove("flux/overlays/c2/namespaces/namespace-shop.yaml")
    #expect(repository.mooring("check", "--staged", "--cluster", "c2").exitCode == 0)
    try repository.git("add -A")
    #expect(repository.mooring("check", "--staged", "--cluster", "c2").exitCode == 1)
    #expect(repository.mooring("check", "--staged", "--cluster", "c3").exitCode == 0)
    #expect(repository.mooring("check", "--rev", "HEAD", "--shard", "2/3").exitCode == 0)
  }
}
