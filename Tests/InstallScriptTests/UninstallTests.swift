import Foundation
import Testing

@Suite("linkerd-uninstall/base/uninstall.sh", .timeLimit(.minutes(1)))
struct UninstallTests {
  /// `answers/pods` holds the meshed pods, `answers/config` what is known of linkerd-config, and
  /// `answers/jobs` how often an install Job is still there.
  private static let kubectl = """
    case "$*" in
      *"get --raw /version") ;;
      *"get pods"*) cat "$answers/pods" 2>/dev/null || true ;;
      *"get configmap linkerd-config"*) cat "$answers/config" 2>/dev/null || true ;;
      *"get "*"job.batch/"*) refuse jobs "still there" ;;
      *"get "*podmonitors.monitoring.coreos.com) cat "$answers/monitors" 2>/dev/null || true ;;
      *" get "*) ;;
      *" delete "*) refuse delete "the API said no" ;;
      *) exit 9 ;;
    esac
    """

  private func run(in sandbox: borrowing ScriptSandbox) throws -> ScriptRun {
    try sandbox.addProgram("kubectl", Self.kubectl)
    return try sandbox.run(
      "templates/linkerd-uninstall/base/uninstall.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7", "LINKERD_NAMESPACE": "linkerd", "POLL_SECONDS": "0.1",
        "PODS_TIMEOUT_SECONDS": "1",
      ])
  }

  private func deletions(_ sandbox: borrowing ScriptSandbox) -> [String] {
    sandbox.calls.filter { $0.contains(" delete ") }
  }

  @Test("webhooks go first, then the control plane, then what it needs, then the CRDs")
  func order() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("jobs", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let deletions = deletions(sandbox)
    try #require(deletions.count == 5)
    #expect(deletions[0].contains("linkerd-proxy-injector-webhook-config"))
    #expect(deletions[1].contains("deployment.apps/linkerd-destination"))
    #expect(deletions[2].contains("secret/linkerd-config-overrides"))
    #expect(deletions[3].contains("clusterrole.rbac.authorization.k8s.io/linkerd-policy"))
    #expect(deletions[4].contains("servers.policy.linkerd.io"))
    #expect(!deletions.contains { $0.contains("gateway.networking.k8s.io") })
    #expect(!deletions.contains { $0.contains("linkerd-identity-issuer") })
    #expect(!deletions.contains { $0.contains("podmonitor") })
  }

  @Test("PodMonitors go where the API knows them")
  func podMonitors() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("monitors", "customresourcedefinition/podmonitors")
    _ = try run(in: sandbox)
    #expect(
      deletions(sandbox).contains { $0.contains("podmonitor.monitoring.coreos.com/linkerd-proxy") })
  }

  @Test("as long as a pod has a proxy nothing is deleted, and one is named")
  func meshed() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods", "workloads/web-1 workloads/web-2 ")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("2 pods have a proxy, such as workloads/web-1"))
    #expect(deletions(sandbox).isEmpty)
  }

  @Test("what Helm installed is Helm's to remove")
  func helm() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("config", "linkerd-config mesh")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("Helm release 'mesh' installed Linkerd"))
    #expect(deletions(sandbox).isEmpty)
  }

  @Test("a deletion that the API refuses ends the script")
  func refused() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("delete", "1")
    #expect(try run(in: sandbox).exitCode == 1)
  }

  @Test(
    "its rights name all that the install Jobs may make, but for the issuer and the Gateway API")
  func names() throws {
    let install = try names(in: "linkerd-control-plane").union(try names(in: "linkerd-crds"))
    let uninstall = try names(in: "linkerd-uninstall")
    let kept = install.subtracting(uninstall).filter { !$0.hasSuffix("gateway.networking.k8s.io") }
    // Of one the ports are read, the others come from outside.
    #expect(
      kept.sorted() == ["kubernetes", "linkerd-identity-issuer", "linkerd-identity-trust-anchors"])
  }

  /// What stands below `resourceNames` of a component's base/rbac.yaml.
  private func names(in component: String) throws -> Set<String> {
    let file = Project.root.appending(path: "templates/\(component)/base/rbac.yaml")
    var names: Set<String> = []
    var isListing = false
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.hasPrefix("resourceNames: [") {
        let list = text.dropFirst("resourceNames: [".count).dropLast()
        names.formUnion(list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
      } else if text == "resourceNames:" {
        isListing = true
      } else if isListing, text.hasPrefix("- ") {
        names.insert(String(text.dropFirst(2)))
      } else if !text.hasPrefix("#") {
        isListing = false
      }
    }
    return names
  }
}
