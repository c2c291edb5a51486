import Commands
import Foundation
import TemporaryFolders
import Testing

/// A folder of Tests/Fixtures/diagnostics/<code>/, or of Tests/Fixtures/valid/: a repository that is laid over
/// the small fleet of Tests/Fixtures/small-fleet, and what `mooring check` says of the two.
///
/// The tree is built before it is checked, from the same description; where the folder holds another
/// repository in `built/`, from that one. What lies below `flux/` comes after the build. A file
/// `removed` names files that are taken away, one a line; a file `links` symbolic links that are made,
/// as `NAME -> TARGET`.
struct MistakeFixture: Sendable, CustomTestStringConvertible {
  /// The name of the code that it shows.
  let code: String
  let slug: String
  let path: String

  var testDescription: String { "\(code)/\(slug)" }

  /// What the check writes to standard error, and the code that it ends with.
  struct Outcome: Equatable {
    var text: String
    var exitCode: Int32
  }

  func check() throws -> Outcome { try run("check", in: repository()) }

  /// The same, with every report.
  func check(writing reports: WrittenReports) throws -> Outcome {
    try run("check", in: repository(), reports.options)
  }

  /// What is said once a file is as it is in the small fleet, or gone where that has none.
  func check(reverting path: String) throws -> Outcome {
    let folder = try repository()
    let original = Self.fixtures.appending(path: "small-fleet/\(path)")
    try? folder.remove(path)
    if let bytes = try? Data(contentsOf: original) { try folder.write(Array(bytes), to: path) }
    return run("check", in: folder)
  }

  /// The whole text that is expected.
  var expected: String {
    (try? String(contentsOfFile: "\(path)/expected.txt", encoding: .utf8)) ?? ""
  }

  /// The repository as the check finds it.
  func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try copy(Self.fixtures.appending(path: "small-fleet"), to: folder)
    let own = URL(filePath: path)
    let built = own.appending(path: "built")
    let isChanged = FileManager.default.fileExists(atPath: built.path)
    if isChanged {
      try copy(built, to: folder)
    } else {
      try copy(own, to: folder) { !$0.hasPrefix("flux/") }
      try remove(from: folder)
    }
    _ = run("build", in: folder)
    try copy(own, to: folder) { !$0.hasPrefix("built/") }
    try remove(from: folder)
    try link(in: folder)
    return folder
  }

  private func run(
    _ command: String, in folder: TemporaryFolder, _ options: [String] = []
  ) -> Outcome {
    let terminal = Terminal.capturing()
    let code = Program(.mooring, version: Command.version)
      .run([command, "--root", folder.path] + options, on: terminal)
    return Outcome(text: terminal.errors.text, exitCode: code.rawValue)
  }

  private func copy(
    _ source: URL, to folder: TemporaryFolder, where isWanted: (String) -> Bool = { _ in true }
  ) throws {
    let notes: Set<String> = ["expected.txt", "links", "removed"]
    for name in try FileManager.default.subpathsOfDirectory(atPath: source.path).sorted()
    where isWanted(name) && !notes.contains(name) {
      let file = source.appending(path: name)
      if try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true { continue }
      try folder.write(Array(Data(contentsOf: file)), to: name)
    }
  }

  private func link(in folder: TemporaryFolder) throws {
    guard let list = try? String(contentsOfFile: "\(path)/links", encoding: .utf8) else { return }
    for line in list.split(separator: "\n") {
      let parts = line.components(separatedBy: " -> ")
      try folder.link(parts[0], to: parts[1])
    }
  }

  private func remove(from folder: TemporaryFolder) throws {
    guard let list = try? String(contentsOfFile: "\(path)/removed", encoding: .utf8) else { return }
    for name in list.split(separator: "\n").map(String.init)
    where FileManager.default.fileExists(atPath: folder.full(name)) {
      try folder.remove(name)
    }
  }
}

extension MistakeFixture {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let fixtures = root.appending(path: "Tests/Fixtures")

  /// Every mistake, found by itself.
  static let mistakes = find("diagnostics")
  /// Descriptions near a limit of a rule, of which nothing is to be said, by the rule's code.
  static let valid = find("valid")

  private static func find(_ folder: String) -> [MistakeFixture] {
    let folder = fixtures.appending(path: folder)
    return names(in: folder).flatMap { code in
      names(in: folder.appending(path: code)).map { slug in
        MistakeFixture(
          code: code, slug: slug, path: folder.appending(path: "\(code)/\(slug)").path)
      }
    }
  }

  static func names(in folder: URL) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }
}
