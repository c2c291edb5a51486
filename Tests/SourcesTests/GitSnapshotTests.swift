import Foundation
import Git
import Sources
import TemporaryFolders
import Testing

@Suite("A snapshot of git", .enabled(if: GitProgram.isThere, "git is not installed"))
struct GitSnapshotTests {
  let folder: TemporaryFolder

  /// The commit has `a/file` and `b`, the index another `b` and `c/new`, the disk yet others.
  init() throws {
    folder = try TemporaryFolder()
    try folder.git("init")
    try folder.write("file\n", to: "a/file")
    try folder.write("committed\n", to: "b")
    try folder.git("add .")
    try folder.git("commit -m first")
    try folder.write("staged\n", to: "b")
    try folder.write("new\n", to: "c/new")
    try folder.git("add .")
    try folder.write("on disk\n", to: "b")
    try folder.write("untracked\n", to: "d")
  }

  @Test("of the index holds what is staged")
  func index() throws {
    let snapshot = try GitSnapshot(root: folder.path, .index)
    #expect(try snapshot.files(below: "") == ["a/file", "b", "c/new"])
    #expect(try snapshot.bytes(of: "b") == Array("staged\n".utf8))
    #expect(try snapshot.bytes(of: "d") == nil)
  }

  @Test("of a revision holds what was committed", arguments: ["HEAD", "main", "HEAD~0"])
  func revision(name: String) throws {
    let snapshot = try GitSnapshot(root: folder.path, .revision(name))
    #expect(try snapshot.files(below: "") == ["a/file", "b"])
    #expect(try snapshot.bytes(of: "b") == Array("committed\n".utf8))
    #expect(try snapshot.bytes(of: "c/new") == nil)
  }

  @Test("says that there is no such revision")
  func noRevision() {
    let error = #expect(throws: SourceError.self) {
      try GitSnapshot(root: folder.path, .revision("nowhere"))
    }
    #expect(error?.reason == "there is no revision 'nowhere'")
  }

  @Test("says that a folder is in no repository")
  func noRepository() throws {
    let other = try TemporaryFolder()
    let error = #expect(throws: SourceError.self) { try GitSnapshot(root: other.path, .index) }
    #expect(error?.reason == "is not in a git repository")
  }

  @Test("says that there is no commit yet")
  func unborn() throws {
    let other = try TemporaryFolder()
    try other.git("init")
    #expect(try GitSnapshot(root: other.path, .index).files(below: "") == [])
    #expect(throws: SourceError.self) { try GitSnapshot(root: other.path, .revision("HEAD")) }
  }

  @Test("of a folder in the repository has paths from there", arguments: GitContent.both)
  func below(content: GitContent) throws {
    let snapshot = try GitSnapshot(root: folder.full("a"), content.content)
    #expect(try snapshot.files(below: "") == ["file"])
    #expect(try snapshot.bytes(of: "file") == Array("file\n".utf8))
    #expect(try snapshot.bytes(of: "b") == nil)
    #expect(throws: SourceError.self) { try snapshot.bytes(of: "../b") }
  }

  @Test("gives a file's bytes as git keeps them, without a filter", arguments: GitContent.both)
  func filters(content: GitContent) throws {
    try folder.write("*.txt text eol=crlf filter=none\n", to: ".gitattributes")
    try folder.write("line\n", to: "x.txt")
    try commit()
    let snapshot = try GitSnapshot(root: folder.path, content.content)
    #expect(try snapshot.bytes(of: "x.txt") == Array("line\n".utf8))
  }

  @Test("opens bare repositories, worktrees and submodules")
  func kinds() throws {
    try commit()
    let others = try TemporaryFolder()
    try folder.git("clone --bare \(folder.path) \(others.full("bare"))")
    try folder.git("worktree add \(others.full("worktree"))")
    try others.makeFolder("super")
    try others.git("init", at: "super")
    try others.git("submodule add \(folder.path) module", at: "super")
    for name in ["bare", "worktree", "super/module"] {
      let snapshot = try GitSnapshot(root: others.full(name), .revision("HEAD"))
      #expect(try snapshot.files(below: "") == ["a/file", "b", "c/new", "d"], "\(name)")
    }
    let snapshot = try GitSnapshot(root: others.full("super"), .index)
    #expect(try snapshot.files(below: "") == [".gitmodules"])
    #expect(try snapshot.skipped(below: "").map(\.path) == ["module"])
    let error = #expect(throws: SourceError.self) { try snapshot.bytes(of: "module/b") }
    #expect(error?.isMistake == true)
  }

  @Test(
    "refuses a repository of another user, with git's own cure",
    .enabled(if: geteuid() == 0, "only root may give a folder away"))
  func otherOwner() throws {
    for name in ["", ".git"] { chown(folder.full(name), 65534, 65534) }
    let error = #expect(throws: SourceError.self) { try GitSnapshot(root: folder.path, .index) }
    #expect(
      error?.reason
        == "is in a repository that belongs to another user; if you trust it, run "
        + "'git config --global --add safe.directory \(folder.path)'")
  }

  @Test("names the files of which a merge is not resolved, and does not read them")
  func unmerged() throws {
    try commit()
    try folder.git("checkout -b other")
    try folder.write("theirs\n", to: "b")
    try commit()
    try folder.git("checkout main")
    try folder.write("ours\n", to: "b")
    try commit()
    try folder.git("merge other", status: 1)
    let snapshot = try GitSnapshot(root: folder.path, .index)
    #expect(try snapshot.unmerged(below: "") == ["b"])
    #expect(try snapshot.unmerged(below: "a") == [])
    #expect(try snapshot.files(below: "") == ["a/file", "b", "c/new", "d"])
    let error = #expect(throws: SourceError.self) { try snapshot.bytes(of: "b") }
    #expect(error?.reason == "has a merge that is not resolved; resolve it, and add it")
  }

  @Test("leaves out of the index what is only intended to be added")
  func intended() throws {
    try folder.git("add --intent-to-add d")
    let snapshot = try GitSnapshot(root: folder.path, .index)
    #expect(try snapshot.files(below: "") == ["a/file", "b", "c/new"])
    #expect(try snapshot.bytes(of: "d") == nil)
  }

  @Test("says whether a file has the bytes that are expected", arguments: GitContent.both)
  func expectation(content: GitContent) throws {
    try folder.link("link", to: "a/file")
    try folder.write("", to: "empty")
    try commit()
    let snapshot = try GitSnapshot(root: folder.path, content.content)
    for path in ["a/file", "link"] {
      #expect(try snapshot.content(of: path, expecting: Array("file\n".utf8)) == .expected)
      #expect(
        try snapshot.content(of: path, expecting: []) == .other(Array("file\n".utf8)))
    }
    #expect(try snapshot.content(of: "empty", expecting: []) == .expected)
    #expect(try snapshot.content(of: "none", expecting: []) == .nothing)
    #expect(throws: SourceError.self) { try snapshot.content(of: "a", expecting: []) }
  }

  @Test("agrees with the working tree", arguments: GitContent.both)
  func agreement(content: GitContent) throws {
    for path in ["a!", "a.b/c", "é/x", "a/.hidden/x", ".dot/x", "a/.file", "real/deep/file"] {
      try folder.write("text of \(path)", to: path)
    }
    try folder.link("to-file", to: "real/deep/file")
    try folder.link("to-folder", to: "real")
    try folder.link("real/up", to: "../a/file")
    try folder.link("real/out", to: "../../x")
    try folder.link("absolute", to: "/etc/hostname")
    try folder.link("circle", to: "circle")
    try commit()
    let tree = try WorkingTree(root: folder.path)
    let snapshot = try GitSnapshot(root: folder.path, content.content)
    for below in ["", "a", "real", "to-folder", "none", "b"] {
      #expect(try snapshot.files(below: below) == tree.files(below: below), "\(below)")
    }
    let paths =
      try tree.files(below: "") + [
        "to-folder/deep/file", "to-folder", "a", "none", "b/x", "../x", "/etc/hostname", "",
      ]
    for path in paths {
      #expect(read(path, in: snapshot) == read(path, in: tree), "\(path)")
    }
  }

  private func read(_ path: String, in snapshot: any Snapshot) -> String {
    do {
      return try snapshot.bytes(of: path).map { String(decoding: $0, as: UTF8.self) } ?? "nothing"
    } catch {
      return "error: \(error.reason)"
    }
  }

  private func commit() throws {
    try folder.git("add .")
    try folder.git("commit --allow-empty -m more")
  }
}

enum GitContent: CaseIterable {
  case index, head

  static let both = allCases

  var content: GitSnapshot.Content { self == .index ? .index : .revision("HEAD") }
}
