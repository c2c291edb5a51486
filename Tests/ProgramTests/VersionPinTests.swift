import Programs
import TemporaryFolders
import Testing

/// A version is resolved once: what the lock says of it holds until somebody asks for more.
@Suite("Versions that the lock pins")
struct VersionPinTests {
  @Test("a build keeps the pin, and --upgrade linkerd resolves anew")
  func pin() throws {
    let repository = try ProgramRepository("namespaces")
    let lock = "flux/mooring.lock"
    let job = "flux/overlays/many/linkerd-crds/job-linkerd-crds-install.yaml"
    #expect(try repository.mooring("build").exitCode == 0)
    #expect(repository.folder.text(of: job)?.contains("value: edge-25.10.7\n") == true)

    try repository.edit(lock, "resolved: \"edge-25.10.7\"", "resolved: \"edge-25.11.1\"")
    #expect(try repository.mooring("build").exitCode == 0)
    #expect(repository.folder.text(of: job)?.contains("value: edge-25.11.1\n") == true)
    #expect(repository.folder.text(of: lock)?.contains("edge-25.11.1") == true)
    #expect(try repository.mooring("check").exitCode == 0)

    let upgrade = try repository.mooring("build", "--upgrade", "linkerd")
    #expect(upgrade.exitCode == 0)
    #expect(
      upgrade.outputText.contains("linkerd 2.19 is edge-25.10.7, which was edge-25.11.1\n"))
    #expect(repository.folder.text(of: job)?.contains("value: edge-25.10.7\n") == true)
    #expect(repository.folder.text(of: lock)?.contains("edge-25.11.1") == false)
  }

  @Test("what to upgrade is named")
  func names() throws {
    let repository = try ProgramRepository("namespaces")
    let without = try repository.mooring("build", "--upgrade")
    #expect(without.exitCode == 2)
    #expect(without.errorText.contains("option '--upgrade' needs a value"))
    let misspelt = try repository.mooring("build", "--upgrade", "linkrd")
    #expect(misspelt.exitCode == 2)
    #expect(misspelt.errorText.contains("'linkerd'"))
  }

  @Test("a pin goes with the version that it was of")
  func otherMinor() throws {
    let repository = try ProgramRepository("namespaces")
    _ = try repository.mooring("build")
    try repository.edit("clusters/fleet.yaml", "version: \"2.19\"", "version: \"2.20\"")
    #expect(try repository.mooring("build").exitCode == 0)
    let lock = try #require(repository.folder.text(of: "flux/mooring.lock"))
    #expect(lock.contains("requested: \"2.20\""))
    #expect(!lock.contains("requested: \"2.19\""))
  }
}
