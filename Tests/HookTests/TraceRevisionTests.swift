import Programs
import TemporaryFolders
import Testing

/// Lines as the index and revisions hold them.
@Suite("Tracing what git holds", .withGit)
struct TraceRevisionTests {
  @Test("the index and a revision are traced whatever lies on the disk")
  func staged() throws {
    let repository = try HookedRepository(nil)
    let path = "flux/overlays/kind/namespaces/namespace-shared.yaml"
    let whole = "\(path):4 is /kind of Namespace shared\n"
    let edited = "\(path):4 was edited by hand: the description does not give this line\n"
    try repository.edit(path, "kind: Namespace", "kind: Other")
    #expect(try repository.trying("trace", "\(path):4").outputText.hasPrefix(edited))
    #expect(try repository.trying("trace", "--staged", "\(path):4").outputText.hasPrefix(whole))
    try repository.run("add", "--all")
    #expect(try repository.trying("trace", "--staged", "\(path):4").outputText.hasPrefix(edited))
    try repository.folder.remove("repository/flux")
    let revision = try repository.trying("trace", "--rev", "HEAD", "\(path):4")
    #expect(revision.outputText.hasPrefix(whole), "\(revision.errorText)")
    let gone = try repository.trying("trace", "\(path):4")
    #expect(gone.outputText.hasPrefix(whole))
    #expect(gone.outputText.hasSuffix("note: the file is not there; 'mooring build' writes it\n"))
    let unknown = try repository.trying("trace", "--rev", "nowhere", "\(path):4")
    #expect(unknown.exitCode == 2)
    #expect(unknown.errorText.contains("there is no revision 'nowhere'"), "\(unknown.errorText)")
  }
}
