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
# Environment, beside that of job.sh
#   LINKERD_HA                 true or false: the CLI's own values of high availability
#   LINKERD_VALUES             all values of the chart linkerd-control-plane, identity.issuer.scheme
#                              kubernetes.io/tls among them (default: /values/values.yaml)
#   LINKERD_CRD_VALUES         those of linkerd-crds (default: /values/crds.yaml)
#   LINKERD_ANCHORS            the trust anchors, as PEM (default: /values/anchors.crt)
#   LINKERD_ANCHORS_FROM       where someone else brings them too: 'configmap/NAME' or 'secret/NAME'
#                              whose ca-bundle.crt must come to hold just these (default: nowhere)
#   CRDS_TIMEOUT_SECONDS       how long to wait for the Linkerd CRDs (default: 120)
#   ISSUER_TIMEOUT_SECONDS     … for the issuer's Secret (default: 600)
#   ANCHORS_TIMEOUT_SECONDS    … for trust anchors that someone else brings (default: 300)
#   ROLLOUT_TIMEOUT_SECONDS    … for all Deployments to be ready (default: 600)
#   WEBHOOK_TIMEOUT_SECONDS    … for all webhooks to have their CA (default: 120)
#
# Needs sha256sum, and what job.sh needs.
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-control-plane

: "${LINKERD_HA:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
crd_values="${LINKERD_CRD_VALUES:-/values/crds.yaml}"
readable "${values}" "${crd_values}"
# The CLI prints the Namespace too.
selector='!linkerd.io/is-control-plane'

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
require_cli
wait_for_api

# The CLI refuses where one of the definitions that it would install is missing
# (CheckCustomResourceDefinitions, pkg/healthcheck/healthcheck.go), so ask it which they are.
render "${work}/crds.yaml" "install --crds" --ignore-cluster --values="${crd_values}"
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

# among FILE FILE: how many lines of the first are lines of the second.
among() {
  local line count=0 others
  others=$'\n'"$(<"$2")"$'\n'
  while IFS= read -r line; do
    [[ "${others}" != *$'\n'"${line}"$'\n'* ]] || count=$((count + 1))
  done <"$1"
  printf '%s' "${count}"
}

anchors="${LINKERD_ANCHORS:-/values/anchors.crt}"
readable "${anchors}"
certificates "${anchors}" >"${work}/anchors.list"

anchors_are_delivered() {
  local decode="" given known declared delivered
  [[ "${delivery}" != secret/* ]] || decode="| base64decode"
  # By a range: 'index' answers with the whole object where there is no data at all.
  # shellcheck disable=SC2016  # variables of Go
  printf '{{range $key, $value := .data}}{{if eq $key "ca-bundle.crt"}}{{$value %s}}{{end}}{{end}}' \
    "${decode}" >"${work}/bundle.template"
  "${kubectl[@]}" get "${delivery}" "${here}" \
    --output="go-template-file=${work}/bundle.template" >"${work}/delivered.crt" || return 1
  certificates "${work}/delivered.crt" >"${work}/delivered.list"
  mapfile -t declared <"${work}/anchors.list"
  mapfile -t delivered <"${work}/delivered.list"
  # Both ways: who brings them may leave out what is there twice, and give them another order.
  known="$(among "${work}/delivered.list" "${work}/anchors.list")"
  given="$(among "${work}/anchors.list" "${work}/delivered.list")"
  if ((known != ${#delivered[@]} || given != ${#declared[@]})); then
    printf "its ca-bundle.crt holds %s certificates, of which %s are among the %s declared" \
      "${#delivered[@]}" "${known}" "${#declared[@]}" >&2
    return 1
  fi
}

roots_are_ours() {
  local owners
  owners="$("${kubectl[@]}" get configmap linkerd-identity-trust-roots "${here}" --ignore-not-found \
    --output='jsonpath={.metadata.ownerReferences[*].kind}')" || return 1
  [[ -z "${owners}" ]] || {
    printf "a %s owns it" "${owners}" >&2
    return 1
  }
}

delivery="${LINKERD_ANCHORS_FROM:-}"
[[ -z "${delivery}" || "${delivery}" =~ ^(configmap|secret)/[a-z0-9.-]+$ ]] ||
  fail "LINKERD_ANCHORS_FROM is '${delivery}', not a configmap/NAME or a secret/NAME"
if [[ -n "${delivery}" ]]; then
  wait_until "${ANCHORS_TIMEOUT_SECONDS:-300}" \
    "'${delivery}', which someone else brings, to hold just the declared trust anchors" \
    anchors_are_delivered
fi
# A ConfigMap goes with the Bundle that owns it (ApplyTarget in pkg/bundle/internal/target/target.go
# of trust-manager): of a Bundle that is no longer declared the end has to be waited for.
[[ "${delivery}" == configmap/* ]] ||
  wait_until "${ANCHORS_TIMEOUT_SECONDS:-300}" \
    "ConfigMap 'linkerd-identity-trust-roots' to be nobody else's" roots_are_ours

# The CLI verifies that the issuer's certificate holds today and is signed by one of ca.crt
# (VerifyAndBuildCreds, pkg/issuercerts/issuercerts.go), but never looks at the anchors that are
# given as a value. Whoever has all of ca.crt among the anchors has the whole proof.
"${kubectl[@]}" get secret linkerd-identity-issuer "${here}" \
  --output='go-template={{index .data "ca.crt" | base64decode}}' >"${work}/ca.crt" ||
  fail "cannot read 'ca.crt' of Secret 'linkerd-identity-issuer'"
certificates "${work}/ca.crt" >"${work}/ca.list"
mapfile -t authorities <"${work}/ca.list"
trusted="$(among "${work}/ca.list" "${work}/anchors.list")"
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
    flags=(--identity-external-issuer)
    ;;
  "linkerd-config "?*)
    fail "Helm release '${config#* }' installed Linkerd in namespace '${LINKERD_NAMESPACE}', and" \
      "CLI and Helm do not mix: uninstall that release first"
    ;;
  *)
    verb=upgrade
    flags=()
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
render "${manifest}" "${verb}" "${flags[@]}" --linkerd-namespace="${LINKERD_NAMESPACE}" \
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

wait_for_rollouts "${ROLLOUT_TIMEOUT_SECONDS:-600}" "${LINKERD_NAMESPACE}" "${objects[@]}"

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
delete_unless_given "${LINKERD_NAMESPACE}" "${manifest}.names" "${optional[@]}"

say "${verb} of ${LINKERD_VERSION} is done: ${#objects[@]} objects are applied, and ready"
