/// A cluster and a CLI, as far as the Jobs of the multicluster extension look at them.
enum MulticlusterStandIns {
  /// What the CLI renders, as the names that kubectl's stand-in reads from it.
  static let objects = """
    customresourcedefinition.apiextensions.k8s.io/links.multicluster.linkerd.io
    deployment.apps/linkerd-gateway
    deployment.apps/controller-pro
    serviceaccount/controller-pro

    """

  static func install(in sandbox: borrowing ScriptSandbox) throws {
    try sandbox.addProgram("linkerd", linkerd)
    try sandbox.addProgram("kubectl", kubectl)
    if sandbox.text("values.yaml") == nil {
      try sandbox.write("controllers: [{link: {ref: {name: pro}}}]\n", to: "values.yaml")
    }
    if sandbox.text("answers/rendered") == nil { try sandbox.answer("rendered", objects) }
  }

  static let linkerd = """
    case "$*" in
      "version --client --short") echo edge-25.10.7 ;;
      "multicluster install "*)
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
      *" create --dry-run=client "*)
        refuse create "not YAML"
        while read -r line; do echo "$line"; done <"$file"
        ;;
      *" apply "*)
        refuse apply "forbidden"
        echo "$(<"$file")" >"$SANDBOX/applied"
        ;;
      *" wait --for=condition=Established "*) refuse crds "not found" ;;
      *" rollout status "*) refuse rollout "0 of 1 updated replicas are available" ;;
      *" get "*" poddisruptionbudgets.policy "*)
        [[ ! -e "$answers/budgets" ]] || echo "$(<"$answers/budgets")"
        ;;
      *" get "*" deployments.apps --selector=linkerd.io/extension=multicluster "*)
        left=0
        [[ ! -e "$answers/ending" ]] || left="$(<"$answers/ending")"
        ((left == 0)) || { echo "$((left - 1))" >"$answers/ending"; echo deployment.apps/x; }
        ;;
      *" get "*"--selector=linkerd.io/extension=multicluster"*)
        refuse list "forbidden"
        [[ ! -e "$answers/present" ]] || echo "$(<"$answers/present")"
        ;;
      *" get pods "*)
        left=0
        [[ ! -e "$answers/pods" ]] || left="$(<"$answers/pods")"
        ((left == 0)) || { echo "$((left - 1))" >"$answers/pods"; echo pod/controller-attic-1; }
        ;;
      *" get customresourcedefinition/links.multicluster.linkerd.io "*)
        [[ -e "$answers/no-definition" ]] || echo customresourcedefinition/links
        ;;
      *" links.multicluster.linkerd.io --all-namespaces "*)
        left=0
        [[ ! -e "$answers/links" ]] || left="$(<"$answers/links")"
        ((left == 0)) || { echo "$((left - 1))" >"$answers/links"; echo link/pro; }
        ;;
      *" job.batch/linkerd-multicluster-install "*)
        left=0
        [[ ! -e "$answers/job" ]] || left="$(<"$answers/job")"
        ((left == 0)) || { echo "$((left - 1))" >"$answers/job"; echo job.batch/x; }
        ;;
      *" delete "*) refuse delete "forbidden" ;;
      *) exit 64 ;;
    esac
    """
}
