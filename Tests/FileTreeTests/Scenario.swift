import Cryptography
import TemporaryFolders
import Testing

@testable import FileTree

/// A tree, and what is to become of it.
struct Scenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let old: Repository.Files
  let new: Repository.Files
  /// Files that are not Mooring's.
  var foreign: Repository.Files = [:]
  /// Files of Mooring, as they were edited by hand.
  var edits: Repository.Files = [:]

  static let all = [
    Scenario(
      testDescription: "files of every kind of change",
      old: [
        "flux/updated": "old", "flux/same": "same", "flux/stale/deep/file": "stale",
        "flux/stale/other": "stale", "flux/edited": "old", "flux/edited-stale": "old",
      ],
      new: [
        "flux/updated": "new", "flux/same": "same", "flux/new/deep/file": "created",
        "flux/new/created": "created", "flux/edited": "new",
      ],
      foreign: ["flux/stale/mine": "mine", "clusters/a.yaml": "mine"],
      edits: ["flux/edited": "by hand", "flux/edited-stale": "by hand"]),
    Scenario(
      testDescription: "a first build", old: [:],
      new: ["flux/a": "new", "flux/b/c": "new", "flux/b/d": "new"],
      foreign: ["clusters/a.yaml": "mine"]),
    Scenario(
      testDescription: "a folder for a file, and a file for a folder",
      old: ["flux/a": "old", "flux/b/c/d": "old"], new: ["flux/a/x/y": "new", "flux/b": "new"]),
    Scenario(
      testDescription: "the last file goes",
      old: ["flux/a/b": "old", "flux/c": "old"], new: [:]),
  ]

  /// A repository with the old tree, the edits and the foreign files.
  func repository() throws -> Repository {
    let repository = try Repository()
    if !old.isEmpty { try repository.build(old) }
    for (path, text) in edits { try repository.folder.write(text, to: path) }
    for (path, text) in foreign { try repository.folder.write(text, to: path) }
    return repository
  }

  /// What an uninterrupted build gives.
  func contents(of files: Repository.Files) throws -> [String: String] {
    let repository = try repository()
    try repository.build(files, discardEdits: true)
    return try repository.folder.contents()
  }

  func treeFiles(of files: Repository.Files) throws -> [String: String] {
    let repository = try repository()
    try repository.build(files, discardEdits: true)
    return try repository.treeFiles()
  }

  /// Runs the body with a fault at each change in turn, each time in a repository of its own.
  func forEachChange(
    _ kind: Faults.Kind, _ body: (Repository, Faults) throws -> Void
  ) throws {
    var number = 0
    while true {
      let faults = Faults(kind, at: number)
      try body(try repository(), faults)
      if !faults.hasStruck { break }
      number += 1
    }
    try #require(number > 10, "the faults struck too seldom to mean anything")
  }
}

extension Repository {
  /// The files of the tree, without what a write prepares.
  func treeFiles() throws -> [String: String] {
    try folder.contents().filter { path, content in
      content != "folder" && !path.hasPrefix("flux/.mooring")
    }
  }
}

extension Digest {
  init(of text: String) { self = SHA256.digest(text) }
}
