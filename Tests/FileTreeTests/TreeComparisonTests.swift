import Diagnostics
import Foundation
import Manifests
import Sources
import TemporaryFolders
import Testing

@testable import FileTree

@Suite("The comparison of a tree")
struct TreeComparisonTests {
  let repository: Repository

  init() throws { repository = try Repository() }

  @Test("tells each of the changes apart")
  func changes() throws {
    try repository.build([
      "flux/deleted": "old\n", "flux/edited": "old\n", "flux/edited-stale": "old\n",
      "flux/gone": "old\n", "flux/same": "old\n", "flux/stale": "old\n", "flux/updated": "old\n",
    ])
    for name in ["edited", "edited-stale", "foreign"] {
      try repository.folder.write("by hand\n", to: "flux/\(name)")
    }
    try repository.folder.write("new\n", to: "flux/adopted")
    try repository.folder.remove("flux/deleted")
    try repository.folder.remove("flux/gone")
    let comparison = try repository.compare([
      "flux/adopted": "new\n", "flux/created": "new\n", "flux/deleted": "old\n",
      "flux/edited": "new\n", "flux/foreign": "new\n", "flux/same": "old\n",
      "flux/updated": "new\n",
    ])
    let changes = comparison.entries.map { "\($0.path): \($0.change)" }
    #expect(
      changes == [
        "flux/adopted: unchanged", "flux/created: created", "flux/deleted: created",
        "flux/edited: edited", "flux/edited-stale: editedAndStale", "flux/foreign: foreign",
        "flux/same: unchanged", "flux/stale: stale", "flux/updated: updated",
      ])
    #expect(comparison.lockEntry.change == .updated)
    #expect(!comparison.isCurrent)
  }

  @Test("finds nothing right after a build")
  func current() throws {
    let files = ["flux/a": "a", "flux/b/c": "c"]
    try repository.build(files)
    let comparison = try repository.compare(files)
    #expect(comparison.isCurrent)
    #expect(comparison.findings == [])
  }

  @Test("finds a lock that is not current, where all files are")
  func outdatedLock() throws {
    try repository.build(["flux/a": "a"])
    let version = ResolvedVersion(name: "linkerd", requested: "2.19", resolved: "2.19.4")
    let findings = try repository.compare(["flux/a": "a"], [version]).findings
    #expect(findings.map(\.code) == [.outdatedFile])
    #expect(findings.map(\.primary.place.path) == ["flux/mooring.lock"])
  }

  @Test(
    "reports each difference with its code, at the first line that differs",
    arguments: [
      (["a": "1\n2\n3\n"], ["a": "1\nx\n3\n"], nil, "outdated-file", "2"),
      (["a": "1\n2\n"], ["a": "1\n"], nil, "outdated-file", "2"),
      (["a": "1\n"], ["a": "1\n2\n"], nil, "outdated-file", ""),
      (["a": "1\n"], [:], nil, "stale-file", ""),
      ([:], ["a": "1\n"], nil, "missing-file", ""),
      (["a": "1\n2\n"], ["a": "1\n2\n"], "1\nx\n", "edited-file", "x"),
      (["a": "1\n2\n"], [:], "1\nx\n", "edited-file", ""),
      ([:], ["a": "1\n2\n"], "1\nx\n", "foreign-file", "x"),
    ] as [(Repository.Files, Repository.Files, String?, String, String)])
  func findings(
    old: Repository.Files, new: Repository.Files, edit: String?, code: String, line: String
  ) throws {
    try repository.build(Dictionary(uniqueKeysWithValues: old.map { ("flux/" + $0, $1) }))
    if let edit { try repository.folder.write(edit, to: "flux/a") }
    let comparison = try repository.compare(
      Dictionary(uniqueKeysWithValues: new.map { ("flux/" + $0, $1) }))
    let finding = try #require(comparison.findings.first)
    #expect(finding.code.name == code)
    #expect(finding.primary.place.path == "flux/a")
    let bytes = repository.folder.bytes(of: "flux/a") ?? []
    #expect(String(decoding: bytes[finding.primary.place.range], as: UTF8.self) == line)
  }

  @Test("shows a hand edit beside what would be written")
  func difference() throws {
    let old = (1...9).map { "line \($0)\n" }.joined()
    try repository.build(["flux/a": old])
    let edited = old.replacing("line 2\n", with: "").replacing("line 7", with: "line x")
    try repository.folder.write(edited, to: "flux/a")
    let note = try repository.compare(["flux/a": old]).findings.first?.notes.first
    #expect(
      note == """
        '-' is what is there, '+' what mooring would write
        line 2:
        + line 2
        line 6:
        - line x
        + line 7
        """)
  }

  @Test("shows the first findings of a kind, and how many there are")
  func many() throws {
    var files = Dictionary(uniqueKeysWithValues: (100..<150).map { ("flux/\($0)", "") })
    files["flux/99"] = "there"
    try repository.build(["flux/99": "there"])
    let findings = try repository.compare(files).findings
    #expect(findings.count == 20)
    #expect(findings.last?.notes == ["the same is true of 30 other files"])
  }

  @Test("says once of a tree that was never built that it is not there")
  func unbuilt() throws {
    let findings = try repository.compare(["flux/a": "", "flux/b": ""]).findings
    #expect(findings.map(\.message) == ["nothing of the tree is there yet"])
    #expect(findings.first?.primary.place.path == "flux/mooring.lock")
  }

  @Test("lets only edits and foreign files stop a build, and edits not when they are discarded")
  func obstacles() throws {
    try repository.build(["flux/a": "old", "flux/b": "old", "flux/c": "old"])
    try repository.folder.write("edit", to: "flux/a")
    try repository.folder.write("edit", to: "flux/d")
    let comparison = try repository.compare(["flux/a": "new", "flux/b": "new", "flux/d": "new"])
    #expect(comparison.obstacles().map(\.code) == [.editedFile, .foreignFile])
    #expect(comparison.obstacles(discardEdits: true).map(\.code) == [.foreignFile])
  }

  @Test(
    "refuses files that cannot all be written",
    arguments: [
      (["flux/a", "flux/a"], "flux/a", "is generated twice"),
      (["flux/A", "flux/a"], "flux/a", "differs from 'flux/A' by the case of letters alone"),
      (["flux/É", "flux/é"], "flux/é", "differs from 'flux/É' by the case of letters alone"),
      (["flux/a", "flux/a/b/c"], "flux/a", "is a file, where 'flux/a/b/c' needs a folder"),
      (["flux/a", "flux/a!", "flux/a/b"], "flux/a", "is a file, where 'flux/a/b' needs a folder"),
      (["flux/A", "flux/a/b"], "flux/A", "is a file, where 'flux/a/b' needs a folder"),
      (["clusters/a"], "clusters/a", "leaves the tree 'flux'"),
      (
        ["flux/x/flux-system/a"], "flux/x/flux-system/a",
        "lies in 'flux-system', which is not mooring's to write"
      ),
    ])
  func unwritable(paths: [String], path: String, reason: String) throws {
    let files = paths.map { GeneratedFile(path: $0, bytes: []) }
    let error = #expect(throws: FileTreeError.self) {
      try TreeComparison(
        of: files, versions: [], with: Lock(), in: WorkingTree(root: repository.folder.path),
        at: repository.location)
    }
    #expect(error == FileTreeError(path: path, reason: reason))
  }

  @Test("gives the same result whatever the order of the files, on as many threads as it takes")
  func order() throws {
    var files: Repository.Files = [:]
    for index in 0..<600 { files["flux/\(index % 7)/\(index)"] = "\(index)" }
    try repository.build(files.filter { $0.key.utf8.count % 2 == 0 })
    let expected = try repository.compare(files)
    #expect(
      expected.entries.map(\.path)
        == files.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    for _ in 0..<3 {
      let again = try repository.compare(files)
      #expect(again.entries.map(\.change) == expected.entries.map(\.change))
      #expect(again.lock == expected.lock)
    }
  }

  @Test(
    "refuses a tree outside the repository, or in folders of others",
    arguments: ["..", "a/../b", "/flux", "flux//x", "clusters/flux-system", ".git"])
  func location(folder: String) {
    #expect(throws: FileTreeError.self) { try TreeLocation(folder) }
  }

  @Test("knows a tree by its folder", arguments: ["flux", "./flux", "flux/", "./flux/."])
  func location(spelling: String) throws {
    #expect(try TreeLocation(spelling).folder == "flux")
  }
}
