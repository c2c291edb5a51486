import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Sources
import Testing

@Suite("Trees of Mooring's own, judged like those of others")
struct CompiledTreeLintTests {
  /// What a fleet takes for given lies in no fixture: the Flux Kustomizations that it requires, the
  /// Secrets that somebody makes by hand, and the Services of apps that are elsewhere.
  private static let broughtByOthers: Set<String> = [
    "absent-link-credentials", "absent-override-service", "dangling-dependency",
  ]

  @Test("have nothing wrong", arguments: FixtureFleet.all)
  func trees(fleet: FixtureFleet) throws {
    var repository = MemorySnapshot([:])
    let working = try WorkingTree(root: fleet.root)
    // Apps lie beside the tree.
    for path in try working.files(below: "apps") {
      repository[path] = try working.bytes(of: path)
    }
    for file in try fleet.compile().files { repository[file.file.path] = file.file.bytes }
    let linted = try Linter(repository).lint()
    let wrong = linted.diagnostics.sorted.filter {
      $0.severity > .note && !Self.broughtByOthers.contains($0.code.name)
    }
    let text = TextRenderer().render(wrong, source: linted.source)
    #expect(wrong.isEmpty, "\(text)")
    #expect(linted.clusters > 0)
  }
}
