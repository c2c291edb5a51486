#!/usr/bin/env bash
# Removes Linkerd's multicluster extension from one cluster, and ends when it is gone. The namespace
# stays.
#
# It may run any number of times: what is not there is as good as deleted. It finds what to delete by
# the labels that the chart gives (multicluster/charts/linkerd-multicluster/templates, 2.18 to 2.20):
# much of it is named after links, which no description holds any more.
#
# Environment, beside that of job.sh
#   INSTALL_TIMEOUT_SECONDS  how long to wait for the install Job to be gone (default: 300)
#   LINKS_TIMEOUT_SECONDS    … for Flux to delete the Links (default: 600)
#   END_TIMEOUT_SECONDS      … for gateway and controllers to end (default: 300)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-multicluster-uninstall

there="--namespace=linkerd-multicluster"
crd=customresourcedefinition/links.multicluster.linkerd.io

wait_for_api

# none_of ARGUMENT…: whether 'kubectl get' with these finds nothing.
none_of() {
  local left
  left="$("${kubectl[@]}" get --ignore-not-found --output=name "$@")" || return 1
  [[ -z "${left}" ]] || {
    printf 'there is %s' "${left//$'\n'/, }" >&2
    return 1
  }
}

# Flux deletes it in the same go as it makes this one: it must not install behind our back.
wait_until "${INSTALL_TIMEOUT_SECONDS:-300}" "the install Job to be gone" \
  none_of "${there}" job.batch/linkerd-multicluster-install

# They go with the Flux Kustomization that had applied them.
known="$("${kubectl[@]}" get "${crd}" --ignore-not-found --output=name)" ||
  fail "cannot tell whether the API knows Links"
[[ -z "${known}" ]] ||
  wait_until "${LINKS_TIMEOUT_SECONDS:-600}" "the Links to be deleted" \
    none_of links.multicluster.linkerd.io --all-namespaces

delete() {
  "${kubectl[@]}" delete --ignore-not-found --wait=false "$@" ||
    fail "cannot delete all of the multicluster extension; what the API said is above"
}

label=linkerd.io/extension=multicluster
# By cascade=foreground a Deployment is there for as long as one of its pods.
delete "${there}" --cascade=foreground deployments.apps --selector="${label}"
wait_until "${END_TIMEOUT_SECONDS:-300}" "gateway and controllers to end" \
  none_of "${there}" deployments.apps --selector="${label}"
# Only now, when nothing is left that would make them again.
delete services --all-namespaces --selector=mirror.linkerd.io/mirrored-service=true

# The token of the account for other clusters goes with that account.
delete "${there}" --selector="${label}" \
  services,serviceaccounts,roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io,servers.policy.linkerd.io,authorizationpolicies.policy.linkerd.io,meshtlsauthentications.policy.linkerd.io,networkauthentications.policy.linkerd.io,poddisruptionbudgets.policy
# These have no label of the extension.
delete "${there}" --selector='component in (controller,local-service-mirror)' \
  poddisruptionbudgets.policy
delete clusterrolebindings.rbac.authorization.k8s.io --selector="${label}"
delete clusterrole/linkerd-local-service-mirror-access-local-resources \
  clusterrole/linkerd-multicluster-controller-access-local-resources \
  clusterrole/linkerd-service-mirror-remote-access-default "${crd}"

say "the multicluster extension is gone"
