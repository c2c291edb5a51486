/// A cluster and a CLI, as far as install.sh of the control plane looks at them.
enum ControlPlaneStandIns {
  static let values = "identity:\n  issuer:\n    scheme: kubernetes.io/tls\n"

  /// What the CLI renders, as the names that kubectl's stand-in reads from it.
  static let objects = """
    deployment.apps/linkerd-destination
    deployment.apps/linkerd-identity
    deployment.apps/linkerd-proxy-injector
    mutatingwebhookconfiguration.admissionregistration.k8s.io/linkerd-proxy-injector-webhook-config
    secret/linkerd-config-overrides
    cronjob.batch/linkerd-heartbeat

    """

  /// A PEM file of certificates that differ in a letter.
  static func certificates(_ letters: [String]) -> String {
    letters.map {
      let body = String(repeating: $0, count: 8)
      return "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
    }.joined()
  }

  static func install(in sandbox: borrowing ScriptSandbox) throws {
    try sandbox.addProgram("linkerd", linkerd)
    try sandbox.addProgram("kubectl", kubectl)
    try sandbox.write(values, to: "values.yaml")
    try sandbox.write("installGatewayAPI: false\n", to: "crds.yaml")
    if sandbox.text("anchors.crt") == nil {
      try sandbox.write(certificates(["A"]), to: "anchors.crt")
    }
    for (question, answer) in [
      ("rendered", objects), ("keys", " ca.crt tls.crt tls.key"), ("ports", "443 6443"),
      ("ca.crt", certificates(["A"])),
    ] where sandbox.text("answers/\(question)") == nil {
      try sandbox.answer(question, answer)
    }
  }

  /// Leaves the heartbeat out where a value says so: stored, for an upgrade, or given.
  static let linkerd = """
    case "$*" in
      "version --client --short")
        refuse cli-start "exec format error"
        version=edge-25.10.7
        [[ ! -e "$answers/cli-version" ]] || version="$(<"$answers/cli-version")"
        echo "$version"
        ;;
      "install --crds --ignore-cluster "*)
        refuse cli-crds "no"
        echo customresourcedefinition.apiextensions.k8s.io/servers.policy.linkerd.io
        ;;
      install* | upgrade*)
        [[ ! -e "$answers/hang" ]] || exec sleep 50
        merged=""
        if [[ "$1" == upgrade && -e "$SANDBOX/stored" ]]; then
          merged="$(<"$SANDBOX/stored")"
          echo "$merged" >"$SANDBOX/stored-at-upgrade"
        fi
        for word in "$@"; do
          [[ "$word" == --values=* ]] || continue
          merged+="$(<"${word#--values=}")"
          [[ "$word" != */cluster.yaml ]] || echo "$(<"${word#--values=}")" >"$SANDBOX/cluster.yaml"
        done
        # What the CLI said before it failed must not be applied.
        while read -r line; do
          [[ "$line" == cronjob* && "$merged" == *"disableHeartBeat: true"* ]] || echo "$line"
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
      *" wait --for=condition=Established --timeout=0 "*) refuse crds "not found" ;;
      *" get secret linkerd-identity-issuer "*base64decode*)
        refuse ca "forbidden"
        echo "$(<"$answers/ca.crt")"
        ;;
      *" get secret linkerd-identity-issuer "*)
        refuse issuer "not found"
        echo "$(<"$answers/keys")"
        ;;
      *" get configmap linkerd-identity-trust-roots "*ownerReferences*)
        refuse owned "forbidden"
        left=0
        [[ ! -e "$answers/owners" ]] || left="$(<"$answers/owners")"
        if ((left > 0)); then echo "$((left - 1))" >"$answers/owners"; echo Bundle; fi
        ;;
      *" get configmap/linkerd-identity-trust-roots "* | *" get secret/linkerd-identity-trust-anchors "*)
        refuse delivery "not found"
        template="${words##*--output=go-template-file=}"
        [[ "$words" != *secret/* || "$(<"${template%% *}")" == *base64decode* ]] || exit 64
        [[ "$words" != *configmap/* || "$(<"${template%% *}")" != *base64decode* ]] || exit 64
        [[ ! -s "$answers/delivered" ]] || echo "$(<"$answers/delivered")"
        ;;
      *" get service kubernetes --namespace=default "*)
        refuse service "forbidden"
        echo "$(<"$answers/ports")"
        ;;
      *" get configmap linkerd-config "*)
        refuse config "forbidden"
        [[ ! -e "$answers/linkerd-config" ]] || echo "linkerd-config $(<"$answers/linkerd-config")"
        ;;
      *" create secret generic linkerd-config-overrides "*)
        from="${words##*--from-file=linkerd-config-overrides=}"
        echo "$(<"${from%% *}")"
        ;;
      *" create --dry-run=client "*)
        refuse create "not YAML"
        while read -r line; do echo "$line"; done <"$file"
        ;;
      *" apply "*/overrides.yaml" ")
        refuse apply "forbidden"
        echo "$(<"$file")" >"$SANDBOX/stored"
        ;;
      *" apply "*)
        refuse apply "forbidden"
        echo "$(<"$file")" >"$SANDBOX/applied"
        echo -n >"$answers/linkerd-config"
        ;;
      *" rollout status "*) refuse rollout "1 of 3 updated replicas are available" ;;
      *" get mutatingwebhookconfiguration."*caBundle*)
        refuse webhooks "forbidden"
        left=0
        [[ ! -e "$answers/uninjected" ]] || left="$(<"$answers/uninjected")"
        if ((left > 0)); then echo "$((left - 1))" >"$answers/uninjected"; else echo Q0E=; fi
        ;;
      *" get "*"customresourcedefinition/podmonitors.monitoring.coreos.com "*)
        refuse podmonitor-crd "forbidden"
        [[ ! -e "$answers/podmonitors" ]] || echo customresourcedefinition/podmonitors
        ;;
      *" delete "*) refuse delete "forbidden" ;;
      *) exit 64 ;;
    esac
    """
}
