import Testing

@Suite("install.sh", .timeLimit(.minutes(1)))
struct InstallCRDsTests {
  /// Runs the script with stand-ins for the CLI and kubectl, in a cluster where nothing is amiss
  /// but what the sandbox's answers say.
  func run(
    in sandbox: borrowing ScriptSandbox, _ environment: [String: String] = [:]
  ) throws -> ScriptRun {
    try sandbox.addProgram("linkerd", Self.linkerd)
    try sandbox.addProgram("kubectl", Self.kubectl)
    try sandbox.write("installGatewayAPI: true\n", to: "values.yaml")
    if sandbox.text("answers/rendered") == nil {
      try sandbox.answer("rendered", Self.crds)
    }
    return try sandbox.run(
      "templates/linkerd-crds/base/install.sh",
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_NAMESPACE": "linkerd",
        "GATEWAY_API_OWNER": "mooring",
        "LINKERD_VALUES": sandbox.path("values.yaml"),
        "API_TIMEOUT_SECONDS": "30",
        "GATEWAY_API_TIMEOUT_SECONDS": "30",
        "ESTABLISHED_TIMEOUT_SECONDS": "30",
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
        "linkerd-crds: install of edge-25.10.7 is done: 2 CRDs are established\n"))
    #expect(
      sandbox.calls.contains(
        "linkerd install --crds --linkerd-namespace=linkerd "
          + "--values=\(sandbox.path("values.yaml"))"))
    #expect(sandbox.text("applied") == Self.crds)
  }

  @Test("a cluster with ConfigMap linkerd-config gets an upgrade with the same values")
  func upgrades() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("linkerd-config", "")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      sandbox.calls.contains(
        "linkerd upgrade --crds --linkerd-namespace=linkerd "
          + "--values=\(sandbox.path("values.yaml"))"))
  }

  @Test("CRDs are applied server-side, by force, under our own name")
  func appliesServerSide() throws {
    let sandbox = try ScriptSandbox()
    _ = try run(in: sandbox)
    let apply = try #require(sandbox.calls.first { $0.contains(" apply ") })
    #expect(apply.contains("--server-side --force-conflicts --field-manager=mooring"))
  }

  @Test("a second run does what the first did")
  func repeats() throws {
    let sandbox = try ScriptSandbox()
    let first = try run(in: sandbox)
    let firstCalls = sandbox.calls.count
    let second = try run(in: sandbox)
    #expect(second.exitCode == 0)
    #expect(first.output == second.output)
    #expect(sandbox.calls.count == 2 * firstCalls)
  }

  @Test("a run leaves nothing in the temporary folder", arguments: ["0", "9"])
  func tidiesUp(refusals: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("apply", refusals)
    _ = try run(in: sandbox)
    #expect(sandbox.leftovers.isEmpty)
  }

  @Test(
    "what comes late is waited for, in words",
    arguments: [
      ("api", "mooring", "the Kubernetes API"),
      ("gateway", "k3s", "the Gateway API CRDs, which 'k3s' brings"),
      ("gateway", "external", "the Gateway API CRDs, which 'external' brings"),
      ("established", "mooring", "the CRDs to be established"),
    ])
  func waits(question: String, owner: String, what: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "2")
    let run = try run(in: sandbox, ["GATEWAY_API_OWNER": owner])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("linkerd-crds: waiting for \(what), at most 30 seconds\n"))
  }

  @Test("Gateway API CRDs that Linkerd itself brings are not waited for")
  func doesNotWaitForItself() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("gateway", "999")
    #expect(try run(in: sandbox).exitCode == 0)
  }

  @Test(
    "what never comes is given up with its last words",
    arguments: [
      ("api", "the Kubernetes API after 1 seconds: connection refused"),
      (
        "gateway",
        "the Gateway API CRDs, which 'external' brings after 1 seconds: not found"
      ),
      ("established", "the CRDs to be established after 1 seconds: condition not met"),
    ])
  func givesUp(question: String, ending: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer(question, "999")
    let run = try run(
      in: sandbox,
      [
        "GATEWAY_API_OWNER": "external",
        "API_TIMEOUT_SECONDS": "1",
        "GATEWAY_API_TIMEOUT_SECONDS": "1",
        "ESTABLISHED_TIMEOUT_SECONDS": "1",
      ])
    #expect(run.exitCode == 1)
    #expect(run.errors == "linkerd-crds: error: gave up waiting for \(ending)\n")
  }

  @Test(
    "nothing is applied where an earlier step fails",
    arguments: [
      ("version-2.19", "cli-version", "is of 'version-2.19', but 'edge-25.10.7' is declared"),
      ("9", "cli-start", "cannot run the CLI 'linkerd'"),
      ("9", "config", "ConfigMap 'linkerd-config' cannot be read"),
      ("9", "cli", "'linkerd install --crds' failed, or took more than 120 seconds"),
      ("", "rendered", "'linkerd install --crds' gave no output"),
      ("9", "create", "the output of 'linkerd install --crds' cannot be read"),
      ("secret/x\n", "rendered", "gave 'secret/x', which is not a CRD"),
      ("9", "owner", "cannot tell who installed 'tlsroutes.gateway.networking.k8s.io'"),
      ("helm", "tlsroutes.gateway.networking.k8s.io", "someone else installed 'tlsroutes.gat"),
      ("", "tlsroutes.gateway.networking.k8s.io", "someone else installed 'tlsroutes.gateway"),
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
    "Gateway API CRDs that Linkerd marked as its own are applied again",
    arguments: [
      "linkerd/cli edge-25.4.4", "linkerd/helm edge-25.4.4",
    ])
  func takesItsOwn(mark: String) throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("tlsroutes.gateway.networking.k8s.io", mark)
    #expect(try run(in: sandbox).exitCode == 0)
  }

  @Test("a CLI that hangs is ended", arguments: Userland.present)
  func endsHangingCLI(userland: Userland) throws {
    let sandbox = try ScriptSandbox(userland: userland)
    try sandbox.answer("hang", "")
    let run = try run(in: sandbox, ["CLI_TIMEOUT_SECONDS": "1"])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("failed, or took more than 1 seconds"))
  }

  @Test("an apply that fails is an error, and nothing is waited for")
  func reportsApply() throws {
    let sandbox = try ScriptSandbox()
    try sandbox.answer("apply", "9")
    let run = try run(in: sandbox)
    #expect(run.exitCode == 1)
    #expect(
      run.errors
        == "forbidden\nlinkerd-crds: error: the API did not take all of the CRDs; "
        + "what it said is above\n"
    )
    #expect(!sandbox.calls.contains { $0.contains(" wait ") })
  }

  @Test(
    "an environment that is incomplete is named",
    arguments: [
      ("LINKERD_VERSION", "", "LINKERD_VERSION: is not set"),
      ("LINKERD_NAMESPACE", "", "LINKERD_NAMESPACE: is not set"),
      ("GATEWAY_API_OWNER", "", "GATEWAY_API_OWNER: is not set"),
      ("GATEWAY_API_OWNER", "helm", "GATEWAY_API_OWNER is 'helm', not one of mooring, k3s"),
      ("LINKERD_VALUES", "/nowhere/values.yaml", "there is no readable file '/nowhere/values.y"),
    ])
  func namesEnvironment(name: String, value: String, words: String) throws {
    let sandbox = try ScriptSandbox()
    let run = try run(in: sandbox, [name: value])
    #expect(run.exitCode != 0)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(!sandbox.calls.contains { $0.contains("--crds") })
  }

  static let crds = """
    customresourcedefinition.apiextensions.k8s.io/servers.policy.linkerd.io
    customresourcedefinition.apiextensions.k8s.io/tlsroutes.gateway.networking.k8s.io

    """

  /// Renders, in place of objects, the names that kubectl's stand-in reads from them.
  static let linkerd = """
    case "$*" in
      "version --client --short")
        refuse cli-start "exec format error"
        version=edge-25.10.7
        [[ ! -e "$answers/cli-version" ]] || version="$(<"$answers/cli-version")"
        echo "$version"
        ;;
      *)
        [[ ! -e "$answers/hang" ]] || exec sleep 50
        # What the CLI said before it failed must not be applied.
        while read -r line; do echo "$line"; refuse cli "no"; done <"$answers/rendered"
        ;;
    esac
    """

  static let kubectl = """
    words="$*"
    file="${words##*--filename=}"
    case " $* " in
      *" get --raw "*) refuse api "connection refused" ;;
      *" get configmap "*)
        refuse config "forbidden"
        [[ ! -e "$answers/linkerd-config" ]] || echo configmap/linkerd-config
        ;;
      *" get --output=name "*) refuse gateway "not found" ;;
      *" get "*.gateway.networking.k8s.io*)
        refuse owner "forbidden"
        crd="${words#*/}"
        crd="${crd%% *}"
        [[ ! -e "$answers/$crd" ]] || echo "$crd $(<"$answers/$crd")"
        ;;
      *" create --dry-run=client "*)
        refuse create "not YAML"
        while read -r line; do echo "$line"; done <"$file"
        ;;
      *" apply "*)
        refuse apply "forbidden"
        while read -r line; do echo "$line"; done <"$file" >"$SANDBOX/applied"
        ;;
      *" wait --for=condition=Established --timeout=0 "*)
        refuse established "condition not met"
        ;;
      *) exit 64 ;;
    esac
    """
}
