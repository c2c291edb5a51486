import Testing

@Suite("install.sh of the multicluster extension", .timeLimit(.minutes(1)))
struct InstallMulticlusterTests {
  /// Runs the script in a cluster where nothing is amiss but what the sandbox's answers say.
  private func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try MulticlusterStandIns.install(in: sandbox)
    return try sandbox.run(
      "templates/linkerd-multicluster/base/install.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_NAMESPACE": "linkerd",
        "LINKERD_HA": "false",
        "LINKERD_VALUES": sandbox.path("values.yaml"),
        "API_TIMEOUT_SECONDS": "30",
        "ESTABLISHED_TIMEOUT_SECONDS": "30",
        "END_TIMEOUT_SECONDS": "30",
        "POLL_SECONDS": "0.1",
      ].merging(environment) { $1 })
  }

  @Test("it applies what the CLI gives for the declared values", arguments: Userland.present)
  func installs(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.hasSuffix(
        "linkerd-multicluster: install of edge-25.10.7 is done: "
          + "4 objects are applied, and ready\n"))
    #expect(
      sandbox.calls.contains(
        "linkerd multicluster install --ignore-cluster --linkerd-namespace=linkerd "
          + "--values=\(sandbox.path("values.yaml"))"))
    #expect(sandbox.text("applied") == MulticlusterStandIns.objects)
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test("the CLI's values of high availability are asked for by flag", arguments: [true, false])
  func asksForHighAvailability(wanted: Bool) throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox, ["LINKERD_HA": "\(wanted)"])
    let install = sandbox.calls.first { $0.hasPrefix("linkerd multicluster") }
    #expect(try #require(install).contains(" --ha ") == wanted)
  }

  @Test("it leaves the Namespace to Flux")
  func leavesNamespace() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let apply = try #require(sandbox.calls.first { $0.contains(" apply ") })
    #expect(apply.contains(" --selector=!pod-security.kubernetes.io/enforce "))
  }

  @Test("it ends when gateway and controllers are ready, and waits for no Link")
  func waitsForRollouts() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let rollouts = sandbox.calls.filter { $0.contains("rollout status") }
    #expect(rollouts.count == 2)
    #expect(rollouts.allSatisfy { $0.contains("--namespace=linkerd-multicluster") })
    #expect(!sandbox.calls.contains { $0.contains("links.multicluster.linkerd.io --all") })
  }

  @Test("what an earlier run brought and this one does not is deleted")
  func deletesLeftovers() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(
      "present",
      "deployment.apps/linkerd-gateway\ndeployment.apps/controller-attic\n"
        + "serviceaccount/controller-pro\nservice/probe-attic\n")
    try sandbox.answer("budgets", "poddisruptionbudget.policy/controller-attic\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let deletion = try #require(sandbox.calls.first { $0.contains(" delete ") })
    #expect(
      deletion.hasSuffix(
        "--namespace=linkerd-multicluster deployment.apps/controller-attic service/probe-attic "
          + "poddisruptionbudget.policy/controller-attic"))
  }

  @Test("what links that are gone had mirrored is deleted, once their controllers have ended")
  func deletesMirrors() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods", "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("waiting for the controllers of links that are gone to end"))
    let last = try #require(sandbox.calls.last)
    #expect(last.contains(" delete services --all-namespaces "))
    #expect(
      last.hasSuffix(
        "--selector=mirror.linkerd.io/mirrored-service=true,mirror.linkerd.io/cluster-name,"
          + "mirror.linkerd.io/cluster-name notin (pro)"))
  }

  @Test("without links everything that was mirrored by name is deleted")
  func withoutLinks() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("rendered", "deployment.apps/linkerd-gateway\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let last = try #require(sandbox.calls.last)
    #expect(
      last.hasSuffix(
        "--selector=mirror.linkerd.io/mirrored-service=true,mirror.linkerd.io/cluster-name"))
  }

  @Test(
    "what comes late is waited for, in words",
    arguments: [("api", "the Kubernetes API"), ("crds", "the API to serve Links")])
  func waits(question: String, what: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("linkerd-multicluster: waiting for \(what)"))
  }

  @Test(
    "what fails ends it with a sentence",
    arguments: [
      ("cli", "'linkerd multicluster install' failed, or took more than"),
      ("create", "the output of 'linkerd multicluster install' cannot be read"),
      ("apply", "the API did not take all of the multicluster extension"),
      ("rollout", "'linkerd-gateway' is not ready, 5 seconds were given to all"),
      ("list", "cannot tell what an earlier run installed in namespace 'linkerd-multicluster'"),
      ("delete", "cannot delete the services that were mirrored by links that are gone"),
    ])
  func fails(question: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "9")
    let run = try run(in: sandbox, ["ROLLOUT_TIMEOUT_SECONDS": "5"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("linkerd-multicluster: error: \(words)"), "\(run.errors)")
  }

  @Test("half of the CLI's output is never applied")
  func neverHalf() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("cli", "9")
    _ = try run(in: sandbox)
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
  }
}
