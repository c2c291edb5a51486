import Compiler
import Cryptography
import Diagnostics
import FileTree
import FixtureFleets
import Foundation
import Manifests
import Sources
import Testing

@Suite("Shares of a fleet")
struct ShareTests {
  /// What is said, and how many clusters and objects were judged.
  struct Verdict: Equatable {
    var findings: Set<String> = []
    var isWrong = false
    var clusters = 0
    var objects = 0

    init() {}

    init(_ snapshot: any Snapshot, _ share: Share) throws {
      var compilation = try Compiler(snapshot, share: share).compile()
      try compilation.judgeTree()
      let told = compilation.diagnostics.sorted
      findings = Set(
        told.map {
          "\($0.primary.place.path):\($0.primary.place.range): \($0.message) [\($0.code.name)]"
        })
      isWrong = compilation.diagnostics.hasErrors
      guard let output = compilation.output else { return }
      clusters = output.fleet.clusters.count
      objects = output.fleet.clusters.reduce(0) { $0 + output.fleet.objects(of: $1).count }
    }

    /// All shards of a fleet together.
    init(_ snapshot: any Snapshot, shards: Int) throws {
      for number in 1...shards {
        let share = try Verdict(snapshot, .shard(number, of: shards))
        findings.formUnion(share.findings)
        isWrong = isWrong || share.isWrong
        clusters += share.clusters
        objects += share.objects
      }
    }
  }

  private static let counts = [1, 2, 3, 7, 16]

  /// A tree of seven clusters in which every kind of drift is to be found.
  private func drifted() throws -> MemorySnapshot {
    var before = SampleFleet(8)
    before.more["c5"] = "  namespaces: {gone: {inject: disabled}}"
    var snapshot = try before.built()
    var now = SampleFleet(7)
    now.more["c4"] = "  namespaces: {shop: {labels: {team: shop}}}"
    now.more["c6"] = "  namespaces: {theirs: {inject: enabled}}"
    try now.describe(&snapshot)
    let note = Array("\n# by hand\n".utf8)
    func edit(_ path: String) throws {
      snapshot[path] = try #require(snapshot[path], "\(path)") + note
    }
    try edit("flux/overlays/c2/namespaces/namespace-shop.yaml")
    try edit("flux/base/linkerd-crds/kustomization.yaml")
    snapshot["flux/overlays/c3/namespaces/namespace-shop.yaml"] = nil
    snapshot["flux/overlays/c6/namespaces/namespace-theirs.yaml"] = note
    try add("flux/base/vanished/job.yaml", to: &snapshot)
    return snapshot
  }

  /// A file that the lock names.
  private func add(_ path: String, to snapshot: inout MemorySnapshot) throws {
    var ignored = Diagnostics()
    let location = try TreeLocation("flux")
    let lock = try #require(try Lock.load(from: snapshot, at: location, into: &ignored))
    let bytes = Array("kind: Job\n".utf8)
    var hasher = SHA256.Hasher()
    let file = Lock.File(path: path, digest: hasher.digest(bytes))
    snapshot[path] = bytes
    snapshot[location.lockPath] = Lock(files: lock.files + [file], versions: lock.versions).bytes
  }

  @Test("the shards of a fleet together find every drift, and nothing else", arguments: counts)
  func drift(shards: Int) throws {
    let snapshot = try drifted()
    let whole = try Verdict(snapshot, .whole)
    let codes = ["edited-file", "missing-file", "outdated-file", "stale-file", "foreign-file"]
    for code in codes { #expect(whole.findings.contains { $0.contains("[\(code)]") }, "\(code)") }
    #expect(try Verdict(snapshot, shards: shards) == whole)
  }

  @Test("a tree that is current is current in every share, object by object", arguments: counts)
  func current(shards: Int) throws {
    let snapshot = try SampleFleet(7).built()
    let whole = try Verdict(snapshot, .whole)
    #expect(!whole.isWrong)
    #expect(whole.clusters == 7)
    #expect(try Verdict(snapshot, shards: shards) == whole)
  }

  @Test("a committed tree is as current in shards as it is whole", arguments: FixtureFleet.golden)
  func committed(fleet: FixtureFleet) throws {
    let snapshot = try WorkingTree(root: fleet.root)
    let whole = try Verdict(snapshot, .whole)
    #expect(!whole.isWrong)
    #expect(try Verdict(snapshot, shards: 2) == whole)
  }

  @Test("nothing of a tree is there: every share with work says so", arguments: counts)
  func unbuilt(shards: Int) throws {
    let fleet = SampleFleet(7)
    let snapshot = MemorySnapshot(fleet.files.mapValues { Array($0.utf8) })
    let whole = try Verdict(snapshot, .whole)
    #expect(whole.findings.count == 1)
    #expect(try Verdict(snapshot, shards: shards) == whole)
  }

  @Test("each file of a cluster is one share's alone", arguments: [2, 3, 7])
  func once(shards: Int) throws {
    let snapshot = try drifted()
    var told: [String: Int] = [:]
    for number in 1...shards {
      for finding in try Verdict(snapshot, .shard(number, of: shards)).findings
      where finding.contains("/c") { told[finding, default: 0] += 1 }
    }
    #expect(told.count > 4)
    #expect(told.values.allSatisfy { $0 == 1 }, "\(told)")
  }

  @Test("a lock whose line was changed is told by the share of the file alone", arguments: counts)
  func lock(shards: Int) throws {
    var snapshot = try SampleFleet(7).built()
    let line = "flux/overlays/c7/namespaces/namespace-shop.yaml: \""
    var text = String(decoding: try #require(snapshot["flux/mooring.lock"]), as: UTF8.self)
    let digest = try #require(text.range(of: line)).upperBound
    text.replaceSubrange(digest...digest, with: text[digest] == "0" ? "1" : "0")
    snapshot["flux/mooring.lock"] = Array(text.utf8)
    let whole = try Verdict(snapshot, .whole)
    #expect(whole.findings.count == 1)
    #expect(try Verdict(snapshot, shards: shards) == whole)
    let telling = try (1...shards).filter { try Verdict(snapshot, .shard($0, of: shards)).isWrong }
    #expect(telling == [(7 - 1) % shards + 1])
  }

  @Test("a mistake of one cluster is told by its share alone", arguments: counts)
  func mistake(shards: Int) throws {
    var fleet = SampleFleet(7)
    var snapshot = try fleet.built()
    // A patch that finds nothing is known when the cluster is rendered.
    fleet.more["c5"] =
      "  patches: [{target: {kind: Job, name: nowhere}, merge: {spec: {backoffLimit: 2}}}]"
    try fleet.describe(&snapshot)
    let whole = try Verdict(snapshot, .whole)
    #expect(whole.findings.count == 1, "\(whole.findings)")
    let together = try Verdict(snapshot, shards: shards)
    #expect(together.findings == whole.findings)
    #expect(together.isWrong)
  }

  @Test("a mistake that keeps all clusters from being planned is told by every share")
  func unreadable() throws {
    var fleet = SampleFleet(3)
    fleet.more["c2"] = "  nonsense: true"
    let snapshot = MemorySnapshot(fleet.files.mapValues { Array($0.utf8) })
    let whole = try Verdict(snapshot, .whole)
    for number in 1...16 { #expect(try Verdict(snapshot, .shard(number, of: 16)) == whole) }
    #expect(try Verdict(snapshot, .clusters(["c1"])) == whole)
  }

  @Test("a warning about the description is told by the first shard alone", arguments: counts)
  func warning(shards: Int) throws {
    var fleet = SampleFleet(7)
    fleet.more["c4"] = "  linkerd: {version: \"2.18\"}"
    let snapshot = try fleet.built()
    let telling = try (1...shards).filter {
      !(try Verdict(snapshot, .shard($0, of: shards)).findings.isEmpty)
    }
    #expect(telling == [1])
    #expect(try Verdict(snapshot, shards: shards) == Verdict(snapshot, .whole))
  }

  @Test("an allowance that another share's cluster needs is not called needless", arguments: counts)
  func allowance(shards: Int) throws {
    var fleet = SampleFleet(4)
    fleet.defaults = "  rules: {allow: {untested-kubernetes: accepted}}"
    let needless = try Verdict(try fleet.built(), .whole)
    #expect(needless.findings.contains { $0.contains("[unused-allowance]") })
    #expect(try Verdict(try fleet.built(), shards: shards) == needless)
    fleet.more["c4"] = "  linkerd: {version: \"2.18\"}"
    let needed = try Verdict(try fleet.built(), .whole)
    #expect(needed.findings.isEmpty)
    #expect(try Verdict(try fleet.built(), shards: shards) == needed)
  }

  @Test("clusters by name see their own files and their own bases, and no others")
  func byName() throws {
    let snapshot = try drifted()
    #expect(
      !(try Verdict(snapshot, .clusters(["c1", "c7"])).findings.contains { $0.contains("c2") }))
    // The first has no mesh, and so not the base that was edited.
    #expect(!(try Verdict(snapshot, .clusters(["c1"])).isWrong))
    let c7 = try Verdict(snapshot, .clusters(["c7"])).findings
    #expect(c7.count == 1)
    #expect(c7.allSatisfy { $0.contains("flux/base/linkerd-crds/kustomization.yaml") })
    let c2 = try Verdict(snapshot, .clusters(["c2"])).findings
    #expect(c2.subtracting(c7).allSatisfy { $0.contains("/c2/") })
    #expect(c2.count == 2)
  }

  @Test("shards differ by one cluster at most")
  func balance() throws {
    let snapshot = try SampleFleet(7).built()
    for shards in Self.counts {
      let sizes = try (1...shards).map { try Verdict(snapshot, .shard($0, of: shards)).clusters }
      let most = try #require(sizes.max())
      let least = try #require(sizes.min())
      #expect(most - least <= 1)
    }
  }
}
