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
        "INSTALL_TIMEOUT_SECONDS": "30",
        "LINKS_TIMEOUT_SECONDS": "30",
        "END_TIMEOUT_SECONDS": "30",
        "POLL_SECONDS": "0.1",
      ].merging(environment) { $1 })
  }

  @Test(
    "it deletes what runs, then what was mirrored, then the rights", arguments: Userland.present)
  func deletes(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output == "linkerd-multicluster-uninstall: the multicluster extension is gone\n")
    let deletions = sandbox.calls.filter { $0.contains(" delete ") }
    #expect(deletions.count == 6)
    #expect(
      deletions[0].hasSuffix(
        " --namespace=linkerd-multicluster --cascade=foreground deployments.apps "
          + "--selector=linkerd.io/extension=multicluster"))
    #expect(deletions[1].contains(" services --all-namespaces "))
    #expect(deletions[1].hasSuffix("--selector=mirror.linkerd.io/mirrored-service=true"))
    #expect(deletions[4].contains(" clusterrolebindings.rbac.authorization.k8s.io "))
    #expect(deletions[5].hasSuffix(" customresourcedefinition/links.multicluster.linkerd.io"))
    #expect(!sandbox.calls.contains { $0.hasPrefix("linkerd ") || $0.contains("delete namespace") })
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
        + "after 1 seconds: there is link/pro\n")
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

  @Test("what was mirrored goes only after the controllers that would make it again")
  func waitsForControllers() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ending", "999")
    let run = try run(in: sandbox, ["END_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("gave up waiting for gateway and controllers to end"))
    #expect(!sandbox.calls.contains { $0.contains(" delete ") && $0.contains(" services ") })
  }

  @Test("nothing is deleted while the install Job is there, which might bring it back")
  func waitsForInstall() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("job", "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("waiting for the install Job to be gone, at most 30 seconds"))
  }

  @Test("what the API refuses ends it with a sentence")
  func refused() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("delete", "9")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("error: cannot delete all of the multicluster extension"))
  }
}
