import Testing

@Suite("install.sh of the control plane", .timeLimit(.minutes(1)))
struct InstallControlPlaneTests {
  /// Runs the script in a cluster where nothing is amiss but what the sandbox's answers say.
  func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try ControlPlaneStandIns.install(in: sandbox)
    return try sandbox.run(
      "templates/linkerd-control-plane/base/install.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_NAMESPACE": "linkerd",
        "LINKERD_HA": "false",
        "LINKERD_VALUES": sandbox.path("values.yaml"),
        "LINKERD_CRD_VALUES": sandbox.path("crds.yaml"),
        "LINKERD_ANCHORS": sandbox.path("anchors.crt"),
        "API_TIMEOUT_SECONDS": "30",
        "CRDS_TIMEOUT_SECONDS": "30",
        "ISSUER_TIMEOUT_SECONDS": "30",
        "ANCHORS_TIMEOUT_SECONDS": "30",
        "WEBHOOK_TIMEOUT_SECONDS": "30",
        "POLL_SECONDS": "0.1",
      ].merging(environment) { $1 })
  }

  @Test("a cluster without Linkerd gets an install", arguments: Userland.present)
  func installs(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.hasSuffix(
        "linkerd-control-plane: install of edge-25.10.7 is done: "
          + "6 objects are applied, and ready\n"))
    let install = try #require(sandbox.calls.rendering)
    #expect(
      install.hasPrefix(
        "linkerd install --identity-external-issuer --linkerd-namespace=linkerd "
          + "--values=\(sandbox.path("crds.yaml")) --values="))
    #expect(install.hasSuffix("/cluster.yaml --values=\(sandbox.path("values.yaml"))"))
    #expect(sandbox.text("applied") == ControlPlaneStandIns.objects)
  }

  @Test("an install stores no values beforehand")
  func storesNothing() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    #expect(!sandbox.calls.contains { $0.contains("create secret") })
  }

  @Test("a cluster with ConfigMap linkerd-config gets an upgrade, without install's own flags")
  func upgrades() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let upgrade = try #require(sandbox.calls.rendering)
    #expect(upgrade.hasPrefix("linkerd upgrade --linkerd-namespace=linkerd --values="))
  }

  @Test("before an upgrade the stored values become the declared ones")
  func replacesStored() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "")
    try sandbox.write("controllerReplicas: 5\n", to: "stored")
    _ = try run(in: sandbox)
    #expect(sandbox.text("stored-at-upgrade") == ControlPlaneStandIns.values)
    let calls = sandbox.calls
    let store = try #require(calls.firstIndex { $0.contains("/overrides.yaml") })
    let upgrade = try #require(calls.firstIndex { $0.hasPrefix("linkerd upgrade") })
    #expect(store < upgrade)
  }

  @Test("a value that was dropped from the description does not survive an upgrade")
  func dropsValue() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "")
    try sandbox.write("disableHeartBeat: true\n", to: "stored")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(sandbox.text("applied")?.contains("cronjob.batch/linkerd-heartbeat\n") == true)
  }

  @Test("an upgrade whose values cannot be stored is not tried")
  func stopsWithoutStoring() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "")
    try sandbox.answer("apply", "9")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("the API did not take the declared values in place of those"))
    #expect(sandbox.calls.rendering == nil)
  }

  @Test("what Helm installed is left alone")
  func leavesHelmAlone() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "linkerd-control-plane")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains("Helm release 'linkerd-control-plane' installed Linkerd in namespace"))
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
  }

  @Test("the CLI's values of high availability are asked for by flag", arguments: [true, false])
  func asksForHighAvailability(wanted: Bool) throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox, ["LINKERD_HA": "\(wanted)"])
    #expect(try #require(sandbox.calls.rendering).contains(" --ha ") == wanted)
  }

  @Test("the API's ports and the digest of the anchors precede the declared values")
  func addsClusterValues() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ports", "443 8443 https")
    _ = try run(in: sandbox)
    let lines = (sandbox.text("cluster.yaml") ?? "").split(separator: "\n")
    #expect(
      lines.dropLast() == [
        "proxyInit:", "  kubeAPIServerPorts: \"443,8443\"", "podAnnotations:",
      ])
    #expect(
      lines.last?.wholeMatch(of: /\ \ mooring\/trust-anchors-sha256: "[0-9a-f]{64}"/) != nil)
  }

  @Test("other anchors start the control plane anew, the same ones do not")
  func restartsForAnchors() throws {
    var values: [String?] = []
    for anchors in [["A"], ["A"], ["A", "B"]] {
      let sandbox = try ScriptSandbox()
      try sandbox.write(ControlPlaneStandIns.certificates(anchors), to: "anchors.crt")
      _ = try run(in: sandbox)
      values.append(sandbox.text("cluster.yaml"))
    }
    #expect(values[0] == values[1])
    #expect(values[0] != values[2])
  }

  @Test("the Namespace, which is Flux's, is left out of what is read and applied")
  func leavesNamespaceOut() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let calls = sandbox.calls.filter { $0.contains("/control-plane.yaml") }
    #expect(calls.count == 2)
    #expect(calls.allSatisfy { $0.contains("--selector=!linkerd.io/is-control-plane") })
  }

  @Test("objects are applied server-side, by force, under our own name")
  func appliesServerSide() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let apply = try #require(sandbox.calls.first { $0.contains(" apply ") })
    #expect(apply.contains("--server-side --force-conflicts --field-manager=mooring"))
  }

  @Test("it ends when each Deployment is rolled out and each webhook looked at")
  func waitsForReadiness() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    for name in ["destination", "identity", "proxy-injector"] {
      let call = "kubectl rollout status deployment.apps/linkerd-\(name) --namespace=linkerd"
      #expect(sandbox.calls.contains { $0.hasPrefix(call) })
    }
    #expect(sandbox.calls.contains { $0.contains("caBundle") })
  }

  @Test("a second run upgrades to the very same")
  func repeats() throws {
    let sandbox = try ScriptSandbox()
    #expect(try run(in: sandbox).exitCode == 0)
    let applied = sandbox.text("applied")
    let values = sandbox.text("cluster.yaml")
    let second = try run(in: sandbox)
    #expect(second.exitCode == 0, "\(second.errors)")
    #expect(second.output.contains("running 'linkerd upgrade' of edge-25.10.7\n"))
    #expect(sandbox.text("applied") == applied)
    #expect(sandbox.text("cluster.yaml") == values)
  }

  @Test("a run leaves nothing in the temporary folder", arguments: ["0", "9"])
  func tidiesUp(refusals: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("apply", refusals)
    _ = try run(in: sandbox)
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test("a CLI that hangs is ended", arguments: Userland.present)
  func endsHangingCLI(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    try sandbox.answer("hang", "")
    let run = try run(in: sandbox, ["CLI_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("failed, or took more than 1 seconds"))
  }

  @Test("what the values no longer ask for is deleted, after all is ready, and nothing else")
  func deletesLeftovers() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let delete = try #require(sandbox.calls.last)
    #expect(delete.contains(" delete --ignore-not-found --wait=false --namespace=linkerd "))
    #expect(delete.contains(" poddisruptionbudget.policy/linkerd-dst"))
    #expect(!delete.contains("cronjob.batch/linkerd-heartbeat"))
    #expect(!delete.contains("podmonitor"))
  }

  @Test("PodMonitors are deleted where the API knows them")
  func deletesPodMonitors() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("podmonitors", "")
    _ = try run(in: sandbox)
    let delete = try #require(sandbox.calls.last)
    #expect(delete.contains(" podmonitor.monitoring.coreos.com/linkerd-service-mirror"))
  }
}

extension [String] {
  /// Of a sandbox's calls that which renders the control plane.
  var rendering: String? {
    first { $0.hasPrefix("linkerd ") && $0.contains("--linkerd-namespace") }
  }
}
