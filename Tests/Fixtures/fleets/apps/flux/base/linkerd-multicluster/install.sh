#!/usr/bin/env bash
# Installs or upgrades Linkerd's multicluster extension of one cluster, and ends when it is ready.
#
# It may run any number of times: what it applies depends on the declared values alone. Whatever
# goes wrong ends it with a sentence on stderr and an exit code that is not 0; the Job then runs it
# again, so that it fails only for as long as the world is not ready.
#
# Environment, beside that of job.sh
#   LINKERD_HA                   true or false: the CLI's own values of high availability
#   LINKERD_VALUES               all values of the chart linkerd-multicluster
#                                (default: /values/values.yaml)
#   ESTABLISHED_TIMEOUT_SECONDS  how long to wait for the API to serve Links (default: 120)
#   ROLLOUT_TIMEOUT_SECONDS      … for all Deployments to be ready (default: 600)
#   END_TIMEOUT_SECONDS          … for controllers of links that are gone to end (default: 120)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-multicluster

: "${LINKERD_HA:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
readable "${values}"
namespace="linkerd-multicluster"
there="--namespace=${namespace}"
# The CLI prints the Namespace too, the one object with this label.
selector='!pod-security.kubernetes.io/enforce'

[[ "${LINKERD_HA}" =~ ^(true|false)$ ]] || fail "LINKERD_HA is '${LINKERD_HA}', not true or false"
require_cli
wait_for_api

# Without a look at the cluster: of that the values hold all that the CLI would look up (ports and
# trust domain; buildMulticlusterInstallValues, multicluster/cmd/install.go), and Flux has waited for
# the control plane.
flags=(--ignore-cluster)
[[ "${LINKERD_HA}" == false ]] || flags+=(--ha)
say "running 'linkerd multicluster install' of ${LINKERD_VERSION}"
manifest="${work}/multicluster.yaml"
render "${manifest}" "multicluster install" "${flags[@]}" \
  --linkerd-namespace="${LINKERD_NAMESPACE}" --values="${values}"
mapfile -t objects <"${manifest}.names"

apply "${manifest}" "all of the multicluster extension"

# Links can be applied as soon as this Job has ended.
wait_until "${ESTABLISHED_TIMEOUT_SECONDS:-120}" "the API to serve Links" \
  "${kubectl[@]}" wait --for=condition=Established --timeout=0 \
  customresourcedefinition/links.multicluster.linkerd.io

# Controllers have no readiness probe but their proxy's, and look for their Link only after they
# have started (multicluster/cmd/service-mirror/main.go): none waits for a Link here.
wait_for_rollouts "${ROLLOUT_TIMEOUT_SECONDS:-600}" "${namespace}" "${objects[@]}"

# What other values or an older version brought and these do not: the controllers of links that are
# gone, a gateway that nobody uses any more, disruption budgets without high availability.
"${kubectl[@]}" get "${there}" --output=name --selector=linkerd.io/extension=multicluster \
  deployments.apps,services,serviceaccounts,roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io,servers.policy.linkerd.io,authorizationpolicies.policy.linkerd.io,meshtlsauthentications.policy.linkerd.io,networkauthentications.policy.linkerd.io,poddisruptionbudgets.policy \
  >"${work}/present" ||
  fail "cannot tell what an earlier run installed in namespace '${namespace}'"
# These have no label of the extension.
"${kubectl[@]}" get "${there}" --output=name \
  --selector='component in (controller,local-service-mirror)' poddisruptionbudgets.policy \
  >>"${work}/present" ||
  fail "cannot tell which disruption budgets an earlier run installed"
mapfile -t present <"${work}/present"
delete_unless_given "${namespace}" "${manifest}.names" "${present[@]}"

# The names of the links, from the controllers' Deployments.
links=""
for object in "${objects[@]}"; do
  [[ "${object}" != deployment.apps/controller-* ]] ||
    links+="${links:+,}${object#deployment.apps/controller-}"
done
# 'notin ()' is no selector.
gone="mirror.linkerd.io/cluster-name${links:+,mirror.linkerd.io/cluster-name notin (${links})}"

none_is_left() {
  local pods
  pods="$("${kubectl[@]}" get pods "${there}" --output=name \
    --selector="component=controller,${gone}")" || return 1
  [[ -z "${pods}" ]] || {
    printf '%s' "${pods//$'\n'/, }" >&2
    return 1
  }
}

# A controller that ends leaves behind what it has mirrored (cleanupWorkers in main.go): services
# that lead nowhere. Those of a federated service carry no name of a cluster, and stay.
wait_until "${END_TIMEOUT_SECONDS:-120}" "the controllers of links that are gone to end" none_is_left
"${kubectl[@]}" delete services --all-namespaces --ignore-not-found --wait=false \
  --selector="mirror.linkerd.io/mirrored-service=true,${gone}" ||
  fail "cannot delete the services that were mirrored by links that are gone"

say "install of ${LINKERD_VERSION} is done: ${#objects[@]} objects are applied, and ready"
