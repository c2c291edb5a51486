import Testing

@Suite("restart.sh", .timeLimit(.minutes(1)))
struct RestartTests {
  /// `answers/pods-<namespace>` holds the workloads that the template would print, twice each.
  private static let kubectl = """
    case "$*" in
      *"get --raw /version") ;;
      *"get pods"*)
        all="$*"
        namespace="${all#*--namespace=}"
        cat "$answers/pods-${namespace%% *}" 2>/dev/null || true
        ;;
      *" get "*)
        for word in "$@"; do
          [[ "$word" != */gone ]] || exit 0
        done
        echo found
        ;;
      *" patch "*) refuse patch "the API said no" ;;
      *"rollout status"*) refuse rollout "timed out" ;;
      *) exit 9 ;;
    esac
    """

  private func run(
    in sandbox: borrowing ScriptSandbox, namespaces: String = "workloads edge"
  ) throws -> ScriptRun {
    try sandbox.addProgram("kubectl", Self.kubectl)
    return try sandbox.run(
      "templates/linkerd-restart/base/restart.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7", "LINKERD_NAMESPACE": "linkerd", "POLL_SECONDS": "0.1",
        "RESTART_NAMESPACES": namespaces, "RESTART_TOKEN": "abc", "ROLLOUT_TIMEOUT_SECONDS": "30",
      ])
  }

  @Test("each meshed workload is patched once and waited for, one after the other")
  func restarts() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(
      "pods-workloads", "deployment.apps/web\nstatefulset.apps/db\ndeployment.apps/web\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    let steps = sandbox.calls.filter { $0.contains(" patch ") || $0.contains("rollout") }
    try #require(steps.count == 4)
    #expect(steps[0].contains("patch deployment.apps/web --namespace=workloads"))
    #expect(steps[0].contains("--field-manager=mooring"))
    #expect(steps[0].contains("\"mooring/restarted-for\":\"abc\""))
    #expect(steps[1].contains("rollout status deployment.apps/web --namespace=workloads"))
    #expect(steps[2].contains("patch statefulset.apps/db"))
    #expect(run.output.contains("namespace 'edge' has no meshed workload"))
    #expect(
      run.output.hasSuffix(
        "2 workloads have the proxies of this version and these trust anchors, and are ready\n"))
  }

  @Test("a pod whose workload is gone restarts nothing")
  func gone() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods-workloads", "deployment.apps/gone\n")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!sandbox.calls.contains { $0.contains(" patch ") })
  }

  @Test("a workload that does not come back stops the rest")
  func stops() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods-workloads", "deployment.apps/a\ndeployment.apps/b\n")
    try sandbox.answer("rollout", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("'a' of namespace 'workloads' is not ready"))
    #expect(!sandbox.calls.contains { $0.contains("patch deployment.apps/b") })
  }

  @Test("a workload that cannot be patched is named")
  func refused() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("pods-workloads", "daemonset.apps/agent\n")
    try sandbox.answer("patch", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("cannot restart 'daemonset.apps/agent' of namespace 'workloads'"))
  }
}
