#!/usr/bin/env bash
# Installs or upgrades the Linkerd CRDs of one cluster, and ends when the API serves them.
#
# It may run any number of times: what it applies depends on the declared values alone. Whatever
# goes wrong ends it with a sentence on stderr and an exit code that is not 0; the Job then runs it
# again, so that it fails only for as long as the world is not ready.
#
# Environment, beside that of job.sh
#   GATEWAY_API_OWNER          mooring, k3s or external: who brings the Gateway API CRDs
#   LINKERD_VALUES             values of the chart linkerd-crds (default: /values/values.yaml)
#   GATEWAY_API_TIMEOUT_SECONDS  how long to wait for CRDs that someone else brings (default: 600)
#   ESTABLISHED_TIMEOUT_SECONDS  … for the applied CRDs to be served (default: 120)
set -euo pipefail
# shellcheck source=job.sh
. "${BASH_SOURCE[0]%/*}/job.sh" linkerd-crds

: "${GATEWAY_API_OWNER:?is not set}"
values="${LINKERD_VALUES:-/values/values.yaml}"
readable "${values}"

require_cli
wait_for_api

case "${GATEWAY_API_OWNER}" in
  mooring) ;;
  k3s | external)
    # From 2.18 the CLI refuses to render where they are neither there nor to be installed
    # (validateFinalValues, cli/cmd/install.go at version-2.18).
    wait_until "${GATEWAY_API_TIMEOUT_SECONDS:-600}" \
      "the Gateway API CRDs, which '${GATEWAY_API_OWNER}' brings" \
      "${kubectl[@]}" get --output=name \
      customresourcedefinition/httproutes.gateway.networking.k8s.io
    ;;
  *) fail "GATEWAY_API_OWNER is '${GATEWAY_API_OWNER}', not one of mooring, k3s, external" ;;
esac

# 'install --crds' refuses where this ConfigMap is, 'upgrade --crds' never looks for it
# (checkNoConfig, cli/cmd/install.go). Both honour --values, from 2.16 on: renderCRDs merges them
# there, whatever the remark in upgrade.go says ("The CRD chart is not configurable").
config="$("${kubectl[@]}" get configmap linkerd-config "${here}" \
  --ignore-not-found --output=name)" ||
  fail "cannot tell whether Linkerd is there already: ConfigMap 'linkerd-config' cannot be read"
verb=install
[[ -z "${config}" ]] || verb=upgrade

say "running 'linkerd ${verb} --crds' of ${LINKERD_VERSION}"
manifest="${work}/crds.yaml"
render "${manifest}" "${verb} --crds" --linkerd-namespace="${LINKERD_NAMESPACE}" --values="${values}"
mapfile -t crds <"${manifest}.names"

# What follows takes every field over by force, so look first whose the Gateway API CRDs are. From
# 2.18 the CLI does this for HTTPRoute and GRPCRoute (checkGatewayAPICRDs, cli/cmd/install.go);
# before, and for TLSRoute and TCPRoute, it would replace those of K3s or of a newer release.
# Linkerd marks its own by an annotation: 'linkerd/cli …' or 'linkerd/helm …'.
for crd in "${crds[@]}"; do
  case "${crd}" in
    customresourcedefinition.apiextensions.k8s.io/*.gateway.networking.k8s.io)
      found="$("${kubectl[@]}" get "${crd}" --ignore-not-found \
        --output='jsonpath={.metadata.name} {.metadata.annotations.linkerd\.io/created-by}')" ||
        fail "cannot tell who installed '${crd#*/}'"
      [[ -z "${found}" || "${found}" == *" linkerd/"* ]] ||
        fail "someone else installed '${crd#*/}', and the declared values would replace it:" \
          "declare who brings the Gateway API, or disable that route in the values of linkerd-crds"
      ;;
    customresourcedefinition.apiextensions.k8s.io/*) ;;
    *) fail "'linkerd ${verb} --crds' gave '${crd}', which is not a CRD" ;;
  esac
done

apply "${manifest}" "all of the CRDs"

# Looking once, again and again: left to wait by itself, kubectl gives up at once on a CRD that is
# so new that it has no conditions yet.
wait_until "${ESTABLISHED_TIMEOUT_SECONDS:-120}" "the CRDs to be established" \
  "${kubectl[@]}" wait --for=condition=Established --timeout=0 "${crds[@]}"
say "${verb} of ${LINKERD_VERSION} is done: ${#crds[@]} CRDs are established"
