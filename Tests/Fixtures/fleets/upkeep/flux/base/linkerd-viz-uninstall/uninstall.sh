#!/usr/bin/env bash
# Removes Linkerd's viz extension of one cluster, and ends when it is gone. Its namespace stays.
#
# It may run any number of times: what is not there is as good as deleted.
#
# 'linkerd viz uninstall' lists what has a label, in every namespace and of kinds such as CRDs, and
# leaves what is within the namespace to the deletion of that. This deletes by name what 'viz
# install' gives, so that it needs rights over those names alone.
#
# Environment, beside that of job.sh
#   LINKERD_HA               true or false, as the install had it
#   LINKERD_VALUES           all values of the chart linkerd-viz (default: /values/values.yaml)
#   INSTALL_TIMEOUT_SECONDS  how long to wait for the install Job to be gone (default: 300)
#   END_TIMEOUT_SECONDS      … for all pods to have ended (default: 300)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-viz-uninstall
# shellcheck source=optional.sh
. "${BASH_SOURCE[0]%/*}/optional.sh"

: "${LINKERD_HA:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
readable "${values}"
there=--namespace=linkerd-viz
# The CLI prints the Namespace too, the one object with this label.
selector='!pod-security.kubernetes.io/enforce'

[[ "${LINKERD_HA}" =~ ^(true|false)$ ]] || fail "LINKERD_HA is '${LINKERD_HA}', not true or false"
require_cli
wait_for_api

# nothing_of OBJECT…: whether none of them is there.
nothing_of() {
  local left
  left="$("${kubectl[@]}" get "${there}" --ignore-not-found --output=name "$@")" || return 1
  [[ -z "${left}" ]] || {
    printf 'there is %s' "${left//$'\n'/, }" >&2
    return 1
  }
}

# Flux deletes it in the same go as it makes this one: it must not install behind our back.
wait_until "${INSTALL_TIMEOUT_SECONDS:-300}" "the install Job to be gone" \
  nothing_of job.batch/linkerd-viz-install

flags=(--ignore-cluster)
[[ "${LINKERD_HA}" == false ]] || flags+=(--ha)
manifest="${work}/viz.yaml"
render "${manifest}" "viz install" "${flags[@]}" \
  --linkerd-namespace="${LINKERD_NAMESPACE}" --values="${values}"

delete() {
  "${kubectl[@]}" delete --ignore-not-found --wait=false --cascade=foreground "$@" ||
    fail "cannot delete all of the viz extension; what the API said is above"
}

# First what the API itself calls: once tap is gone, each deletion of a namespace would wait for it.
delete apiservice.apiregistration.k8s.io/v1alpha1.tap.linkerd.io \
  mutatingwebhookconfiguration.admissionregistration.k8s.io/linkerd-tap-injector-webhook-config
delete --selector="${selector}" --filename="${manifest}"
delete "${there}" "${optional[@]}"

# By cascade=foreground a Deployment is there for as long as one of its pods; of the rest nothing
# outlives its deletion.
mapfile -t objects <"${manifest}.names"
deployments=(deployment.apps/prometheus)
for object in "${objects[@]}"; do
  [[ "${object}" != deployment.apps/* ]] || deployments+=("${object}")
done
wait_until "${END_TIMEOUT_SECONDS:-300}" "the viz extension to end" \
  nothing_of "${deployments[@]}"

say "viz is gone; namespace 'linkerd-viz' stays, and is yours to delete"
