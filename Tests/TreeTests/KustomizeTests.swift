import Compiler
import FixtureFleets
import Manifests
import Programs
import TemporaryFolders
import Testing
import Values
import YAML

/// What kustomize makes of the tree, beside what Mooring says that it holds.
@Suite(
  "kustomize and the tree",
  .enabled(if: InstalledProgram.path("kubectl") != nil, "kubectl is not installed"))
struct KustomizeTests {
  @Test(
    "the folders of a cluster build to what 'mooring render' prints", arguments: FixtureFleet.all)
  func equality(fleet: FixtureFleet) throws {
    let compiled = try CompiledFleet(fleet)
    for cluster in compiled.output.fleet.clusters {
      var built = try build("\(compiled.tree)/clusters/\(cluster.name)/mooring", of: compiled)
      for component in cluster.components where component.readsTree {
        built += try build(
          "\(compiled.tree)/overlays/\(cluster.name)/\(component.name)", of: compiled)
      }
      let actual = try byIdentity(built)
      let expected = try compiled.objects(of: cluster)
      #expect(Set(actual.keys) == Set(expected.keys), "\(cluster.name)")
      for (identity, value) in expected {
        #expect(actual[identity] == value, "\(identity) of \(cluster.name)")
      }
    }
  }

  @Test("every folder of the tree with a kustomization.yaml builds", arguments: FixtureFleet.all)
  func folders(fleet: FixtureFleet) throws {
    let compiled = try CompiledFleet(fleet)
    for file in compiled.output.files where file.file.path.hasSuffix("/kustomization.yaml") {
      // A kustomize Component builds within the folder that lists it alone.
      if case .document = file.content { continue }
      let folder = String(file.file.path.dropLast("/kustomization.yaml".count))
      // Flux takes an empty folder as the order to delete all that it had applied.
      #expect(try !build(folder, of: compiled).isEmpty, "\(folder)")
    }
  }

  private func build(_ folder: String, of compiled: CompiledFleet) throws -> [JSONValue] {
    let kubectl = try #require(InstalledProgram.path("kubectl"))
    let run = try ProgramRun(kubectl, ["kustomize", compiled.folder.full(folder)])
    try #require(run.exitCode == 0, "\(folder): \(run.errorText)")
    #expect(run.errors.isEmpty, "\(folder): \(run.errorText)")
    let file = YAMLFile(path: folder, bytes: run.output)
    #expect(file.diagnostics.isEmpty)
    return file.documents.map(\.value)
  }
}
