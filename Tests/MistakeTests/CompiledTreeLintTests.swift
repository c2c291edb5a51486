import Compiler
import Diagnostics
import FixtureFleets
import Manifests
import Sources
import Testing

@Suite("Trees of Mooring's own, judged like those of others")
struct CompiledTreeLintTests {
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
    // What a fleet requires is brought by Flux Kustomizations that a fixture does not have.
    let wrong = linted.diagnostics.sorted.filter {
      $0.severity > .note && $0.code.name != "dangling-dependency"
    }
    let text = TextRenderer().render(wrong, source: linted.source)
    #expect(wrong.isEmpty, "\(text)")
    #expect(linted.clusters > 0)
  }
}
