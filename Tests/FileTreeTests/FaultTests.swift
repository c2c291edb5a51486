import Diagnostics
import Foundation
import SeededNumbers
import Sources
import TemporaryFolders
import Testing

@testable import FileTree

@Suite("A write that does not come to its end")
struct FaultTests {
  @Test("leaves the tree as it was, where one change fails", arguments: Scenario.all)
  func failure(scenario: Scenario) throws {
    try scenario.forEachChange(.failure) { repository, faults in
      let before = try repository.folder.contents()
      do {
        try repository.build(scenario.new, discardEdits: true, disk: faults.disk)
      } catch let error as FileTreeError {
        #expect(error.reason.hasSuffix("no space is left on the device"))
        #expect(try repository.folder.contents() == before)
        return
      }
      // What failed was the removal of leftovers: the write itself has happened.
      try repository.build(scenario.new)
      #expect(try repository.folder.contents() == scenario.contents(of: scenario.new))
    }
  }

  @Test("leaves every file whole, old or new, where it is killed", arguments: Scenario.all)
  func kill(scenario: Scenario) throws {
    try scenario.forEachChange(.kill) { repository, faults in
      let before = try repository.folder.contents()
      let after = try scenario.contents(of: scenario.new)
      try? repository.build(scenario.new, discardEdits: true, disk: faults.disk)
      for (path, content) in try repository.folder.contents() {
        if path.hasPrefix("flux/.mooring") || content == "folder" { continue }
        #expect(content == before[path] || content == after[path], "\(path)")
      }
      for path in scenario.foreign.keys {
        #expect(try repository.folder.contents()[path] == before[path])
      }
    }
  }

  @Test("is named by check once files have moved, where it is killed", arguments: Scenario.all)
  func named(scenario: Scenario) throws {
    try scenario.forEachChange(.kill) { repository, faults in
      let before = try repository.treeFiles()
      try? repository.build(scenario.new, discardEdits: true, disk: faults.disk)
      let after = try repository.treeFiles()
      if after != before, after != (try scenario.treeFiles(of: scenario.new)) {
        #expect(try repository.interruptedWrite()?.code == .interruptedWrite)
      }
    }
  }

  @Test("does not show in what the next build writes, of the same description or of another")
  func converges() throws {
    for scenario in Scenario.all {
      for next in [scenario.new, scenario.old, ["flux/a": "third"]] {
        let expected = try scenario.contents(of: next)
        try scenario.forEachChange(.kill) { repository, faults in
          try? repository.build(scenario.new, discardEdits: true, disk: faults.disk)
          try repository.build(next, discardEdits: true)
          #expect(try repository.folder.contents() == expected)
          #expect(try repository.interruptedWrite() == nil)
        }
      }
    }
  }

  @Test("may be undone by a build that is killed itself", arguments: Scenario.all)
  func killedTwice(scenario: Scenario) throws {
    let expected = try scenario.contents(of: scenario.new)
    var random = SeededGenerator(seed: 7)
    try scenario.forEachChange(.kill) { repository, faults in
      try? repository.build(scenario.new, discardEdits: true, disk: faults.disk)
      for _ in 0..<3 {
        let second = Faults(.kill, at: Int.random(in: 0..<12, using: &random))
        try? repository.build(scenario.new, discardEdits: true, disk: second.disk)
      }
      try repository.build(scenario.new, discardEdits: true)
      #expect(try repository.folder.contents() == expected)
    }
  }

  @Test("keeps what was written by hand after a kill")
  func editedAfterKill() throws {
    let scenario = Scenario.all[0]
    try scenario.forEachChange(.kill) { repository, faults in
      try? repository.build(scenario.new, discardEdits: true, disk: faults.disk)
      for path in ["flux/updated", "flux/new/created", "flux/stale/deep/file"] {
        try repository.folder.write("mine", to: path)
      }
      // Whether it builds depends on how far the first write came; that the edits stay does not.
      try? repository.build(scenario.new)
      for path in ["flux/updated", "flux/new/created", "flux/stale/deep/file"] {
        #expect(repository.folder.text(of: path) == "mine")
      }
    }
  }

  @Test("whose journal was tampered with is not undone", arguments: ["", "x", Self.outside])
  func tampered(journal: String) throws {
    let repository = try Repository()
    try repository.folder.write("mine", to: "clusters/a.yaml")
    try repository.folder.write(journal, to: "flux/.mooring/journal")
    let before = try repository.folder.contents()
    let error = #expect(throws: FileTreeError.self) { try repository.build([:]) }
    #expect(error?.reason.hasPrefix("is not a journal that mooring wrote") == true)
    #expect(try repository.folder.contents() == before)
  }

  /// Would remove a file outside the tree.
  static let outside = String(
    decoding: Journal(steps: [.create("clusters/a.yaml", new: .init(of: "mine"))]).bytes,
    as: UTF8.self)
}
