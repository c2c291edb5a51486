import Diagnostics
import Foundation
import Sources
import TemporaryFolders
import Testing

@testable import FileTree

@Suite("Writing a tree")
struct TreeWriterTests {
  let repository: Repository
  var folder: TemporaryFolder { repository.folder }

  init() throws { repository = try Repository() }

  @Test("makes files and folders, and leaves nothing else behind")
  func fresh() throws {
    try repository.build(["flux/a": "A", "flux/b/c/d.yaml": "D"])
    var contents = try folder.contents()
    let lock = contents.removeValue(forKey: "flux/mooring.lock")
    #expect(lock?.contains("flux/b/c/d.yaml") == true)
    #expect(
      contents == [
        "flux": "folder", "flux/a": "file: A", "flux/b": "folder", "flux/b/c": "folder",
        "flux/b/c/d.yaml": "file: D",
      ])
  }

  @Test("gives files the mode 644 and folders 755")
  func modes() throws {
    try repository.build(["flux/b/c.sh": "#!/bin/sh\n"])
    let mask = umask(0)
    umask(mask)
    for (name, mode) in [("flux/b", 0o755), ("flux/b/c.sh", 0o644)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.full(name))
      #expect(attributes[.posixPermissions] as? Int == mode & ~Int(mask))
    }
  }

  @Test("replaces what changed, and touches nothing else")
  func untouched() throws {
    try repository.build(["flux/a": "A", "flux/b": "B"])
    let before = try modificationTimes(["flux/a", "flux/b", "flux"])
    usleep(20_000)
    try repository.build(["flux/a": "A", "flux/b": "new"])
    #expect(folder.text(of: "flux/b") == "new")
    #expect(try modificationTimes(["flux/a"]) == [before[0]])
    let after = try modificationTimes(["flux/a", "flux/b", "flux", "flux/mooring.lock"])
    try repository.build(["flux/a": "A", "flux/b": "new"])
    #expect(
      try modificationTimes(["flux/a", "flux/b", "flux", "flux/mooring.lock"]) == after)
  }

  @Test("removes what is stale and the folders that became empty, and no other")
  func stale() throws {
    try repository.build(["flux/a/b/c": "C", "flux/d/e": "E", "flux/f/g": "G"])
    try folder.write("mine", to: "flux/d/mine")
    try folder.makeFolder("flux/empty")
    try repository.build(["flux/f/g": "G"])
    var contents = try folder.contents()
    contents["flux/mooring.lock"] = nil
    #expect(
      contents == [
        "flux": "folder", "flux/d": "folder", "flux/d/mine": "file: mine",
        "flux/empty": "folder", "flux/f": "folder", "flux/f/g": "file: G",
      ])
  }

  @Test("makes a folder where a file was, and a file where a folder was")
  func swapped() throws {
    try repository.build(["flux/a": "A", "flux/b/c/d": "D"])
    try repository.build(["flux/a/x/y": "Y", "flux/b": "B"])
    #expect(folder.text(of: "flux/a/x/y") == "Y")
    #expect(folder.text(of: "flux/b") == "B")
    try repository.build(["flux/a": "A", "flux/b/c/d": "D"])
    #expect(folder.text(of: "flux/b/c/d") == "D")
  }

  @Test("takes over a foreign file of the same bytes")
  func adopted() throws {
    try folder.write("A", to: "flux/a")
    try repository.build(["flux/a": "A"])
    try repository.build(["flux/a": "B"])
    #expect(folder.text(of: "flux/a") == "B")
  }

  @Test("changes nothing where a foreign file is in the way", arguments: [false, true])
  func foreign(discardEdits: Bool) throws {
    try folder.write("mine", to: "flux/b")
    let before = try folder.contents()
    let error = #expect(throws: FileTreeError.self) {
      try repository.build(["flux/a": "A", "flux/b": "B"], discardEdits: discardEdits)
    }
    #expect(error?.path == "flux/b")
    #expect(try folder.contents() == before)
  }

  @Test("keeps hand edits until it is told to discard them")
  func edits() throws {
    try repository.build(["flux/a": "A", "flux/b": "B"])
    try folder.write("mine", to: "flux/a")
    try folder.write("mine", to: "flux/b")
    let before = try folder.contents()
    #expect(throws: FileTreeError.self) { try repository.build(["flux/a": "A"]) }
    #expect(try folder.contents() == before)
    try repository.build(["flux/a": "A"], discardEdits: true)
    #expect(folder.text(of: "flux/a") == "A")
    #expect(folder.text(of: "flux/b") == nil)
  }

  @Test("changes nothing where a folder of others is in the place of a file")
  func folderInTheWay() throws {
    try repository.build(["flux/a/b": "B", "flux/c": "C"])
    try folder.write("mine", to: "flux/a/mine")
    let before = try folder.contents()
    let error = #expect(throws: FileTreeError.self) {
      try repository.build(["flux/a": "A", "flux/c": "new"])
    }
    #expect(error?.path == "flux/a")
    #expect(error?.reason == "cannot be written: something else is there")
    #expect(try folder.contents() == before)
  }

  @Test("changes nothing where a file of others is in the place of a folder")
  func fileInTheWay() throws {
    try folder.write("mine", to: "flux/a")
    let before = try folder.contents()
    let error = #expect(throws: FileTreeError.self) { try repository.build(["flux/a/b": "B"]) }
    #expect(error?.reason == "cannot be a folder, since 'a' is a file; move it elsewhere")
    #expect(try folder.contents() == before)
  }

  @Test("follows no link, wherever it leads", arguments: ["flux", "flux/a"], [true, false])
  func links(link: String, leadsOut: Bool) throws {
    let outside = try TemporaryFolder()
    try folder.makeFolder("inside")
    if link != "flux" { try folder.makeFolder("flux") }
    let target = leadsOut ? outside.path : link == "flux" ? "inside" : "../inside"
    try folder.link(link, to: target)
    let before = try folder.contents()
    #expect(throws: (any Error).self) { try repository.build(["flux/a/b": "B"]) }
    #expect(try folder.contents() == before)
    #expect(try outside.contents() == [:])
  }

  @Test("does not replace a file of its own that became a link")
  func linkedFile() throws {
    try repository.build(["flux/a": "A", "flux/b": "B"])
    try folder.remove("flux/a")
    try folder.write("A", to: "real")
    try folder.link("flux/a", to: "../real")
    let before = try folder.contents()
    let error = #expect(throws: FileTreeError.self) { try repository.build(["flux/a": "new"]) }
    #expect(error?.path == "flux/a")
    #expect(try folder.contents() == before)
  }

  @Test("does not overwrite what was changed since the comparison")
  func changedMeanwhile() throws {
    try repository.build(["flux/a": "A", "flux/b": "B"])
    let comparison = try repository.compare(["flux/a": "new", "flux/b": "new"])
    try folder.write("mine", to: "flux/b")
    let before = try folder.contents()
    let writer = try TreeWriter(root: folder.path, at: repository.location)
    #expect(throws: FileTreeError.self) { try writer.write(comparison) }
    #expect(try folder.contents() == before)
  }

  @Test("refuses a second writer while the first one lives")
  func twoWriters() throws {
    let first = try TreeWriter(root: folder.path, at: repository.location)
    let error = #expect(throws: FileTreeError.self) {
      _ = try TreeWriter(root: folder.path, at: repository.location)
    }
    #expect(
      error?.reason == "another mooring is at work here; run this one when it has ended")
    try first.write(repository.compare(["flux/a": "A"]))
  }

  @Test("lets the next writer in when the first one is done")
  func writersInTurn() throws {
    for text in ["A", "B", "C"] { try repository.build(["flux/a": text]) }
    #expect(folder.text(of: "flux/a") == "C")
  }

  @Test("keeps the tree in the folder that it is told")
  func otherFolder() throws {
    let location = try TreeLocation("deploy/mesh")
    let snapshot = try WorkingTree(root: folder.path)
    let comparison = try TreeComparison(
      of: generated(["deploy/mesh/a": "A"]), versions: [], with: Lock(), in: snapshot, at: location)
    try TreeWriter(root: folder.path, at: location).write(comparison)
    #expect(folder.text(of: "deploy/mesh/a") == "A")
    #expect(folder.text(of: "deploy/mesh/mooring.lock") != nil)
  }

  private func modificationTimes(_ names: [String]) throws -> [Date?] {
    try names.map {
      try FileManager.default.attributesOfItem(atPath: folder.full($0))[.modificationDate] as? Date
    }
  }
}
