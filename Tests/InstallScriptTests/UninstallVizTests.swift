import Testing

@Suite("uninstall.sh of viz", .timeLimit(.minutes(1)))
struct UninstallVizTests {
  private func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try VizStandIns.run("linkerd-viz-uninstall/base/uninstall.sh", in: sandbox, environment)
  }

  @Test(
    "it deletes what the CLI would install, and keeps the namespace", arguments: Userland.present)
  func uninstalls(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.hasSuffix(
        "linkerd-viz-uninstall: viz is gone; namespace 'linkerd-viz' stays, and is yours to delete\n"
      ))
    let deletions = sandbox.calls.filter { $0.contains(" delete ") }
    #expect(deletions.count == 3)
    #expect(deletions.allSatisfy { $0.contains(" --cascade=foreground ") })
    #expect(deletions.first?.contains(" apiservice.apiregistration.k8s.io/") == true)
    #expect(
      deletions.dropFirst().first?.contains(" --selector=!pod-security.kubernetes.io/enforce ")
        == true)
    #expect(deletions.last?.contains(" deployment.apps/prometheus ") == true)
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test("it deletes nothing before the install Job is gone")
  func waitsForInstallJob() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("job", "99")
    let run = try run(in: sandbox, ["INSTALL_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(
      run.errors.hasSuffix(
        "gave up waiting for the install Job to be gone after 1 seconds: "
          + "there is job.batch/linkerd-viz-install\n"))
    #expect(!sandbox.calls.contains { $0.contains(" delete ") })
  }

  @Test("it ends only after the last pod has")
  func waitsForPods() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods", "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("waiting for the viz extension to end, at most 30 seconds"))
  }

  @Test("a deletion that is refused fails the Job")
  func failsLoudly() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("delete", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains("cannot delete all of the viz extension; what the API said is above"))
  }
}
