import Testing

@Suite("uninstall.sh of the multicluster extension", .timeLimit(.minutes(1)))
struct UninstallMulticlusterTests {
  private func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try MulticlusterStandIns.install(in: sandbox)
    return try sandbox.run(
      "templates/linkerd-multicluster-uninstall/base/uninstall.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_NAMESPACE": "linkerd",
        "API_TIMEOUT_SECONDS": "30",
        "LINKS_TIMEOUT_SECONDS": "30",
        "NAMESPACE_TIMEOUT_SECONDS": "30",
        "POLL_SECONDS": "0.1",
      ].merging(environment) { $1 })
  }

  @Test(
    "it deletes the namespace, then what was mirrored, then the rights", arguments: Userland.present
  )
  func deletes(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output == "linkerd-multicluster-uninstall: the multicluster extension is gone\n")
    let deletions = sandbox.calls.filter { $0.contains(" delete ") }
    #expect(deletions.count == 4)
    #expect(deletions[0].contains(" delete namespace linkerd-multicluster "))
    #expect(deletions[1].contains(" delete services --all-namespaces "))
    #expect(deletions[2].contains("customresourcedefinition/links.multicluster.linkerd.io"))
    #expect(deletions[3].hasSuffix("--selector=linkerd.io/extension=multicluster"))
    #expect(!sandbox.calls.contains { $0.hasPrefix("linkerd ") })
  }

  @Test("nothing is deleted while Links are there")
  func waitsForLinks() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("links", "999")
    let run = try run(in: sandbox, ["LINKS_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(
      run.errors
        == "linkerd-multicluster-uninstall: error: gave up waiting for the Links to be deleted "
        + "after 1 seconds: link/pro\n")
    #expect(!sandbox.calls.contains { $0.contains(" delete ") })
  }

  @Test("Links that go late are waited for")
  func lateLinks() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("links", "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("waiting for the Links to be deleted, at most 30 seconds"))
  }

  @Test("where the definition of Links is gone already, there are none")
  func withoutDefinition() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("no-definition", "")
    try sandbox.answer("links", "999")
    #expect(try run(in: sandbox).exitCode == 0)
  }

  @Test("what was mirrored goes only after the namespace has gone")
  func waitsForNamespace() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("namespace", "999")
    let run = try run(in: sandbox, ["NAMESPACE_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("gave up waiting for namespace 'linkerd-multicluster' to be gone"))
    #expect(!sandbox.calls.contains { $0.contains(" delete services ") })
  }
}
