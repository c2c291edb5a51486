#!/usr/bin/env bash
# Installs or upgrades Linkerd's viz extension of one cluster, and ends when it is ready.
#
# It may run any number of times: what it applies depends on the declared values alone. Whatever
# goes wrong ends it with a sentence on stderr and an exit code that is not 0; the Job then runs it
# again, so that it fails only for as long as the world is not ready.
#
# Environment, beside that of job.sh
#   LINKERD_HA                true or false: the CLI's own values of high availability
#   LINKERD_VALUES            all values of the chart linkerd-viz (default: /values/values.yaml)
#   INJECTOR_TIMEOUT_SECONDS  how long to wait for the proxy injector (default: 180)
#   ROLLOUT_TIMEOUT_SECONDS   … for all Deployments to be ready (default: 600)
#   TAP_TIMEOUT_SECONDS       … for the API to reach tap (default: 300)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-viz
# shellcheck source=optional.sh
. "${BASH_SOURCE[0]%/*}/optional.sh"

: "${LINKERD_HA:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
readable "${values}"
namespace="linkerd-viz"
# The CLI prints the Namespace too, the one object with this label.
selector='!pod-security.kubernetes.io/enforce'

[[ "${LINKERD_HA}" =~ ^(true|false)$ ]] || fail "LINKERD_HA is '${LINKERD_HA}', not true or false"
require_cli
wait_for_api

# Pods that start while the injector is away stay without a proxy, and then have no figures: its
# webhook lets them through (value webhookFailurePolicy of the control plane).
wait_for_rollouts "${INJECTOR_TIMEOUT_SECONDS:-180}" "${LINKERD_NAMESPACE}" \
  deployment.apps/linkerd-proxy-injector

# Without a look at the cluster, 2.16 to 2.20: the CLI would check the core control plane, which is
# more than this needs and would take every right that 'linkerd check' takes, and the CNI plug-in,
# which is value cniEnabled (viz/cmd/install.go). It refuses nothing where viz is there already.
flags=(--ignore-cluster)
[[ "${LINKERD_HA}" == false ]] || flags+=(--ha)
say "running 'linkerd viz install' of ${LINKERD_VERSION}"
manifest="${work}/viz.yaml"
render "${manifest}" "viz install" "${flags[@]}" \
  --linkerd-namespace="${LINKERD_NAMESPACE}" --values="${values}"
mapfile -t objects <"${manifest}.names"
for object in deployment.apps/{metrics-api,tap,tap-injector,web}; do
  [[ " ${objects[*]} " == *" ${object} "* ]] || fail "'linkerd viz install' gave no '${object}'"
done

apply "${manifest}" "all of the viz extension"
wait_for_rollouts "${ROLLOUT_TIMEOUT_SECONDS:-600}" "${namespace}" "${objects[@]}"

# The API trusts tap's new certificate at once, and tap reads it when the kubelet has brought it: a
# minute or two. While an API service cannot be reached no namespace of the cluster can be deleted.
wait_until "${TAP_TIMEOUT_SECONDS:-300}" "the API to reach tap" \
  "${kubectl[@]}" wait --for=condition=Available --timeout=0 \
  apiservice.apiregistration.k8s.io/v1alpha1.tap.linkerd.io

delete_unless_given "${namespace}" "${manifest}.names" "${optional[@]}"

say "install of ${LINKERD_VERSION} is done: ${#objects[@]} objects are applied, and ready"
