#!/usr/bin/env bash
# Installs or upgrades the Linkerd control plane of one cluster, and ends when it is ready.
#
# It may run any number of times: what it applies depends on the declared values alone, never on
# what an earlier run stored. Whatever goes wrong ends it with a sentence on stderr and an exit code
# that is not 0; the Job then runs it again, so that it fails only for as long as the world is not
# ready.
#
# The identity issuer comes from outside, always: no certificate authority is made here.
#
# Environment
#   LINKERD_VERSION            the edge tag that the CLI must be of, such as edge-25.10.7
#   LINKERD_NAMESPACE          namespace of the control plane
#   LINKERD_HA                 true or false: the CLI's own values of high availability
#   LINKERD_CLI                the CLI (default: linkerd, searched in PATH)
#   LINKERD_VALUES             all values of the chart linkerd-control-plane, identity.issuer.scheme
#                              kubernetes.io/tls among them (default: /values/values.yaml)
#   LINKERD_CRD_VALUES         those of linkerd-crds (default: /values/crds.yaml)
#   LINKERD_ANCHORS            the trust anchors, as PEM (default: /values/anchors.crt); no such
#                              file where someone else brings ConfigMap linkerd-identity-trust-roots
#   API_TIMEOUT_SECONDS        how long to wait for the API to answer (default: 300)
#   CRDS_TIMEOUT_SECONDS       … for the Linkerd CRDs (default: 120)
#   ISSUER_TIMEOUT_SECONDS     … for the issuer's Secret (default: 600)
#   ANCHORS_TIMEOUT_SECONDS    … for trust anchors that someone else brings (default: 300)
#   CLI_TIMEOUT_SECONDS        … for one call of the CLI, of which there are two (default: 120)
#   ROLLOUT_TIMEOUT_SECONDS    … for all Deployments to be ready (default: 600)
#   WEBHOOK_TIMEOUT_SECONDS    … for all webhooks to have their CA (default: 120)
#   POLL_SECONDS               pause between two looks (default: 5)
#   HOME, TMPDIR               writable folders: the root file system may be read-only
#
# Needs bash, kubectl and, from the base system (GNU or busybox), mktemp, rm, sha256sum, sleep and
# timeout.
set -euo pipefail

say() { printf 'linkerd-control-plane: %s\n' "$*"; }

fail() {
  printf 'linkerd-control-plane: error: %s\n' "$*" >&2
  exit 1
}

: "${LINKERD_VERSION:?is not set}" "${LINKERD_NAMESPACE:?is not set}" "${LINKERD_HA:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
crd_values="${LINKERD_CRD_VALUES:-/values/crds.yaml}"
for file in "${values}" "${crd_values}"; do
  [[ -r "${file}" ]] || fail "there is no readable file '${file}'"
done
linkerd="${LINKERD_CLI:-linkerd}"
cli_timeout="${CLI_TIMEOUT_SECONDS:-120}"
kubectl=(kubectl --request-timeout=30s)
here="--namespace=${LINKERD_NAMESPACE}"

# A pod whose container restarts keeps its /tmp, so each run tidies up after itself.
work="$(mktemp -d "${TMPDIR:-/tmp}/linkerd-control-plane.XXXXXX")"
trap 'rm -rf "${work}"' EXIT
# The first process of a container ignores these signals unless it asks for them.
trap 'exit 143' TERM INT

# wait_until SECONDS WHAT COMMAND…: runs the command until it succeeds; its last words explain why
# it never did.
wait_until() {
  local seconds="$1" what="$2" announced=""
  shift 2
  local deadline=$((SECONDS + seconds))
  until "$@" >"${work}/answer" 2>"${work}/complaint"; do
    if ((SECONDS >= deadline)); then
      fail "gave up waiting for ${what} after ${seconds} seconds: $(<"${work}/complaint")"
    fi
    [[ -n "${announced}" ]] || say "waiting for ${what}, at most ${seconds} seconds"
    announced=yes
    sleep "${POLL_SECONDS:-5}"
  done
}

# render FILE ARGUMENT…: the CLI's output goes to a file, not through a pipe: half a document must
# never be applied. 'timeout', because the client of 'upgrade' has none (k8s.NewAPI with 0,
# cli/cmd/upgrade.go); by KILL, which nothing holds back. The objects' names go to FILE.names.
render() {
  local file="$1" command="linkerd $2"
  shift
  [[ "$2" != --crds ]] || command+=" --crds"
  timeout -s KILL "${cli_timeout}" "${linkerd}" "$@" >"${file}" ||
    fail "'${command}' failed, or took more than ${cli_timeout} seconds"
  [[ -s "${file}" ]] || fail "'${command}' gave no output"
  "${kubectl[@]}" create --dry-run=client --validate=false --output=name \
    --selector='!linkerd.io/is-control-plane' --filename="${file}" >"${file}.names" ||
    fail "the output of '${command}' cannot be read as Kubernetes objects"
}

# apply FILE WHAT. Server-side: a PATCH by name and nothing else, so the ServiceAccount needs no more than names. By
# force, since what people or the CLI's own instructions applied before belongs to
# 'kubectl-client-side-apply': without it each upgrade of such a cluster ends in a conflict that no
# retry resolves. Without the Namespace, which the CLI prints too: Flux owns it.
apply() {
  "${kubectl[@]}" apply --server-side --force-conflicts --field-manager=mooring \
    --selector='!linkerd.io/is-control-plane' --filename="$1" ||
    fail "the API did not take $2; what it said is above"
}

# certificates FILE: the certificates of a PEM file, each as its base64 on one line.
certificates() {
  local line body=""
  while IFS= read -r line || [[ -n "${line}" ]]; do
    line="${line//[[:space:]]/}"
    case "${line}" in
      -----BEGINCERTIFICATE-----) body="" ;;
      -----ENDCERTIFICATE-----) printf '%s\n' "${body}" ;;
      *) body+="${line}" ;;
    esac
  done <"$1"
}

[[ "${LINKERD_HA}" =~ ^(true|false)$ ]] || fail "LINKERD_HA is '${LINKERD_HA}', not true or false"
version="$("${linkerd}" version --client --short)" || fail "cannot run the CLI '${linkerd}'"
[[ "${version}" == "${LINKERD_VERSION}" ]] ||
  fail "the CLI '${linkerd}' is of '${version}', but '${LINKERD_VERSION}' is declared"

# The CLI itself asks once and gives up (KubernetesAPIChecks, pkg/healthcheck/healthcheck.go).
wait_until "${API_TIMEOUT_SECONDS:-300}" "the Kubernetes API" \
  "${kubectl[@]}" get --raw /version

# The CLI refuses where one of the definitions that it would install is missing
# (CheckCustomResourceDefinitions, pkg/healthcheck/healthcheck.go), so ask it which they are.
render "${work}/crds.yaml" install --crds --ignore-cluster --values="${crd_values}"
mapfile -t crds <"${work}/crds.yaml.names"
wait_until "${CRDS_TIMEOUT_SECONDS:-120}" "the Linkerd CRDs to be established" \
  "${kubectl[@]}" wait --for=condition=Established --timeout=0 "${crds[@]}"

issuer_is_complete() {
  local keys key missing=()
  # shellcheck disable=SC2016  # variables of Go: the names of the keys, never what they hold
  local names='{{range $key, $value := .data}}{{if $value}} {{$key}}{{end}}{{end}}'
  keys="$("${kubectl[@]}" get secret linkerd-identity-issuer "${here}" \
    --output="go-template=${names}")" || return 1
  for key in ca.crt tls.crt tls.key; do
    [[ " ${keys} " == *" ${key} "* ]] || missing+=("'${key}'")
  done
  ((${#missing[@]} == 0)) || {
    printf 'it has no %s' "${missing[*]}" >&2
    return 1
  }
}

wait_until "${ISSUER_TIMEOUT_SECONDS:-600}" \
  "Secret 'linkerd-identity-issuer', which someone else brings, with ca.crt, tls.crt and tls.key" \
  issuer_is_complete

roots_are_there() {
  "${kubectl[@]}" get configmap linkerd-identity-trust-roots "${here}" \
    --output='jsonpath={.data.ca-bundle\.crt}' >"${anchors}" || return 1
  [[ -s "${anchors}" ]] || {
    printf "it has no 'ca-bundle.crt'" >&2
    return 1
  }
}

anchors="${LINKERD_ANCHORS:-/values/anchors.crt}"
if [[ ! -e "${anchors}" ]]; then
  anchors="${work}/anchors.crt"
  wait_until "${ANCHORS_TIMEOUT_SECONDS:-300}" \
    "ConfigMap 'linkerd-identity-trust-roots', which someone else brings, with ca-bundle.crt" \
    roots_are_there
fi

# The CLI verifies that the issuer's certificate holds today and is signed by one of ca.crt
# (VerifyAndBuildCreds, pkg/issuercerts/issuercerts.go), but never looks at the anchors that are
# given as a value. Whoever has all of ca.crt among the anchors has the whole proof.
"${kubectl[@]}" get secret linkerd-identity-issuer "${here}" \
  --output='go-template={{index .data "ca.crt" | base64decode}}' >"${work}/ca.crt" ||
  fail "cannot read 'ca.crt' of Secret 'linkerd-identity-issuer'"
certificates "${anchors}" >"${work}/anchors.list"
certificates "${work}/ca.crt" >"${work}/ca.list"
mapfile -t authorities <"${work}/ca.list"
trusted=0
for authority in "${authorities[@]}"; do
  [[ $'\n'"$(<"${work}/anchors.list")"$'\n' != *$'\n'"${authority}"$'\n'* ]] ||
    trusted=$((trusted + 1))
done
((trusted > 0)) ||
  fail "none of the ${#authorities[@]} certificates in 'ca.crt' of Secret" \
    "'linkerd-identity-issuer' is among the trust anchors, so nobody would trust what this issuer" \
    "signs: declare its CA as a trust anchor, or let a declared one sign the issuer"
((trusted == ${#authorities[@]})) ||
  say "not checked: whether the issuer is signed by a trust anchor, since only ${trusted} of" \
    "${#authorities[@]} certificates in its 'ca.crt' are trust anchors"

# What this cluster adds to the declared values, which follow it and win. 'install' looks these
# ports up, 'upgrade' has them from the Secret that is replaced below (getApiServerPorts,
# cli/cmd/install.go). The identity controller reads the anchors when it starts, so that a new
# bundle must start it.
addresses="$("${kubectl[@]}" get service kubernetes --namespace=default \
  --output='jsonpath={.spec.ports[*].port} {.spec.ports[*].targetPort}')" ||
  fail "cannot read the ports of the API: Service 'kubernetes' in namespace 'default'"
ports=""
for port in ${addresses}; do
  [[ ! "${port}" =~ ^[0-9]+$ ]] || ports+="${ports:+,}${port}"
done
digest="$(sha256sum "${work}/anchors.list")"
{
  [[ -z "${ports}" ]] || printf 'proxyInit:\n  kubeAPIServerPorts: "%s"\n' "${ports}"
  printf 'podAnnotations:\n  mooring/trust-anchors-sha256: "%s"\n' "${digest%% *}"
} >"${work}/cluster.yaml"

# 'install' refuses where this ConfigMap is (checkNoConfig, cli/cmd/install.go). Helm marks its own.
config="$("${kubectl[@]}" get configmap linkerd-config "${here}" --ignore-not-found \
  --output='jsonpath={.metadata.name} {.metadata.annotations.meta\.helm\.sh/release-name}')" ||
  fail "cannot tell whether Linkerd is there already: ConfigMap 'linkerd-config' cannot be read"
case "${config}" in
  "")
    verb=install
    # With this flag, and not by the value alone: before edge-26.4.4 'install' looks at flags only,
    # and makes a CA of its own (initializeIssuerCredentials, cli/cmd/options.go).
    flags=(install --identity-external-issuer)
    ;;
  "linkerd-config "?*)
    fail "Helm release '${config#* }' installed Linkerd in namespace '${LINKERD_NAMESPACE}', and" \
      "CLI and Helm do not mix: uninstall that release first"
    ;;
  *)
    verb=upgrade
    flags=(upgrade)
    # 'upgrade' starts from this Secret (loadStoredValues, cli/cmd/upgrade.go), 2.16 to 2.20: what
    # an earlier run stored there would outlive its removal from the description. It must hold
    # identity.issuer.scheme, for which 'upgrade' has no flag; the other values come with --values
    # too, but stand in the Secret as well, so that nobody ever upgrades from a half of them.
    "${kubectl[@]}" create secret generic linkerd-config-overrides "${here}" \
      --from-file="linkerd-config-overrides=${values}" \
      --dry-run=client --output=yaml >"${work}/overrides.yaml"
    apply "${work}/overrides.yaml" \
      "the declared values in place of those that an earlier run stored"
    ;;
esac
[[ "${LINKERD_HA}" == false ]] || flags+=(--ha)

# With the values of the CRDs too: 2.16 and 2.17 find out from them which CRDs must be there.
say "running 'linkerd ${verb}' of ${LINKERD_VERSION}"
manifest="${work}/control-plane.yaml"
render "${manifest}" "${flags[@]}" --linkerd-namespace="${LINKERD_NAMESPACE}" \
  --values="${crd_values}" --values="${work}/cluster.yaml" --values="${values}"
mapfile -t objects <"${manifest}.names"

declare -A given=()
for object in "${objects[@]}"; do given["${object}"]=yes; done

[[ -z "${given[secret/linkerd-identity-issuer]:-}" ]] ||
  fail "'linkerd ${verb}' brings an issuer of its own, which would replace the one from outside:" \
    "the value identity.issuer.scheme must be kubernetes.io/tls"
for object in deployment.apps/linkerd-{destination,identity,proxy-injector}; do
  [[ -n "${given["${object}"]:-}" ]] || fail "'linkerd ${verb}' gave no '${object}'"
done

apply "${manifest}" "all of the control plane"

# No --request-timeout here: this one watches.
rollout_timeout="${ROLLOUT_TIMEOUT_SECONDS:-600}"
rollout_deadline=$((SECONDS + rollout_timeout))
for object in "${objects[@]}"; do
  [[ "${object}" == deployment.apps/* ]] || continue
  left=$((rollout_deadline - SECONDS))
  # 0 is for ever.
  ((left > 0)) || left=1
  timeout -s KILL "$((left + 30))" kubectl rollout status "${object}" "${here}" \
    --timeout="${left}s" ||
    fail "Deployment '${object#*/}' is not ready, ${rollout_timeout} seconds were given to all;" \
      "its pods tell why"
done

webhooks_have_authorities() {
  local webhook bundle
  for webhook in "${objects[@]}"; do
    [[ "${webhook}" == *webhookconfiguration.admissionregistration.k8s.io/* ]] || continue
    bundle="$("${kubectl[@]}" get "${webhook}" \
      --output='jsonpath={.webhooks[*].clientConfig.caBundle}')" || return 1
    [[ -n "${bundle}" ]] || {
      printf "'%s' has none" "${webhook#*/}" >&2
      return 1
    }
  done
}

# The CLI gives them one, unless the values name someone who injects it, such as cert-manager.
wait_until "${WEBHOOK_TIMEOUT_SECONDS:-120}" "the webhooks to have a CA" webhooks_have_authorities

# What other values or an older version brought and these do not. 'linkerd prune' finds such objects
# by a label: it must list every kind in every namespace, Secrets and custom resources too, and
# would take along what others labelled so. These are all that the chart of 2.16 to 2.20 renders on
# a condition or under another name; without them heartbeats go on, and a disruption budget of three
# replicas blocks the drain of a node that holds the only one.
optional=(
  cronjob.batch/linkerd-heartbeat
  clusterrolebinding.rbac.authorization.k8s.io/linkerd-heartbeat
  clusterrole.rbac.authorization.k8s.io/linkerd-heartbeat
  rolebinding.rbac.authorization.k8s.io/linkerd-heartbeat
  role.rbac.authorization.k8s.io/linkerd-heartbeat
  serviceaccount/linkerd-heartbeat
  rolebinding.rbac.authorization.k8s.io/linkerd-config-reader
  poddisruptionbudget.policy/linkerd-dst
  poddisruptionbudget.policy/linkerd-identity
  poddisruptionbudget.policy/linkerd-proxy-injector
)
pod_monitors="$("${kubectl[@]}" get --ignore-not-found --output=name \
  customresourcedefinition/podmonitors.monitoring.coreos.com)" ||
  fail "cannot tell whether the API knows PodMonitors"
[[ -z "${pod_monitors}" ]] ||
  optional+=(podmonitor.monitoring.coreos.com/linkerd-{controller,proxy,service-mirror}
    podmonitor.monitoring.coreos.com/linkerd-multicluster-controller)
leftovers=()
for object in "${optional[@]}"; do
  [[ -n "${given["${object}"]:-}" ]] || leftovers+=("${object}")
done
((${#leftovers[@]} == 0)) ||
  "${kubectl[@]}" delete --ignore-not-found --wait=false "${here}" "${leftovers[@]}" ||
  fail "cannot delete all that the declared values no longer ask for; what the API said is above"

say "${verb} of ${LINKERD_VERSION} is done: ${#objects[@]} objects are applied, and ready"
