import Programs
import TemporaryFolders
import Testing

/// Templates as the user's own files.
@Suite("Templates of the user's own")
struct TemplatesTests {
  @Test("an ejected file that was edited is used, and never overwritten")
  func eject() throws {
    let repository = try ProgramRepository("namespaces")
    _ = try repository.mooring("build")
    let eject = try repository.mooring("templates", "eject", "shared")
    #expect(eject.exitCode == 0)
    // What is as it was changes nothing.
    #expect(try repository.mooring("check").exitCode == 0)

    let template = "templates/shared/install-job.yaml"
    try repository.edit(template, "backoffLimit: 1000", "backoffLimit: 2000")
    let edited = try #require(repository.folder.text(of: template))
    let build = try repository.mooring("build")
    #expect(build.exitCode == 0, "\(build.errorText)")
    let job = "flux/overlays/many/linkerd-crds/job-linkerd-crds-install.yaml"
    #expect(repository.folder.text(of: job)?.contains("backoffLimit: 2000\n") == true)

    let again = try repository.mooring("templates", "eject", "shared")
    #expect(again.exitCode == 0)
    #expect(again.outputText.contains("kept  \(template)\n"))
    #expect(repository.folder.text(of: template) == edited)
    let list = try repository.mooring("templates", "list")
    #expect(list.outputText.contains("  \(template) (replaces the built-in one)\n"))
  }

  @Test("a template that is not there any more gives its files back")
  func restored() throws {
    let repository = try ProgramRepository("namespaces")
    _ = try repository.mooring("build")
    let tree = try repository.files(below: "flux/")
    _ = try repository.mooring("templates", "eject", "namespaces")
    try repository.edit(
      "templates/namespaces/cluster/linkerd.yaml", "linkerd.io/inject: disabled",
      "linkerd.io/inject: disabled\n      more: added")
    _ = try repository.mooring("build")
    #expect(try repository.files(below: "flux/") != tree)
    try repository.folder.remove("templates")
    #expect(try repository.mooring("build").exitCode == 0)
    #expect(try repository.files(below: "flux/") == tree)
  }
}
