import Testing

@Suite("verify.sh", .timeLimit(.minutes(1)))
struct VerifyTests {
  private static let linkerd = """
    case "$1" in
      version) echo edge-25.10.7 ;;
      check) refuse check "× control plane pods are ready" ;;
      *) exit 9 ;;
    esac
    """

  private func run(in sandbox: borrowing ScriptSandbox) throws -> ScriptRun {
    try sandbox.addProgram("linkerd", Self.linkerd)
    try sandbox.addProgram("kubectl", "exit 0")
    return try sandbox.run(
      "templates/linkerd-verify/base/verify.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7", "LINKERD_NAMESPACE": "linkerd", "POLL_SECONDS": "0.1",
        "CHECK_TIMEOUT_SECONDS": "7",
      ])
  }

  @Test("the CLI checks itself against its own version, and no server is asked")
  func checks() throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      sandbox.calls.contains(
        "linkerd check --linkerd-namespace=linkerd --expected-version=edge-25.10.7 --wait=7s "
          + "--output=short"))
    #expect(run.output.hasSuffix("all is well with Linkerd edge-25.10.7\n"))
  }

  @Test("an error of a check is the script's, after what the CLI said")
  func errors() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("check", "1")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("× control plane pods are ready"))
    #expect(run.errors.contains("linkerd-verify: error: 'linkerd check' found errors"))
  }
}
