#!/usr/bin/env bash
# Removes Linkerd's multicluster extension from one cluster, and ends when it is gone.
#
# It may run any number of times, and where nothing is left it has nothing to do. It deletes what
# 'linkerd multicluster uninstall' lists (multicluster/cmd/uninstall.go), and what was mirrored.
#
# Environment, beside that of job.sh
#   LINKS_TIMEOUT_SECONDS      how long to wait for Flux to delete the Links (default: 600)
#   NAMESPACE_TIMEOUT_SECONDS  … for the extension's namespace to be gone (default: 300)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-multicluster-uninstall

namespace="linkerd-multicluster"
crd=customresourcedefinition/links.multicluster.linkerd.io

wait_for_api

no_links_are_left() {
  local known links
  known="$("${kubectl[@]}" get "${crd}" --ignore-not-found --output=name)" || return 1
  [[ -n "${known}" ]] || return 0
  links="$("${kubectl[@]}" get links.multicluster.linkerd.io --all-namespaces --output=name)" ||
    return 1
  [[ -z "${links}" ]] || {
    printf '%s' "${links//$'\n'/, }" >&2
    return 1
  }
}

# They go with the Flux Kustomization that had applied them, at the time at which this one comes.
wait_until "${LINKS_TIMEOUT_SECONDS:-600}" "the Links to be deleted" no_links_are_left

namespace_is_gone() {
  local found
  found="$("${kubectl[@]}" get namespace "${namespace}" --ignore-not-found --output=name)" ||
    return 1
  [[ -z "${found}" ]]
}

"${kubectl[@]}" delete namespace "${namespace}" --ignore-not-found --wait=false ||
  fail "cannot delete namespace '${namespace}'"
wait_until "${NAMESPACE_TIMEOUT_SECONDS:-300}" "namespace '${namespace}' to be gone" \
  namespace_is_gone

# Only now, when no controller is left that would make them again.
"${kubectl[@]}" delete services --all-namespaces --ignore-not-found --wait=false \
  --selector=mirror.linkerd.io/mirrored-service=true ||
  fail "cannot delete the services that were mirrored"

"${kubectl[@]}" delete --ignore-not-found --wait=false \
  clusterrole/linkerd-local-service-mirror-access-local-resources \
  clusterrole/linkerd-multicluster-controller-access-local-resources \
  clusterrole/linkerd-service-mirror-remote-access-default "${crd}" ||
  fail "cannot delete the roles of the extension and the definition of Links"
# Those of controllers are named after links, which no description holds any more.
"${kubectl[@]}" delete clusterrolebindings --ignore-not-found --wait=false \
  --selector=linkerd.io/extension=multicluster ||
  fail "cannot delete the bindings of the extension"

say "the multicluster extension is gone"
