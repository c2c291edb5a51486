import Testing

@Suite(
  "install.sh of the control plane, where someone else brings the anchors", .timeLimit(.minutes(1)))
struct AnchorDeliveryTests {
  private static let deliveries = [
    "configmap/linkerd-identity-trust-roots", "secret/linkerd-identity-trust-anchors",
  ]

  func run(
    in sandbox: borrowing ScriptSandbox, _ delivery: String, timeout: String = "30"
  ) throws -> ScriptRun {
    try InstallControlPlaneTests().run(
      in: sandbox, ["LINKERD_ANCHORS_FROM": delivery, "ANCHORS_TIMEOUT_SECONDS": timeout])
  }

  @Test("what is delivered as it is declared is installed with", arguments: deliveries)
  func installs(delivery: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("delivered", ControlPlaneStandIns.certificates(["A"]))
    let run = try run(in: sandbox, delivery)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.output.contains("waiting for '"))
  }

  @Test("it is waited for, in words", arguments: deliveries)
  func waits(delivery: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("delivered", ControlPlaneStandIns.certificates(["A"]))
    try sandbox.answer("delivery", "2")
    let run = try run(in: sandbox, delivery)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("waiting for '\(delivery)', which someone else brings, to hold"))
  }

  @Test(
    "another order, what is there twice, and what stands around do not matter",
    arguments: [["B", "A"], ["A", "B", "A"]])
  func comparesSets(delivered: [String]) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.write(ControlPlaneStandIns.certificates(["A", "B", "B"]), to: "anchors.crt")
    try sandbox.answer(
      "delivered", "# homelab\n" + ControlPlaneStandIns.certificates(delivered))
    let run = try run(in: sandbox, Self.deliveries[0])
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test(
    "what is not just the declared anchors is never installed with, and counted",
    arguments: [
      ([], "holds 0 certificates, of which 0 are among the 2 declared"),
      (["A"], "holds 1 certificates, of which 1 are among the 2 declared"),
      (["A", "B", "C"], "holds 3 certificates, of which 2 are among the 2 declared"),
      (["C", "D"], "holds 2 certificates, of which 0 are among the 2 declared"),
    ])
  func refuses(delivered: [String], words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.write(ControlPlaneStandIns.certificates(["A", "B"]), to: "anchors.crt")
    try sandbox.answer("delivered", ControlPlaneStandIns.certificates(delivered))
    let run = try run(in: sandbox, Self.deliveries[1], timeout: "1")
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("gave up waiting for 'secret/linkerd-identity-trust-anchors'"))
    #expect(run.errors.hasSuffix("\(words)\n"), "\(run.errors)")
    #expect(sandbox.calls.rendering == nil)
  }

  @Test("a Bundle that still owns the ConfigMap is waited for, lest it takes ours along")
  func waitsForBundle() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("owners", "2")
    let run = try run(in: sandbox, "")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.output.contains("waiting for ConfigMap 'linkerd-identity-trust-roots' to be nobody"))
  }

  @Test("one that never goes is named")
  func namesOwner() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("owners", "999")
    let run = try run(in: sandbox, Self.deliveries[1], timeout: "1")
    #expect(run.exitCode == 1)
    #expect(sandbox.calls.rendering == nil)
  }

  @Test(
    "a delivery that is no object is refused", arguments: ["roots", "secret/", "configmap/a b"])
  func refusesOther(delivery: String) throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, delivery)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("LINKERD_ANCHORS_FROM is '\(delivery)'"), "\(run.errors)")
  }
}
