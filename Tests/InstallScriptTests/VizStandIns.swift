/// A cluster and a CLI, as far as the scripts of viz look at them.
enum VizStandIns {
  /// What the CLI renders, as the names that kubectl's stand-in reads from it.
  static let objects = """
    serviceaccount/web
    deployment.apps/metrics-api
    deployment.apps/tap
    deployment.apps/tap-injector
    deployment.apps/web
    apiservice.apiregistration.k8s.io/v1alpha1.tap.linkerd.io

    """

  static func install(in sandbox: borrowing ScriptSandbox) throws {
    try sandbox.addProgram("linkerd", linkerd)
    try sandbox.addProgram("kubectl", kubectl)
    try sandbox.write("prometheus:\n  enabled: true\n", to: "values.yaml")
    for (question, answer) in [("rendered", objects), ("present", "")]
    where sandbox.text("answers/\(question)") == nil {
      try sandbox.answer(question, answer)
    }
  }

  static func run(
    _ script: String, in sandbox: borrowing ScriptSandbox, _ environment: [String: String]
  ) throws -> ScriptRun {
    try install(in: sandbox)
    return try sandbox.run(
      "templates/\(script)", beside: ["templates/linkerd-viz/base/optional.sh"],
      environment: [
        "LINKERD_VERSION": "edge-25.10.7",
        "LINKERD_NAMESPACE": "linkerd",
        "LINKERD_HA": "false",
        "LINKERD_VALUES": sandbox.path("values.yaml"),
        "API_TIMEOUT_SECONDS": "30",
        "TAP_TIMEOUT_SECONDS": "30",
        "INSTALL_TIMEOUT_SECONDS": "30",
        "END_TIMEOUT_SECONDS": "30",
        "POLL_SECONDS": "0.1",
      ].merging(environment) { $1 })
  }

  static let linkerd = """
    case "$*" in
      "version --client --short")
        version=edge-25.10.7
        [[ ! -e "$answers/cli-version" ]] || version="$(<"$answers/cli-version")"
        echo "$version"
        ;;
      "viz install --ignore-cluster "*)
        [[ ! -e "$answers/hang" ]] || exec sleep 50
        # What the CLI said before it failed must not be applied.
        while read -r line; do
          echo "$line"
          refuse cli "no"
        done <"$answers/rendered"
        ;;
      *) exit 64 ;;
    esac
    """

  static let kubectl = """
    words="$*"
    file="${words##*--filename=}"
    case " $* " in
      *" get --raw "*) refuse api "connection refused" ;;
      *" rollout status deployment.apps/linkerd-proxy-injector --namespace=linkerd "*)
        refuse injector "not ready"
        ;;
      *" rollout status "*" --namespace=linkerd-viz "*) refuse rollout "1 of 3 are available" ;;
      *" create --dry-run=client "*)
        refuse create "not YAML"
        while read -r line; do echo "$line"; done <"$file"
        ;;
      *" apply "*)
        refuse apply "forbidden"
        echo "$(<"$file")" >"$SANDBOX/applied"
        ;;
      *" wait --for=condition=Available --timeout=0 apiservice."*) refuse tap "timed out" ;;
      *" get --namespace=linkerd-viz --ignore-not-found --output=name job.batch/"*)
        refuse job-forbidden "forbidden"
        left=0
        [[ ! -e "$answers/job" ]] || left="$(<"$answers/job")"
        if ((left > 0)); then
          echo "$((left - 1))" >"$answers/job"
          echo job.batch/linkerd-viz-install
        fi
        ;;
      *" get --namespace=linkerd-viz --ignore-not-found --output=name deployment.apps/"*)
        left=0
        [[ ! -e "$answers/pods" ]] || left="$(<"$answers/pods")"
        if ((left > 0)); then
          echo "$((left - 1))" >"$answers/pods"
          echo deployment.apps/tap
        fi
        ;;
      *" delete "*) refuse delete "forbidden" ;;
      *) exit 64 ;;
    esac
    """
}
