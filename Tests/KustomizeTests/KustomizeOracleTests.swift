import Diagnostics
import FixtureFleets
import Foundation
import Kustomize
import Programs
import SeededNumbers
import TemporaryFolders
import Testing
import Values
import YAML

/// What we make of a folder beside what kustomize makes of it.
/// One by one: each starts a process of its own.
@Suite("A folder built by kustomize", .serialized)
struct KustomizeOracleTests {
  private static let isInstalled = InstalledProgram.path("kubectl") != nil

  @Test(
    "gives the same objects, or is refused by both",
    .enabled(if: isInstalled, "kubectl is not installed"), arguments: KustomizeCase.all)
  func equality(fixture: KustomizeCase) throws {
    try Self.compare(fixture.files)
  }

  @Test(
    "gives the same objects where bases, affixes, labels, patches and generators are drawn",
    .enabled(if: isInstalled, "kubectl is not installed"), arguments: UInt64(1)...40)
  func drawn(seed: UInt64) throws {
    try Self.compare(DrawnRepository(seed: seed).files)
  }

  private static func compare(_ files: [String: [UInt8]]) throws {
    let kubectl = try #require(InstalledProgram.path("kubectl"))
    let scratch = try TemporaryFolder()
    for (path, bytes) in files { try scratch.write(bytes, to: path) }
    // As Flux builds: files of other folders may be read.
    let run = try ProgramRun(
      kubectl,
      ["kustomize", "--load-restrictor", "LoadRestrictionsNone", scratch.full("app")])
    var kustomizer = Kustomizer(MemorySnapshot(files))
    let built = kustomizer.folder("app")
    let folder = try #require(built)
    let said = folder.problems.map(\.message)
    #expect((run.exitCode != 0) == folder.isRefused, "\(run.errorText) \(said)")
    guard run.exitCode == 0, !folder.isRefused else { return }
    let output = YAMLFile(path: "output", bytes: run.output)
    let expected = output.documents.map { $0.value }
    let actual = folder.objects.map { JSONValue.object($0.value) }
    for object in expected { #expect(actual.contains(object), "kustomize alone: \(object)") }
    for object in actual { #expect(expected.contains(object), "we alone: \(object)") }
  }

  @Test("is told of as recorded", arguments: KustomizeCase.all)
  func words(fixture: KustomizeCase) throws {
    var kustomizer = Kustomizer(fixture.snapshot)
    let built = kustomizer.folder("app")
    let folder = try #require(built)
    var said = TextRenderer(isColoured: false).render(Diagnostics(folder.problems).sorted) {
      fixture.files[$0]
    }
    for unknown in folder.unknowns {
      said += "not known: \(unknown.reason) (\(unknown.place.path))\n"
    }
    if ProcessInfo.processInfo.environment["MOORING_RECORD"] != nil {
      try fixture.record(said)
      Issue.record("recorded")
    }
    #expect(said == fixture.expected ?? "")
  }
}
