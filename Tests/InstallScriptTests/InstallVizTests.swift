import Testing

@Suite("install.sh of viz", .timeLimit(.minutes(1)))
struct InstallVizTests {
  private func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try VizStandIns.run("linkerd-viz/base/install.sh", in: sandbox, environment)
  }

  @Test("it applies what the CLI gives for the declared values", arguments: Userland.present)
  func installs(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.hasSuffix(
        "linkerd-viz: install of edge-25.10.7 is done: 6 objects are applied, and ready\n"))
    #expect(
      sandbox.calls.contains(
        "linkerd viz install --ignore-cluster --linkerd-namespace=linkerd "
          + "--values=\(sandbox.path("values.yaml"))"))
    #expect(sandbox.text("applied") == VizStandIns.objects)
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test("the CLI's values of high availability are asked for by flag", arguments: [true, false])
  func asksForHighAvailability(wanted: Bool) throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox, ["LINKERD_HA": "\(wanted)"])
    let install = sandbox.calls.first { $0.hasPrefix("linkerd viz") }
    #expect(try #require(install).contains(" --ha ") == wanted)
  }

  @Test("it leaves the Namespace to Flux")
  func leavesNamespace() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let apply = try #require(sandbox.calls.first { $0.contains(" apply ") })
    #expect(apply.contains(" --selector=!pod-security.kubernetes.io/enforce "))
    #expect(apply.contains(" --server-side --force-conflicts --field-manager=mooring "))
  }

  @Test("nothing is applied before the proxy injector is ready")
  func waitsForInjector() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("injector", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("linkerd-viz: error: 'linkerd-proxy-injector' is not ready"))
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
  }

  @Test("it ends only after each Deployment is ready")
  func waitsForRollouts() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let awaited = sandbox.calls.filter {
      $0.contains("rollout status") && $0.contains("--namespace=linkerd-viz")
    }
    #expect(awaited.count == 4)
    try sandbox.answer("rollout", "1")
    let again = try self.run(in: sandbox)
    #expect(again.exitCode == 1)
    #expect(again.errors.contains("'metrics-api' is not ready, 600 seconds were given to all"))
  }

  @Test("it waits until the API reaches tap, whose certificate is new")
  func waitsForTap() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("tap", "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.contains("linkerd-viz: waiting for the API to reach tap, at most 30 seconds"))
  }

  @Test("an API that never reaches tap fails the Job, with its words")
  func givesUpOnTap() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("tap", "99")
    let run = try run(in: sandbox, ["TAP_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(
      run.errors
        == "linkerd-viz: error: gave up waiting for the API to reach tap after 1 seconds: timed out\n"
    )
  }

  @Test("what the declared values no longer ask for is deleted, and a volume with figures is not")
  func deletesLeftovers() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("rendered", VizStandIns.objects + "poddisruptionbudget.policy/tap\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let delete = try #require(sandbox.calls.first { $0.contains(" delete ") })
    #expect(delete.contains(" --namespace=linkerd-viz deployment.apps/prometheus "))
    #expect(delete.contains(" poddisruptionbudget.policy/web"))
    #expect(!delete.contains(" poddisruptionbudget.policy/tap "))
    #expect(!delete.contains("persistentvolumeclaim"))
  }

  @Test("an answer without viz's own Deployments is not applied")
  func refusesForeignOutput() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("rendered", "deployment.apps/metrics-api\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors == "linkerd-viz: error: 'linkerd viz install' gave no 'deployment.apps/tap'\n")
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
  }

  @Test(
    "what goes wrong ends it with a sentence, and nothing of half a document is applied",
    arguments: [
      ("cli", "'linkerd viz install' failed, or took more than 120 seconds"),
      ("create", "the output of 'linkerd viz install' cannot be read as Kubernetes objects"),
      ("apply", "the API did not take all of the viz extension; what it said is above"),
      ("delete", "cannot delete all that the declared values no longer ask for"),
    ])
  func failsLoudly(question: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("linkerd-viz: error: \(words)"))
    #expect((sandbox.text("applied") != nil) == (question == "delete"))
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test("a CLI of another version is refused")
  func refusesOtherVersion() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("cli-version", "edge-25.4.4")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("is of 'edge-25.4.4', but 'edge-25.10.7' is declared"))
  }
}
