import Foundation
import Testing

@Suite("install.sh of the control plane, where something is amiss", .timeLimit(.minutes(1)))
struct InstallControlPlaneFailureTests {
  func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try InstallControlPlaneTests().run(in: sandbox, environment)
  }

  @Test(
    "what comes late is waited for, in words",
    arguments: [
      ("api", "the Kubernetes API"),
      ("crds", "the Linkerd CRDs to be established"),
      ("issuer", "Secret 'linkerd-identity-issuer', which someone else brings"),
      ("webhooks", "the webhooks to have a CA"),
      ("uninjected", "the webhooks to have a CA"),
    ])
  func waits(question: String, what: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "2")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("linkerd-control-plane: waiting for \(what)"))
    #expect(run.output.contains(", at most 30 seconds\n"))
  }

  @Test(
    "what never comes is given up with its last words",
    arguments: [
      ("api", "the Kubernetes API after 1 seconds: connection refused"),
      ("crds", "the Linkerd CRDs to be established after 1 seconds: not found"),
      (
        "issuer",
        "Secret 'linkerd-identity-issuer', which someone else brings, with ca.crt, tls.crt and "
          + "tls.key after 1 seconds: not found"
      ),
      (
        "uninjected",
        "the webhooks to have a CA after 1 seconds: 'linkerd-proxy-injector-webhook-config' has "
          + "none"
      ),
    ])
  func givesUp(question: String, ending: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "999")
    let run = try run(
      in: sandbox,
      [
        "API_TIMEOUT_SECONDS": "1", "CRDS_TIMEOUT_SECONDS": "1", "ISSUER_TIMEOUT_SECONDS": "1",
        "WEBHOOK_TIMEOUT_SECONDS": "1",
      ])
    #expect(run.exitCode == 1)
    #expect(run.errors == "linkerd-control-plane: error: gave up waiting for \(ending)\n")
  }

  @Test(
    "an issuer's Secret that stays incomplete is given up with what it lacks",
    arguments: [
      (" tls.crt tls.key", "it has no 'ca.crt'"),
      (" ca.crt", "it has no 'tls.crt' 'tls.key'"),
      (" crt.pem key.pem", "it has no 'ca.crt' 'tls.crt' 'tls.key'"),
      ("", "it has no 'ca.crt' 'tls.crt' 'tls.key'"),
    ])
  func namesMissingKeys(keys: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("keys", keys)
    let run = try run(in: sandbox, ["ISSUER_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(run.errors.hasSuffix("after 1 seconds: \(words)\n"))
    #expect(sandbox.calls.rendering == nil)
  }

  @Test("no call ever asks for the issuer's key")
  func leavesKeyAlone() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let questions = sandbox.calls.filter { $0.contains(" get secret ") }
    #expect(questions.count == 2)
    #expect(questions.allSatisfy { !$0.contains("tls") && !$0.contains("=yaml") })
  }

  @Test(
    "nothing is applied where an earlier step fails",
    arguments: [
      ("version-2.19", "cli-version", "is of 'version-2.19', but 'edge-25.10.7' is declared"),
      ("9", "cli-start", "cannot run the CLI 'linkerd'"),
      ("9", "cli-crds", "'linkerd install --crds' failed, or took more than 120 seconds"),
      ("9", "ca", "cannot read 'ca.crt' of Secret 'linkerd-identity-issuer'"),
      ("9", "service", "cannot read the ports of the API: Service 'kubernetes'"),
      ("9", "config", "ConfigMap 'linkerd-config' cannot be read"),
      ("9", "cli", "'linkerd install' failed, or took more than 120 seconds"),
      ("", "rendered", "'linkerd install' gave no output"),
      ("configmap/x\n", "rendered", "gave no 'deployment.apps/linkerd-destination'"),
      ("secret/linkerd-identity-issuer\n", "rendered", "brings an issuer of its own"),
      ("9", "create", "the output of 'linkerd install --crds' cannot be read"),
    ])
  func appliesNothing(answer: String, question: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, answer)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!sandbox.calls.contains { $0.contains(" apply ") })
  }

  @Test(
    "a step that fails after the apply fails the run",
    arguments: [
      ("apply", "the API did not take all of the control plane; what it said is above"),
      ("rollout", "'linkerd-destination' is not ready, 600 seconds were given to all"),
      ("podmonitor-crd", "cannot tell whether the API knows PodMonitors"),
      ("delete", "cannot delete all that the declared values no longer ask for"),
    ])
  func failsLoudly(question: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "9")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!run.output.contains("is done"))
  }

  @Test("nothing is deleted where a Deployment is not ready")
  func deletesNothing() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("rollout", "9")
    _ = try run(in: sandbox)
    #expect(!sandbox.calls.contains { $0.contains(" delete ") })
  }

  @Test("an issuer whose ca.crt is no trust anchor is refused before anything is touched")
  func refusesStranger() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ca.crt", ControlPlaneStandIns.certificates(["Z"]))
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors.contains("none of the 1 certificates in 'ca.crt' of Secret"), "\(run.errors)")
    #expect(sandbox.calls.rendering == nil)
  }

  @Test("a ca.crt that holds no certificate is refused")
  func refusesEmptyAuthority() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ca.crt", "not PEM\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("none of the 0 certificates"), "\(run.errors)")
  }

  @Test("a ca.crt that is a trust anchor in part is said not to prove the chain")
  func saysWhatIsNotChecked() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ca.crt", ControlPlaneStandIns.certificates(["A", "Z"]))
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("not checked: whether the issuer is signed by a trust anchor"))
    #expect(run.output.contains("only 1 of 2 certificates"))
  }

  @Test(
    "a certificate is the same whatever stands around it",
    arguments: [
      "\r\n# homelab\r\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\nAAAA\r\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nAAAAAA\nAA\n-----END CERTIFICATE-----\n",
    ])
  func comparesContent(text: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("ca.crt", text)
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.output.contains("not checked"))
  }

  @Test(
    "an environment that is incomplete is named",
    arguments: [
      ("LINKERD_VERSION", "", "LINKERD_VERSION: is not set"),
      ("LINKERD_NAMESPACE", "", "LINKERD_NAMESPACE: is not set"),
      ("LINKERD_HA", "", "LINKERD_HA: is not set"),
      ("LINKERD_HA", "yes", "LINKERD_HA is 'yes', not true or false"),
      ("LINKERD_VALUES", "/nowhere/values.yaml", "there is no readable file '/nowhere/values.y"),
      ("LINKERD_CRD_VALUES", "/nowhere/crds.yaml", "there is no readable file '/nowhere/crds.y"),
    ])
  func namesEnvironment(name: String, value: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, [name: value])
    #expect(run.exitCode != 0)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(sandbox.calls.isEmpty)
  }

  @Test("what the script deletes and reads by name, the ServiceAccount may")
  func mayDelete() throws {
    let folder = Project.root.appending(path: "templates/linkerd-control-plane/base")
    let script = try String(contentsOf: folder.appending(path: "install.sh"), encoding: .utf8)
    let rules = try String(contentsOf: folder.appending(path: "rbac.yaml"), encoding: .utf8)
    let list = try #require(script.firstMatch(of: /\noptional=\(\n((?:  .+\n)+)\)/)).1
    let objects = list.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(objects.count == 10)
    for object in objects {
      let parts = object.split(separator: "/")
      let resource = parts[0].prefix { $0 != "." } + "s"
      let mayDelete = rules.split(separator: "\n  - apiGroups").contains { rule in
        rule.contains("resources: [\(resource)]") && rule.contains("      - \(parts[1])\n")
          && rule.contains("delete")
      }
      #expect(mayDelete, "\(object)")
    }
    #expect(!rules.contains("*"))
  }
}
